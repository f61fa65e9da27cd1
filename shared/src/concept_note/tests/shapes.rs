//! Notes in other shapes and languages, from `samples/`: what must come out of each, whole.

use super::samples::sample;
use crate::concept_note::{Omitted, parse_text};

/// What comes out of a sample.
struct Shape {
    name: &'static str,
    title: &'static str,
    /// Headings, and how many paragraphs stand under each.
    background: &'static [(&'static str, usize)],
    /// Themes, labels and texts.
    questions: &'static [(&'static str, &'static str, &'static str)],
    /// Their keys, and what they speak of.
    doubts: &'static [(&'static str, &'static str)],
    /// The kinds of what was left out.
    left_out: &'static [Omitted],
}

#[test]
fn notes_of_every_shape_are_understood() {
    for shape in &SHAPES {
        let name = shape.name;
        let text = String::from_utf8(sample(name)).unwrap();
        let read = parse_text(&text);
        let note = &read.note;
        assert_eq!(note.title, shape.title, "{name}");
        let background: Vec<_> = note
            .background
            .iter()
            .map(|section| (section.heading.as_str(), section.text.split("\n\n").count()))
            .collect();
        assert_eq!(background, shape.background, "{name}");
        let questions: Vec<_> = note
            .questions
            .iter()
            .map(|asked| {
                (
                    asked.theme.as_str(),
                    asked.label.as_str(),
                    asked.text.as_str(),
                )
            })
            .collect();
        assert_eq!(questions, shape.questions, "{name}");
        let doubts: Vec<_> = read
            .doubts
            .iter()
            .map(|doubt| (doubt.key(), doubt.value().map_or("", |(_, value)| value)))
            .collect();
        assert_eq!(doubts, shape.doubts, "{name}");
        let mut left_out: Vec<_> = read
            .omissions
            .iter()
            .map(|omission| omission.what)
            .collect();
        left_out.sort();
        left_out.dedup();
        assert_eq!(left_out, shape.left_out, "{name}");
        assert_eq!(
            parse_text(&note.to_text()).note,
            *note,
            "{name} written out"
        );
    }
}

