//! The labels of lists, which a Word file does not hold but has to count.

use super::error::DocxError;
use super::markup::{Element, Markup, Token};
use std::collections::{HashMap, HashSet};

/// Levels in a list.
const LEVELS: usize = 9;
/// Characters in the pattern of a label: a long one, repeated, would blow up the text.
const PATTERN: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: HashMap<String, [Level; LEVELS]>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<String>,
}

/// How one level counts.
#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    pattern: String,
}

/// A list that counts as its kind does, save for what it overrides.
#[derive(Debug, Default)]
struct List {
    kind: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// Where in the part we are.
#[derive(Default)]
struct Place {
    kind: Option<String>,
    list: Option<String>,
    overridden: Option<usize>,
    level: Option<usize>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(part: &str) -> Result<Self, DocxError> {
        let mut numbering = Self::default();
        let mut place = Place::default();
        let mut markup = Markup::new(part);
        while let Some(token) = markup.next()? {
            match token {
                Token::Open(element) => numbering.learn(&mut place, &element),
                Token::Close(name) => match name.as_str() {
                    "abstractNum" => place.kind = None,
                    "num" => place.list = None,
                    "lvlOverride" => place.overridden = None,
                    "lvl" => place.level = None,
                    _ => {}
                },
                Token::Text(_) => {}
            }
        }
        Ok(numbering)
    }

    fn learn(&mut self, place: &mut Place, element: &Element<'_>) {
        let level = || {
            element
                .attribute("ilvl")?
                .parse()
                .ok()
                .filter(|level| *level < LEVELS)
        };
        match element.name() {
            "abstractNum" => place.kind = element.attribute("abstractNumId"),
            "num" => place.list = element.attribute("numId"),
            "lvlOverride" => place.overridden = level(),
            "lvl" => place.level = level(),
            "abstractNumId" => {
                if let (Some(list), Some(kind)) = (self.list(place), element.attribute("val")) {
                    list.kind = kind;
                }
            }
            "startOverride" => {
                let start = element
                    .attribute("val")
                    .and_then(|start| start.parse().ok());
                if let (Some(level), Some(list)) = (place.overridden, self.list(place)) {
                    list.starts[level] = start;
                }
            }
            property @ ("start" | "numFmt" | "lvlText") => {
                if let (Some(level), Some(value)) = (self.level(place), element.attribute("val")) {
                    match property {
                        "start" => level.start = value.parse().ok(),
                        "numFmt" => level.format = value,
                        _ => level.pattern = value.chars().take(PATTERN).collect(),
                    }
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, place: &Place) -> Option<&mut List> {
        Some(self.lists.entry(place.list.clone()?).or_default())
    }

    /// The level that is being described, of a kind or of one list.
    fn level(&mut self, place: &Place) -> Option<&mut Level> {
        let level = place.level?;
        match (&place.kind, &place.list) {
            (Some(kind), _) => Some(&mut self.kinds.entry(kind.clone()).or_default()[level]),
            (None, Some(list)) => Some(
                self.lists.entry(list.clone()).or_default().levels[level].get_or_insert_default(),
            ),
            (None, None) => None,
        }
    }

    /// Counts one item on and gives its label, `-` for a bullet; nothing if the list has none.
    pub(super) fn label(&mut self, list_id: &str, level: usize) -> Option<String> {
        let list = self.lists.get(list_id)?;
        let kind = self.kinds.get(&list.kind)?;
        let level = level.min(LEVELS - 1);
        let levels: [&Level; LEVELS] =
            std::array::from_fn(|at| list.levels[at].as_ref().unwrap_or(&kind[at]));
        let start = |at: usize| list.starts[at].or(levels[at].start).unwrap_or(1);
        let counts = self.counts.entry(list.kind.clone()).or_default();
        if self.begun.insert(list_id.to_owned()) {
            for (count, start) in counts.iter_mut().zip(&list.starts) {
                if start.is_some() {
                    *count = None;
                }
            }
        }
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        for deeper in &mut counts[level + 1..] {
            *deeper = None;
        }
        let own = levels[level];
        match own.format.as_str() {
            "bullet" => return Some("-".to_owned()),
            "none" => return None,
            _ => {}
        }
        let mut label = String::new();
        let mut pattern = own.pattern.chars().peekable();
        while let Some(letter) = pattern.next() {
            let named = pattern
                .peek()
                .and_then(|next| next.to_digit(10))
                .filter(|_| letter == '%');
            match named.and_then(|named| usize::try_from(named).ok()?.checked_sub(1)) {
                Some(at) if at <= level => {
                    label.push_str(&counted(
                        counts[at].unwrap_or_else(|| start(at)),
                        &levels[at].format,
                    ));
                    pattern.next();
                }
                _ => label.push(letter),
            }
        }
        let label = label.trim().to_owned();
        (!label.is_empty()).then_some(label)
    }
}

/// A number as the list writes it.
fn counted(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number, 'a'),
        "upperLetter" => letters(number, 'A'),
        "lowerRoman" => roman(number).to_ascii_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "arabicAlpha" | "arabicAbjad" => arabic(number, format),
        "hindiNumbers" => number
            .to_string()
            .chars()
            .map(|c| char::from_u32(c as u32 - 48 + 0x660).unwrap_or(c))
            .collect(),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`, `bb` and so on, as Word counts.
fn letters(number: u32, first: char) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 26 * 20) else {
        return number.to_string();
    };
    let letter = char::from_u32(first as u32 + index % 26).unwrap_or(first);
    (0..=index / 26).map(|_| letter).collect()
}

fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3_999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, sign) in VALUES {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}

/// The Arabic letters in one of their two orders.
fn arabic(number: u32, format: &str) -> String {
    let order = if format == "arabicAlpha" {
        "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
    } else {
        "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
    };
    let index = number
        .checked_sub(1)
        .and_then(|index| usize::try_from(index).ok());
    index
        .and_then(|index| order.chars().nth(index))
        .map_or_else(|| number.to_string(), String::from)
}
