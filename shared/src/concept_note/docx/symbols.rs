//! What the fonts of pictures show for each character: Symbol, Wingdings and the like give letters of
//! their own shapes, and Word hands them out as private characters.

/// A font whose characters are not what they are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    /// Greek and mathematics.
    Symbol,
    /// Ticks, arrows, signs.
    Wingdings,
    /// More of them, with boxes.
    Wingdings2,
    /// Other pictures, of which we know none.
    Pictures,
}

/// What stands where a symbol is not known.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// Symbol from `!` on.
const SYMBOL_LOW: &str = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// Symbol from 0xA0 on; a space where nothing is known.
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
/// Wingdings from `!` on.
const WINGDINGS_LOW: &str = "✏✂✁👓🔔📖🕯☎✆✉📨📪📫📬📭📁📂📄🗏🗐🗄⌛⌨🖰🖲💻🖴💾🖬✇✍✍✌👌👍👎☜☞☝☟✋☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□❐❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞";
/// Wingdings from 0x80 on.
const WINGDINGS_MIDDLE: &str = "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿";
/// Wingdings from 0x9E on; a space where nothing is known.
const WINGDINGS_HIGH: &str = "·•◦○🞆🞈◉◎🔿▪◻ ✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛                  ⌫⌦ ➢      ←→↑↓↖↗↙↘⬅➔⬆⬇    ⇦⇨⇧⇩⬄⇳    ▫ ✗✓☒☑";

impl Font {
    /// The font by that name, if it is one of these.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "symbol" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            "wingdings 2" => Some(Self::Wingdings2),
            "wingdings 3" | "webdings" | "zapf dingbats" | "zapfdingbats" => Some(Self::Pictures),
            _ => None,
        }
    }

    /// What it shows for a character, by the character's place in the font.
    fn shown(self, place: u32) -> Option<char> {
        let at = |list: &str, from: u32| {
            let letter = list
                .chars()
                .nth(usize::try_from(place.checked_sub(from)?).ok()?)?;
            (letter != ' ').then_some(letter)
        };
        match (self, place) {
            (_, 0x20) => Some(' '),
            (Self::Symbol, ..0xA0) => at(SYMBOL_LOW, 0x21),
            (Self::Symbol, _) => at(SYMBOL_HIGH, 0xA0),
            // The computer and a few others have no sign of their own.
            (Self::Wingdings, ..0x80) => at(WINGDINGS_LOW, 0x21),
            (Self::Wingdings, ..0x9E) => at(WINGDINGS_MIDDLE, 0x80),
            (Self::Wingdings, _) => at(WINGDINGS_HIGH, 0x9E),
            (Self::Wingdings2, 0x4F) => Some('✗'),
            (Self::Wingdings2, 0x50) => Some('✓'),
            (Self::Wingdings2, 0x51 | 0x53) => Some('☒'),
            (Self::Wingdings2, 0x52) => Some('☑'),
            (Self::Wingdings2, 0xA2 | 0xA3 | 0x2A) => Some('☐'),
            (Self::Wingdings2 | Self::Pictures, _) => None,
        }
    }
}

/// What a character is in that font, or in none of these; [`UNKNOWN`] if nobody can tell.
pub(super) fn read(letter: char, font: Option<Font>) -> char {
    match (u32::from(letter), font) {
        (private @ 0xF020..=0xF0FF, Some(font)) => font.shown(private - 0xF000).unwrap_or(UNKNOWN),
        // Word takes private characters for Symbol's where it is told no font.
        (private @ 0xF020..=0xF0FF, None) => {
            Font::Symbol.shown(private - 0xF000).unwrap_or(UNKNOWN)
        }
        (0xE000..=0xF8FF, _) => UNKNOWN,
        (plain @ 0x21..=0xFF, Some(font)) => font.shown(plain).unwrap_or(UNKNOWN),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_a_letter_for_every_place() {
        assert_eq!(SYMBOL_LOW.chars().count(), 0x7F - 0x21);
        assert_eq!(SYMBOL_HIGH.chars().count(), 0xFF - 0xA0);
        assert_eq!(WINGDINGS_LOW.chars().count(), 0x7F - 0x21);
        assert_eq!(WINGDINGS_MIDDLE.chars().count(), 0x96 - 0x80);
        assert_eq!(WINGDINGS_HIGH.chars().count(), 0xFF - 0x9E);
    }

    #[test]
    fn symbols_keep_their_meaning() {
        let symbol = Some(Font::Symbol);
        for (place, shown) in [
            ('\u{F0B3}', '≥'),
            ('\u{F0A3}', '≤'),
            ('\u{F0B1}', '±'),
            ('\u{F0B9}', '≠'),
            ('\u{F0AE}', '→'),
            ('\u{F06D}', 'μ'),
            ('\u{F044}', 'Δ'),
            ('\u{F0B4}', '×'),
            ('\u{F0B0}', '°'),
            ('\u{F0FE}', '⎭'),
            ('b', 'β'),
        ] {
            assert_eq!(read(place, symbol), shown);
        }
        let wingdings = Some(Font::Wingdings);
        for (place, shown) in [
            ('\u{F0FC}', '✓'),
            ('\u{F0FB}', '✗'),
            ('\u{F0FE}', '☑'),
            ('\u{F0E0}', '→'),
            ('\u{F0D8}', '➢'),
            ('\u{F0A7}', '▪'),
            ('\u{F06E}', '■'),
            ('\u{F081}', '①'),
            ('\u{F04A}', '☺'),
            ('\u{F028}', '☎'),
            ('\u{F0E8}', '➔'),
            ('ü', '✓'),
        ] {
            assert_eq!(read(place, wingdings), shown, "{place:?}");
        }
        assert_eq!(read('\u{F0B3}', None), '≥');
        assert_eq!(read('\u{F0B3}', Some(Font::Pictures)), UNKNOWN);
        assert_eq!(read('\u{E001}', None), UNKNOWN);
        assert_eq!(read('é', None), 'é');
        assert_eq!(read('م', symbol), 'م');
    }
}