const SHAPES: [Shape; 25] = [
    Shape {
        name: "agenda-lines.txt",
        title: "Fisheries labour dialogue: crews and contracts",
        background: &[("Background", 1), ("Provisional agenda", 4)],
        questions: &[
            ("", "a", "Which contracts are translated?"),
            ("", "b", "Who explains them before a crew sails?"),
        ],
        doubts: &[],
        left_out: &[Omitted::QuestionsHeading, Omitted::HeadingNumber],
    },
    Shape {
        name: "agenda-table.txt",
        title: "Counting what counts: social protection across the Sound",
        background: &[
            ("Background", 1),
            ("Programme and questions", 5),
            ("After the meeting", 1),
        ],
        questions: &[
            (
                "Session 1: Counting",
                "",
                "What prevents counting? Which agreements have worked?",
            ),
            (
                "Session 2: Seasonal workers",
                "",
                "How can seasonal workers be covered?",
            ),
        ],
        doubts: &[
            (
                "doubt-questions-in-table",
                "What prevents counting? Which agreements have worked?",
            ),
            ("doubt-questions-end", "After the meeting"),
        ],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "arabic-tail.txt",
        title: "حوار حول عمال الموانئ في الخليج الشمالي",
        background: &[("الخلفية", 1), ("الترتيبات العملية", 1)],
        questions: &[
            ("", "١", "من يدفع الأجور عندما تتأخر السفينة؟"),
            ("", "٢", "كيف يعرف المفتشون بالتأخير؟"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "arabic-unnumbered.txt",
        title: "طاولة مستديرة بشأن سكن العمال الموسميين",
        background: &[("السياق", 1), ("معلومات للمشاركين", 1)],
        questions: &[
            ("", "", "من يبني المساكن؟"),
            ("", "", "كم يدفع العامل في الشهر؟"),
        ],
        doubts: &[("doubt-questions-end", "معلومات للمشاركين")],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "broken-words.txt",
        title: "Paying for the First Year",
        background: &[("Background", 1)],
        questions: &[
            (
                "",
                "1",
                "Which financing tools have you used, and what were the difficulties?",
            ),
            ("", "2", "Who pays in the second year?"),
        ],
        doubts: &[("doubt-word-mended", "benchmark")],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "chinese-compact.txt",
        title: "港口工人工资问题圆桌会议",
        background: &[("背景", 1), ("参会须知", 1)],
        questions: &[
            ("", "1", "船只延误时由谁支付工资？"),
            ("", "2", "检查人员怎样得知延误的情况？"),
        ],
        doubts: &[("doubt-questions-end", "参会须知")],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
    },
    Shape {
        name: "chinese.txt",
        title: "山区季节性劳动力圆桌会议",
        background: &[("背景", 1), ("会议安排", 1)],
        questions: &[
            ("", "一", "工人在出发前如何了解自己的权利？"),
            ("", "二", "谁应当支付交通费用？"),
            ("", "三", "哪些合同容易看懂？"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "contents-and-heads.txt",
        title: "Water and Work in the Uplands",
        background: &[
            ("Purpose", 1),
            ("What the Council knows about work on the canals", 1),
        ],
        questions: &[
            ("", "i", "Should wages be paid by the day or by the week?"),
            ("", "ii", "Who answers for a contractor that does not pay?"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::RunningHead,
            Omitted::PageNumber,
            Omitted::Contents,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "french-tail-unnumbered.txt",
        title: "Table ronde sur l’accueil des apprentis",
        background: &[("Contexte", 1), ("Pour vous rendre sur place", 3)],
        questions: &[
            ("", "", "Quels foyers restent ouverts toute l’année ?"),
            ("", "", "Qui paie le trajet ?"),
        ],
        doubts: &[("doubt-questions-end", "Pour vous rendre sur place")],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "french-tail.txt",
        title: "Concertation sur le logement des saisonniers",
        background: &[("", 1), ("Contexte", 1), ("Déroulement", 1)],
        questions: &[
            ("", "1", "Qui doit loger les saisonniers ?"),
            ("", "2", "Comment les communes peuvent-elles s’entraider ?"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "letter-with-tail.txt",
        title: "We met in spring to talk about lodging for road workers",
        background: &[("", 5)],
        questions: &[
            (
                "",
                "",
                "Where do your road workers sleep, and who pays for the bed?",
            ),
            ("", "", "Would a common standard help?"),
        ],
        doubts: &[
            (
                "doubt-questions-guessed",
                "Where do your road workers sleep, and who pays for the bed?",
            ),
            ("doubt-no-title", ""),
        ],
        left_out: &[],
    },
    Shape {
        name: "numbered-paragraphs.txt",
        title: "Informal consultation on fair recruitment fees",
        background: &[
            ("Where we stand", 2),
            ("For consideration", 2),
            ("Result", 1),
        ],
        questions: &[
            ("", "a", "Who should repay a fee that was charged abroad?"),
            ("", "b", "How do inspectors learn of it?"),
            ("", "c", "What could be published, and by whom?"),
        ],
        doubts: &[(
            "doubt-moved-to-background",
            "Each delegation is invited to name a contact before the meeting.",
        )],
        left_out: &[Omitted::LeadIn, Omitted::HeadingNumber],
    },
    Shape {
        name: "question-matrix.md",
        title: "Schooling on the move",
        background: &[
            ("Background", 1),
            ("Guiding questions", 3),
            ("Follow-up", 1),
        ],
        questions: &[
            ("Records", "", "How do marks travel with a child?"),
            ("Language", "", "Which lessons are taught in two languages?"),
        ],
        doubts: &[(
            "doubt-questions-in-table",
            "How do marks travel with a child?",
        )],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "remarks-between-questions.txt",
        title: "Panel on Apprentices",
        background: &[("Background", 2)],
        questions: &[
            (
                "",
                "1",
                "Which training counts on both sides? The list of 2024 names eleven trades. It is out of date.",
            ),
            ("", "2", "Who pays for the journey?"),
        ],
        doubts: &[
            (
                "doubt-joined-to-question",
                "The list of 2024 names eleven trades. It is out of date.",
            ),
            (
                "doubt-moved-to-background",
                "Answers are welcome in any language and should reach the secretariat a week ahead.",
            ),
        ],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "russian-tail.txt",
        title: "КРУГЛЫЙ СТОЛ О РАБОТЕ НОЧЬЮ",
        background: &[("Введение", 1), ("Как добраться", 1)],
        questions: &[
            ("", "1", "Что делает дорогу домой безопасной?"),
            ("", "2", "Кто оплачивает первый автобус?"),
        ],
        doubts: &[("doubt-questions-end", "Как добраться")],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "russian.txt",
        title: "Диалог о сезонном труде в горных районах",
        background: &[("", 1), ("Общие сведения", 1), ("Порядок работы", 1)],
        questions: &[
            ("", "а", "Как рабочие узнают о своих правах до отъезда?"),
            ("", "б", "Кто должен оплачивать дорогу?"),
            ("", "в", "Какие договоры оказались понятными?"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "sessions-with-questions.txt",
        title: "OSPREY STRAIT COOPERATION FORUM",
        background: &[
            ("", 2),
            ("Background", 1),
            ("Session 1: Hours and rest", 1),
            ("Session 2: Coming ashore", 1),
            ("Registration", 1),
        ],
        questions: &[
            (
                "Session 1: Hours and rest",
                "1",
                "How is rest recorded on board?",
            ),
            ("Session 1: Hours and rest", "2", "Who checks the record?"),
            (
                "Session 2: Coming ashore",
                "1",
                "Which ports grant leave ashore without a visa?",
            ),
            (
                "Session 2: Coming ashore",
                "2",
                "What would help the others to do so?",
            ),
            (
                "Session 3: Next year",
                "1",
                "What should be measured until the next forum?",
            ),
            ("Session 3: Next year", "2", "Who would publish it?"),
        ],
        doubts: &[
            ("doubt-title-guessed", "Working conditions on ferries"),
            ("doubt-questions-guessed", "How is rest recorded on board?"),
        ],
        left_out: &[],
    },
    Shape {
        name: "spanish-session.txt",
        title: "El trabajo en las barcazas",
        background: &[("", 1), ("Contexto", 1), ("Lugar y fecha", 1)],
        questions: &[
            ("Tema 1: Descanso", "a", "¿Cómo se registra el descanso?"),
            ("Tema 1: Descanso", "b", "¿Quién lo controla?"),
            (
                "Tema 2: Salud",
                "a",
                "¿Dónde se atiende a un tripulante enfermo?",
            ),
        ],
        doubts: &[
            ("doubt-title-guessed", "FORO DE LOS RÍOS"),
            ("doubt-heading-among-questions", "Tema 1: Descanso"),
            ("doubt-heading-among-questions", "Tema 2: Salud"),
            ("doubt-questions-end", "Lugar y fecha"),
        ],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
    },
    Shape {
        name: "spanish-tail.txt",
        title: "Encuentro sobre guarderías en las plantaciones",
        background: &[("Antecedentes", 1), ("Documentación", 1)],
        questions: &[
            ("", "2.1", "¿Qué horario necesitan las madres?"),
            (
                "",
                "2.2",
                "¿Quién debe pagarlo: la finca, el municipio o ambos?",
            ),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "tabbed-points.txt",
        title: "Meeting on relocation after the slide",
        background: &[("Background", 1), ("Thanks", 1)],
        questions: &[
            (
                "",
                "i",
                "What triggers the decision to move? Who takes it? How are residents heard?",
            ),
            (
                "",
                "ii",
                "How is land found? Which titles do people receive? What happens to the old fields?",
            ),
        ],
        doubts: &[("doubt-questions-end", "Thanks")],
        left_out: &[Omitted::QuestionsHeading, Omitted::QuestionLabel],
    },
    Shape {
        name: "tail-section.txt",
        title: "Dialogue on Night Work",
        background: &[("Background", 1), ("What happens afterwards", 1)],
        questions: &[
            ("", "1", "What makes the way home safe?"),
            ("", "2", "Who runs the first bus?"),
        ],
        doubts: &[("doubt-questions-end", "What happens afterwards")],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "themes-under-questions.md",
        title: "Housing for people who come back",
        background: &[("Why we meet", 1), ("Annex: figures", 1)],
        questions: &[
            (
                "Finding homes",
                "",
                "Who owns empty homes, and who may open them?",
            ),
            ("Finding homes", "", "How long may a family stay?"),
            (
                "Paying for them",
                "",
                "What does a month in a hotel cost, and who carries it?",
            ),
        ],
        doubts: &[],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "two-columns.txt",
        title: "Seasonal kitchens: who feeds the pickers?",
        background: &[("Background", 2)],
        questions: &[
            ("", "1", "What does a kitchen cost?"),
            ("", "2", "Who cleans it?"),
        ],
        doubts: &[("doubt-two-columns", "")],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "unknown-heading.txt",
        title: "Carers without papers",
        background: &[("Setting the scene", 1), ("Getting there", 1)],
        questions: &[
            ("", "", "How do carers find a family in your region?"),
            ("", "", "Which papers would help, and who could issue them?"),
        ],
        doubts: &[(
            "doubt-questions-guessed",
            "What we would like to hear from you",
        )],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "viewer-copy.txt",
        title: "Round Table on Rural Buses",
        background: &[
            ("Background", 1),
            ("What has been tried", 1),
            ("Practicalities", 1),
        ],
        questions: &[
            (
                "",
                "1",
                "What would a later bus cost, and who gains from it, the dairy, its workers or the shops along the road?",
            ),
            ("", "2", "Who should ask the bus company?"),
        ],
        doubts: &[("doubt-questions-end", "Practicalities")],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
    },
];
