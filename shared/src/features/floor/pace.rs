//! How fast a statement would have to be read out in the time that is left for it.

use super::speech::Speech;
use super::state::Floor;

/// Words a minute above which interpreters cannot follow: what conference services ask speakers to keep to.
pub const FAST: u32 = 120;

/// How many tenths of a word a sign of a script without spaces counts. Ten Chinese or Japanese signs are about six English words, as
/// translators reckon; in Thai, Lao, Khmer and Burmese some five letters make a word.
const SIGN: u32 = 6;
const LETTER: u32 = 2;

/// How many words a text has, for speaking: between spaces in most scripts, also in Arabic with its marks; in scripts without spaces,
/// what takes about as long to say (see [`SIGN`]). A full text segmentation would make the client's first load heavier than what it
/// is for, and knows no such equivalent.
pub fn words(text: &str) -> u32 {
    let (mut tenths, mut in_word) = (0_u32, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let weight = weight(letter);
        if let Some(weight) = weight {
            tenths = tenths.saturating_add(weight);
            in_word = false;
        } else if letter.is_alphanumeric() {
            if !in_word {
                tenths = tenths.saturating_add(10);
            }
            in_word = true;
        } else {
            let goes_on = letters.peek().is_some_and(|next| next.is_alphanumeric());
            in_word = in_word && (is_mark(letter) || (joins(letter) && goes_on));
        }
    }
    tenths.div_ceil(10)
}

/// What stands within a word: apostrophes, and the points and commas of numbers.
const fn joins(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '.' | ',' | '\u{B7}' | '\u{5F4}')
}

/// What is written on a letter, or joins two, and is no letter itself.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{93C}' | '\u{94D}' | '\u{AD}'
        | '\u{200C}' | '\u{200D}')
}

/// Tenths of a word, for letters of scripts that are written without spaces.
const fn weight(letter: char) -> Option<u32> {
    match letter {
        '\u{3041}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9D}'
        | '\u{3005}'
        | '\u{3007}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' => Some(SIGN),
        // Vowels and tones above and below are part of their letter.
        '\u{E31}'
        | '\u{E34}'..='\u{E3A}'
        | '\u{E47}'..='\u{E4E}'
        | '\u{EB1}'
        | '\u{EB4}'..='\u{EBC}'
        | '\u{EC8}'..='\u{ECE}' => Some(0),
        '\u{E01}'..='\u{E4F}'
        | '\u{E80}'..='\u{EDF}'
        | '\u{1780}'..='\u{17B3}'
        | '\u{1000}'..='\u{102A}' => Some(LETTER),
        _ => None,
    }
}

/// How fast so many words go in so many milliseconds, in words a minute; without bound in no time.
pub fn pace(words: u32, millis: u64) -> u32 {
    let a_minute = u64::from(words).saturating_mul(60_000);
    u32::try_from(a_minute.div_ceil(millis.max(1))).unwrap_or(u32::MAX)
}

/// How many seconds a text of so many words takes that is read out no faster than [`FAST`].
pub const fn time_for(words: u32) -> u32 {
    words.saturating_mul(60).div_ceil(FAST)
}

/// What a statement asks of its speaker and the interpreters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How many words the whole statement has.
    pub words: u32,
    /// How many a minute the time that the speaker has for all of it asks for; nothing without a limit.
    pub a_minute: Option<u32>,
}

impl Pace {
    /// The pace of a text in so many seconds, if there is a limit.
    pub fn of(text: &str, allowed: Option<u32>) -> Self {
        let words = words(text);
        let a_minute = allowed.map(|seconds| pace(words, u64::from(seconds) * 1_000));
        Self { words, a_minute }
    }

    /// Whether it is too fast to be interpreted.
    pub const fn is_fast(self) -> bool {
        matches!(self.a_minute, Some(a_minute) if a_minute > FAST)
    }
}

impl Floor {
    /// The pace that the text handed in for a speech asks for; nothing if none is, or one may not read it.
    ///
    /// Nobody knows how far a speaker has come in their text. At an even pace, what is left of the text in what is left of the time is
    /// the whole text in the whole time: so that is what counts, by the limit as it is now, with whatever time was given.
    pub fn pace(&self, speech: &Speech) -> Option<Pace> {
        let text = speech.statement.as_ref()?.text.as_ref()?;
        Some(Pace::of(text, self.allowed(speech)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        for (text, count) in [
            ("", 0),
            (" \n— … !", 0),
            ("Mr. Chair, we don't agree.", 5),
            ("It rose by 1,500.75 per cent in 2024", 8),
            ("cross-border co-operation", 4),
            ("l’accès à l’aide", 3),
            // With and without the marks of vowels, and with a stretched letter.
            ("شكرا سيدي الرئيس", 3),
            ("شُكْرًا سَيِّدِي الرَّئِيس", 3),
            ("شـكرا", 1),
            ("नमस्ते अध्यक्ष महोदय", 3),
            ("می\u{200C}خواهم", 1),
            ("Уважаемый председатель", 2),
            // Ten signs are six words; a sign of punctuation is none.
            ("主席先生，谢谢你们大家", 6),
            ("ありがとう", 3),
            // Twelve letters, whatever stands above and below them.
            ("ขอบคุณครับท่าน", 3),
            ("UNHCR 和 IOM", 3),
        ] {
            assert_eq!(words(text), count, "{text:?}");
        }
    }

    #[test]
    fn the_pace_is_in_words_a_minute() {
        assert_eq!(pace(360, 180_000), 120);
        assert_eq!(pace(361, 180_000), 121, "above is above");
        assert_eq!(pace(0, 0), 0);
        assert_eq!(pace(u32::MAX, 0), u32::MAX);
        let fast = |a_minute| Pace { words: 1, a_minute }.is_fast();
        assert!(!fast(Some(FAST)) && fast(Some(FAST + 1)) && !fast(None));
        assert_eq!((time_for(120), time_for(361)), (60, 181));
    }
}
