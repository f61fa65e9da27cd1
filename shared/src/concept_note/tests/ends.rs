//! Where the questions end: by structure, whatever the words.

use crate::concept_note::{Doubt, parse_text};

/// Headings that no vocabulary knows.
const HEADINGS: [&str; 24] = [
    "Practical information",
    "Getting there",
    "Who should come",
    "What we hope for",
    "About the organisers",
    "Side events",
    "Travel and visas",
    "Languages of the day",
    "How to register",
    "Acknowledgements",
    "After the round table",
    "Se rendre sur place",
    "Informations pratiques",
    "Remerciements",
    "Cómo llegar",
    "Inscripción",
    "Agradecimientos",
    "Как добраться",
    "Регистрация участников",
    "معلومات عملية",
    "التسجيل",
    "参会须知",
    "交通",
    "FURTHER READING",
];

/// Lists of two questions, in the ways in which they are listed and in the six languages.
const LISTS: [&str; 10] = [
    "1. What shortens the wait?\n2. Who pays?",
    "1. What shortens the wait?\n\n2. Who pays?",
    "(a) What shortens the wait?\n(b) Who pays?",
    "• What shortens the wait?\n• Who pays?",
    "What shortens the wait?\n\nWho pays?",
    "а) Что сокращает ожидание?\nб) Кто платит?",
    "1) Qu’est-ce qui abrège l’attente ?\n2) Qui paie ?",
    "– ¿Qué acorta la espera?\n– ¿Quién paga?",
    "١- ما الذي يقصر الانتظار؟\n٢- من يدفع؟",
    "（一）如何缩短等待？\n（二）谁来支付？",
];

const TAILS: [&str; 4] = [
    "English and French.",
    "The hall is open from eight. Coffee is served, and those who come from afar may leave their bags.",
    "- Bring a map.\n- Bring a coat.",
    "No later than 3 May",
];

#[test]
fn a_section_after_the_questions_ends_them_whatever_its_heading() {
    for heading in HEADINGS {
        for list in LISTS {
            for tail in TAILS {
                let text = format!(
                    "A title for all of them\n\nBackground\n\nWorkers wait for eleven months.\n\nGuiding questions\n\n{list}\n\n{heading}\n\n{tail}\n"
                );
                let read = parse_text(&text);
                let asked = &read.note.questions;
                assert_eq!(asked.len(), 2, "{text}{asked:#?}");
                assert!(list.ends_with(&asked[1].text), "{text}{asked:#?}");
                let last = read.note.background.last().unwrap();
                assert_eq!(last.heading, heading, "{text}");
                assert_eq!(last.text, tail.replace('\n', "\n\n"), "{text}");
                let named = Doubt::QuestionsEnd {
                    line: heading.to_owned(),
                };
                let known = heading == "FURTHER READING";
                assert_eq!(
                    read.doubts.contains(&named),
                    !known,
                    "{text}{:?}",
                    read.doubts
                );
            }
        }
    }
}

#[test]
fn a_paragraph_after_the_questions_ends_them_and_is_named() {
    for list in LISTS {
        let tail = "The answers should reach the secretariat a week ahead of the meeting.";
        let text = format!(
            "A title for all of them\n\nBackground\n\nWorkers wait for eleven months.\n\nGuiding questions\n\n{list}\n\n{tail}\n"
        );
        let read = parse_text(&text);
        assert_eq!(read.note.questions.len(), 2, "{text}{:#?}", read.note);
        assert!(read.note.background[0].text.ends_with(tail), "{text}");
        let named = Doubt::MovedToBackground {
            line: tail.to_owned(),
        };
        assert!(read.doubts.contains(&named), "{text}{:?}", read.doubts);
    }
}

#[test]
fn what_stands_between_questions_is_joined_and_named() {
    let remark = "The second survey says eleven months. It is not public.";
    let text =
        format!("# T\n\n## Questions\n\n1. What shortens the wait?\n\n{remark}\n\n2. Who pays?\n");
    let read = parse_text(&text);
    assert_eq!(read.note.questions.len(), 2);
    assert!(read.note.questions[0].text.ends_with(remark));
    assert_eq!(
        read.doubts,
        [Doubt::JoinedToQuestion {
            line: remark.to_owned()
        }]
    );
}

#[test]
fn the_numbering_around_the_questions_ends_them() {
    let cases = [
        (
            "1. Background",
            "2. Guiding questions",
            "(a) Who waits?\n(b) Who pays?",
            "3. Outcome",
        ),
        (
            "I. Background",
            "II. Guiding questions",
            "1. Who waits?\n2. Who pays?",
            "III. Outcome",
        ),
        (
            "A. Background",
            "B. Guiding questions",
            "1. Who waits?\n2. Who pays?",
            "C. Outcome",
        ),
        (
            "1. Background",
            "2. Guiding questions",
            "1. Who waits?\n2. Who pays?",
            "3. Outcome",
        ),
        (
            "1. Contexte",
            "2. Questions directrices",
            "2.1 Qui attend ?\n2.2 Qui paie ?",
            "3. Suites",
        ),
        (
            "一、背景",
            "二、讨论问题",
            "1. 谁在等待？\n2. 谁来支付？",
            "三、成果",
        ),
        (
            "أولاً: الخلفية",
            "ثانياً: الأسئلة",
            "١. من ينتظر؟\n٢. من يدفع؟",
            "ثالثاً: النتائج",
        ),
        (
            "1. Введение",
            "2. Вопросы",
            "а) Кто ждёт?\nб) Кто платит?",
            "3. Итоги встречи",
        ),
    ];
    for (before, over, list, after) in cases {
        let text = format!(
            "A title for all of them\n\n{before}\n\nWorkers wait for months.\n\n{over}\n\n{list}\n\n{after}\n\nA list of practices.\n"
        );
        let read = parse_text(&text);
        assert_eq!(read.note.questions.len(), 2, "{text}{:#?}", read.note);
        let bare = after
            .split_once(' ')
            .map_or(after, |(_, words)| words)
            .trim_start_matches("三、");
        assert_eq!(read.note.background.last().unwrap().heading, bare, "{text}");
        assert_eq!(read.doubts, [], "{text}");
    }
}
