//! A block as it is searched: its letters, and the same without what tells no words apart.

use crate::names::is_invisible;
use crate::prose::{Block, BlockKind, Run};

/// A block as it is searched.
pub(super) struct Line {
    /// Which block it is.
    pub(super) block: usize,
    /// What sort of block.
    pub(super) kind: BlockKind,
    /// Whether it quotes others: their style is theirs.
    pub(super) is_quote: bool,
    /// Its letters.
    pub(super) letters: Vec<char>,
    /// Its letters folded, each with its place among the letters.
    folded: Vec<(char, usize)>,
    /// The same as text, in which it is soon seen that something is not there.
    text: String,
}

impl Line {
    /// The text's lines.
    pub(super) fn all(blocks: &[Block]) -> Vec<Self> {
        blocks
            .iter()
            .enumerate()
            .map(|(nth, block)| Self::of(nth, block))
            .collect()
    }

    /// A line of plain words.
    pub(super) fn plain(text: &str) -> Self {
        let run = Run {
            text: text.to_owned(),
            ..Run::default()
        };
        Self::of(
            0,
            &Block {
                runs: vec![run],
                ..Block::default()
            },
        )
    }

    fn of(nth: usize, block: &Block) -> Self {
        let letters: Vec<char> = block.runs.iter().flat_map(|run| run.text.chars()).collect();
        let folded = letters.iter().enumerate();
        let folded = folded.filter_map(|(at, letter)| Some((fold(*letter)?, at)));
        let folded: Vec<(char, usize)> = folded.collect();
        Self {
            text: folded.iter().map(|(letter, _)| *letter).collect(),
            block: nth,
            kind: block.kind,
            is_quote: block.quote,
            folded,
            letters,
        }
    }

    /// Whether nothing is written in it.
    pub(super) fn is_blank(&self) -> bool {
        self.letters.iter().all(|letter| letter.is_whitespace())
    }

    /// The level of a heading, from 1.
    pub(super) const fn level(&self) -> Option<usize> {
        match self.kind {
            BlockKind::H1 => Some(1),
            BlockKind::H2 => Some(2),
            BlockKind::H3 => Some(3),
            BlockKind::Paragraph | BlockKind::Ul | BlockKind::Ol => None,
        }
    }

    /// Its words from one letter to before another.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.letters[from..to].iter().collect()
    }

    /// Whether some words are in it, as words or parts of words.
    pub(super) fn may_have(&self, words: &str) -> bool {
        let wanted: String = words.chars().filter_map(fold).collect();
        self.text.contains(&wanted)
    }

    /// The letter at a place.
    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.letters.get(place).copied()
    }

    /// The letter before a place.
    pub(super) fn before(&self, place: usize) -> Option<char> {
        place.checked_sub(1).and_then(|place| self.at(place))
    }

    /// Where some words are, as words of their own and whatever their capitals and accents: from where to where, in order.
    pub(super) fn find(&self, words: &str) -> Vec<(usize, usize)> {
        let wanted: Vec<char> = words.chars().filter_map(fold).collect();
        let mut found = Vec::new();
        if wanted.is_empty() || !self.text.contains(&wanted.iter().collect::<String>()) {
            return found;
        }
        let mut start = 0;
        while start + wanted.len() <= self.folded.len() {
            let there = &self.folded[start..start + wanted.len()];
            let is_it = there.iter().zip(&wanted).all(|((is, _), want)| is == want);
            if is_it && self.begins_word(start, wanted[0]) && self.ends_word(start + wanted.len()) {
                let end = self.folded.get(start + wanted.len());
                let end = end.map_or(self.letters.len(), |(_, at)| *at);
                // Marks that belong to the last letter do, the blank after it does not.
                found.push((self.folded[start].1, end));
                start += wanted.len();
            } else {
                start += 1;
            }
        }
        found
    }

    /// Whether a word begins here; in Arabic, with an article or another particle before it.
    fn begins_word(&self, start: usize, first: char) -> bool {
        if is_han(first) {
            return true;
        }
        let is_part = |letter: &char| letter.is_alphanumeric();
        let before = self.folded[..start].iter().rev().map(|(letter, _)| *letter);
        let word: Vec<char> = before.take_while(is_part).take(4).collect();
        if word.is_empty() {
            return true;
        }
        let particle: String = word.iter().rev().collect();
        is_arabic(first) && PARTICLES.contains(&particle.as_str())
    }

    fn ends_word(&self, end: usize) -> bool {
        let last = self.folded[end - 1].0;
        let next = self.folded.get(end).map(|(letter, _)| *letter);
        is_han(last) || !last.is_alphanumeric() || !next.is_some_and(char::is_alphanumeric)
    }
}

/// What is written together with the Arabic word after it: “and”, “in”, “to”, “the”, and several of them.
const PARTICLES: [&str; 17] = [
    "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "فل", "وك",
    "فب",
];

/// Whether it is a Chinese sign, between which no blanks stand.
pub const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}')
}

/// A letter without capitals and accents; nothing for marks on others and what nobody sees.
pub(super) fn fold(letter: char) -> Option<char> {
    let is_mark = matches!(letter, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}');
    if is_mark || is_invisible(letter) || matches!(letter, '\u{200c}' | '\u{200d}') {
        return None;
    }
    let small = letter.to_lowercase().next().unwrap_or(letter);
    Some(match small {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'į' | 'ı' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        '’' | 'ʼ' | '‘' => '\'',
        '‐' | '‑' => '-',
        _ if small.is_whitespace() => ' ',
        _ => small,
    })
}
