//! What the importer needs to know about characters, without Unicode tables: they would weigh on
//! the client, where it runs as one types.

/// Lower case without accents, for comparing with the vocabulary. Only Latin letters are folded.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'À'..='Å' | 'à'..='å' => folded.push('a'),
            'Ç' | 'ç' => folded.push('c'),
            'È'..='Ë' | 'è'..='ë' => folded.push('e'),
            'Ì'..='Ï' | 'ì'..='ï' => folded.push('i'),
            'Ñ' | 'ñ' => folded.push('n'),
            'Ò'..='Ö' | 'ò'..='ö' => folded.push('o'),
            'Ù'..='Ü' | 'ù'..='ü' => folded.push('u'),
            'Œ' | 'œ' => folded.push_str("oe"),
            '’' | 'ʼ' => folded.push('\''),
            'Ё' | 'ё' => folded.push('е'),
            // Arabic is written with and without its marks and the bearers of its glottal stop.
            '\u{64B}'..='\u{652}' | 'ـ' => {}
            'أ' | 'إ' | 'آ' => folded.push('ا'),
            'А'..='Я' => folded.extend(char::from_u32(letter as u32 + 32)),
            _ => folded.push(letter.to_ascii_lowercase()),
        }
    }
    folded
}

/// The text with a capital first letter, where its script has one that is easily found.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let capital = match first {
        'a'..='z' => first.to_ascii_uppercase(),
        'à'..='ö' | 'ø'..='þ' | 'а'..='я' => {
            char::from_u32(first as u32 - 32).unwrap_or(first)
        }
        'œ' => 'Œ',
        _ => first,
    };
    capital.to_string() + letters.as_str()
}

/// What may stand between the end of a sentence and the next: closing quotes and brackets, and the
/// arrow that leads back from a footnote.
fn is_closer(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\'' | '’' | '”' | '»' | ')' | ']' | '）' | '」' | '↩' | '\u{FE0E}'
    )
}

/// The text without the `[^1]` marks, quotes and brackets that it ends with.
fn core_of(text: &str) -> &str {
    // Only the end: this is asked of a paragraph again with every line that joins it.
    let mut core = text[text.floor_char_boundary(text.len().saturating_sub(200))..].trim_end();
    loop {
        let bare = match core.rfind("[^") {
            Some(at) if core[at..].ends_with(']') && core[at..].matches(']').count() == 1 => {
                core[..at].trim_end()
            }
            _ => core.trim_end_matches(is_closer).trim_end(),
        };
        if bare.len() == core.len() {
            return core;
        }
        core = bare;
    }
}

/// Whether it ends as a sentence, or part of an enumeration, does.
pub(super) fn ends_sentence(text: &str) -> bool {
    core_of(text).ends_with([
        '.', '!', '?', '…', ':', ';', '؟', '؛', '۔', '。', '！', '？', '：', '；',
    ])
}

/// Whether it ends with a question mark, whatever an enumeration puts after it (“who pays?;”).
pub(super) fn asks(text: &str) -> bool {
    let core = core_of(text);
    let listed = core.trim_end_matches([';', '؛', '；', ',', '،', '.', ' ']);
    core.ends_with(is_question_mark) || core_of(listed).ends_with(is_question_mark)
}

/// Whether it asks anywhere: “What is missing? Please give examples.” An address at its end tells
/// where to ask: “Questions? Write to …”.
pub(super) fn asks_within(text: &str) -> bool {
    asks(text) || (text.contains(is_question_mark) && !text.contains('@'))
}

/// A question mark, in any of the scripts that we know.
pub(super) fn is_question_mark(letter: char) -> bool {
    matches!(letter, '?' | '؟' | '？')
}

/// Whether the first letter is a small one.
pub(super) fn starts_small(text: &str) -> bool {
    text.chars()
        .find(|c| !matches!(c, '(' | '"' | '‘' | '“' | '«' | ' '))
        .is_some_and(char::is_lowercase)
}

/// A letter of a script that is written without spaces between words.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// Words, with the punctuation around them taken off.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == '/')
        .map(bare_word)
        .filter(|word| !word.is_empty())
}

/// A word without the punctuation around it.
pub(super) fn bare_word(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// How many characters it has.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// The value of a digit: Western, also as wide as a Chinese character, or Arabic.
pub(super) fn digit(letter: char) -> Option<u32> {
    let zero = match letter {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(letter as u32 - zero as u32)
}

/// A character that shows nothing or turns the direction of what follows: nothing that a note needs.
pub(super) fn is_unwanted(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}'
        | '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}')
}

/// One line of it: no unwanted characters, and one space wherever there was any.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut space = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            space = true;
        } else if !is_unwanted(letter) {
            if space && !line.is_empty() {
                line.push(' ');
            }
            space = false;
            match ligature(letter) {
                Some(letters) => line.push_str(letters),
                None => line.push(letter),
            }
        }
    }
    line
}

/// The letters that a printer cast as one.
fn ligature(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// Whether it is as short as a heading, and no sentence.
pub(super) fn is_headline(text: &str) -> bool {
    let text = text.trim_end_matches([':', '：']);
    width(text) <= 100
        && words(text).count() <= 14
        && text.contains(char::is_alphabetic)
        && !ends_sentence(text)
        && !text.ends_with([',', '،', '，', '、'])
        && !asks(text)
        && !starts_small(text)
}

/// Whether it is set in capitals throughout.
pub(super) fn is_all_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 4 && !text.contains(char::is_lowercase)
}

/// What may stand in `[^…]`.
pub(super) fn is_mark(mark: &str) -> bool {
    !mark.is_empty() && mark.len() <= 24 && !mark.contains([' ', '[', ']', '^', '\n'])
}

/// The text without its `[^…]` marks.
pub(super) fn without_marks(text: &str) -> String {
    let mut rest = text;
    let mut bare = String::with_capacity(text.len());
    while let Some(at) = rest.find("[^") {
        bare.push_str(&rest[..at]);
        let near = &rest[at..rest.floor_char_boundary(at + 32)];
        rest = match near.find(']') {
            Some(end) if is_mark(&rest[at + 2..at + end]) => &rest[at + end + 1..],
            _ => {
                bare.push_str("[^");
                &rest[at + 2..]
            }
        };
    }
    bare.push_str(rest);
    one_line(&bare)
}
