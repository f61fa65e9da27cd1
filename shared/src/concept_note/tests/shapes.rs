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

const SHAPES: [Shape; 55] = [
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
        name: "annotated-agenda.txt",
        title: "Supplementary Human Dimension Meeting",
        background: &[("", 12)],
        questions: &[
            (
                "SESSION 1: Complaints",
                "",
                "How are complaints received in languages other than the official one?",
            ),
            ("SESSION 1: Complaints", "", "Which remedies are effective?"),
            ("SESSION 2: Legal aid", "", "Who is entitled to legal aid?"),
            ("SESSION 2: Legal aid", "", "How is it funded?"),
        ],
        doubts: &[],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "arabic-ordinals.txt",
        title: "الاجتماع التشاوري حول حماية العمالة المنزلية",
        background: &[
            ("خلفية عامة", 1),
            ("أهداف الاجتماع", 2),
            ("المشاركون", 1),
            ("اللغة", 1),
        ],
        questions: &[
            ("", "١", "ما هي الثغرات في التشريعات الوطنية؟"),
            ("", "٢", "كيف يمكن تعزيز التفتيش دون المساس بحرمة المنازل؟"),
            ("", "٣", "ما دور بلدان المنشأ؟"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
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
        name: "arabic-tight.txt",
        title: "ورشة عمل حول النقل الليلي للعمال",
        background: &[("الخلفية", 1), ("المشاركة", 1)],
        questions: &[
            ("", "أ", "كيف يعود العمال إلى بيوتهم؟"),
            ("", "ب", "من يتحمل التكلفة؟"),
            ("", "ج", "ما الحلول الممكنة؟"),
        ],
        doubts: &[("doubt-questions-end", "المشاركة")],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
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
        name: "bare-questions.txt",
        title: "Breakfast Dialogue: Care across borders",
        background: &[("Background", 4)],
        questions: &[
            (
                "",
                "",
                "How can sending countries be compensated? Is training abroad an answer, or does it move the problem?",
            ),
            ("", "", "What should recruiters be forbidden to do?"),
            (
                "",
                "",
                "What can receiving countries do to keep the nurses they have?",
            ),
        ],
        doubts: &[
            (
                "doubt-moved-to-background",
                "The following questions will guide the discussion.",
            ),
            (
                "doubt-moved-to-background",
                "The dialogue is held under the Chatham rule.",
            ),
        ],
        left_out: &[Omitted::QuestionsHeading],
    },
    Shape {
        name: "bold-headings.md",
        title: "Round Table: Water and Work",
        background: &[("", 1), ("Context", 1), ("Next steps", 1)],
        questions: &[
            ("", "1", "Who insures well diggers?"),
            ("", "2", "Who trains them?"),
        ],
        doubts: &[],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
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
        name: "chinese-bullets.txt",
        title: "边境地区夜班工人交通圆桌会议",
        background: &[("背景情况", 1), ("报名方式", 1)],
        questions: &[("", "", "工人如何回家？"), ("", "", "费用由谁承担？")],
        doubts: &[("doubt-questions-end", "报名方式")],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
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
        name: "chinese-contents.txt",
        title: "渔民工资对话会",
        background: &[("背景", 1), ("时间安排", 1)],
        questions: &[
            ("", "", "第一，什么时候发工资？"),
            ("", "", "第二，由谁定价？"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::PageNumber,
            Omitted::Contents,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "chinese-full-width.txt",
        title: "跨境家政工人权益对话会",
        background: &[("背景", 1), ("后勤安排", 1)],
        questions: &[
            ("", "１", "家政工人如何获得书面合同？"),
            ("", "２", "领事馆能够提供哪些帮助？"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "chinese-topics.txt",
        title: "关于举办外来务工人员社会保障圆桌会议的概念说明",
        background: &[
            ("会议背景", 1),
            ("会议目的", 1),
            ("参会人员", 1),
            ("会议语言", 1),
        ],
        questions: &[
            ("", "1", "社会保险关系转移的主要障碍是什么？"),
            ("", "2", "试点地区有哪些经验可以推广？"),
            ("", "3", "信息系统如何互联互通？"),
        ],
        doubts: &[],
        left_out: &[Omitted::QuestionsHeading, Omitted::HeadingNumber],
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
        name: "compounds.txt",
        title: "Debate on low-income households",
        background: &[("Background", 1)],
        questions: &[("", "1", "Who is cold?"), ("", "2", "Who pays?")],
        doubts: &[],
        left_out: &[Omitted::QuestionsHeading],
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
        name: "form-fields.txt",
        title: "Access to pensions for returnees",
        background: &[("", 4), ("Expected outcome", 2)],
        questions: &[
            ("", "1", "Which agreements cover returnees?"),
            ("", "2", "How do returnees learn about them?"),
            ("", "3", "What would a simple form look like?"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::QuestionLabel,
        ],
    },
    Shape {
        name: "french-lead-in.txt",
        title: "Réunion sur le travail à la tâche",
        background: &[("Contexte", 2), ("Suites", 1)],
        questions: &[
            ("", "", "Qui compte les caisses ?"),
            ("", "", "Qui les vérifie ?"),
        ],
        doubts: &[(
            "doubt-moved-to-background",
            "Par ailleurs, chaque délégation présentera une bonne pratique.",
        )],
        left_out: &[
            Omitted::QuestionsHeading,
            Omitted::LeadIn,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "french-letters.txt",
        title: "Forum des villes d’accueil",
        background: &[("CONTEXTE", 1), ("MODALITÉS PRATIQUES", 1)],
        questions: &[
            (
                "",
                "2.a",
                "Quelles dépenses restent à la charge des villes ?",
            ),
            ("", "2.b", "Quelles recettes pourraient les couvrir ?"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "french-numbered-through.txt",
        title: "Dialogue continental sur la libre circulation des travailleurs saisonniers",
        background: &[
            ("Contexte", 2),
            ("Objectif", 1),
            ("Résultats attendus", 1),
            ("Participants", 1),
        ],
        questions: &[
            ("", "4", "Quels sont les obstacles à la ratification ?"),
            (
                "",
                "5",
                "Comment les communautés économiques régionales peuvent-elles accompagner les États ?",
            ),
        ],
        doubts: &[],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
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
        name: "french-tight.txt",
        title: "Atelier sur le travail de nuit",
        background: &[
            ("Contexte et justification", 1),
            ("Modalités d’inscription", 1),
        ],
        questions: &[
            (
                "Thème 1 : Transports",
                "",
                "Comment rentre-t-on chez soi la nuit ?",
            ),
            ("Thème 1 : Transports", "", "Qui paie le trajet ?"),
            ("Thème 2 : Santé", "", "Quels examens sont proposés ?"),
        ],
        doubts: &[
            ("doubt-heading-among-questions", "Thème 1 : Transports"),
            ("doubt-heading-among-questions", "Thème 2 : Santé"),
            ("doubt-questions-end", "Modalités d’inscription"),
        ],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
    },
    Shape {
        name: "heads-with-numbers.txt",
        title: "Work in the Salt Pans",
        background: &[("Introduction", 1), ("Dates", 1)],
        questions: &[
            ("", "1", "Who should measure the heaps?"),
            (
                "",
                "2",
                "What is a fair price for a heap of salt that was raked at night, in winter, by a person who has no other work?",
            ),
            ("", "3", "Which pans have changed how they measure?"),
        ],
        doubts: &[],
        left_out: &[
            Omitted::RunningHead,
            Omitted::PageNumber,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "issues.txt",
        title: "Regional Conference on Posting",
        background: &[
            ("Executive summary", 1),
            ("Issue 1: Pay", 1),
            ("Issue 2: Housing", 1),
            ("Conclusion", 1),
        ],
        questions: &[
            ("Issue 1: Pay", "a", "Which pay components count?"),
            ("Issue 1: Pay", "b", "Who compares them?"),
            ("Issue 2: Housing", "a", "What is decent housing?"),
            ("Issue 2: Housing", "b", "Who inspects it?"),
        ],
        doubts: &[],
        left_out: &[Omitted::Kind, Omitted::QuestionsHeading],
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
        name: "may-wish.txt",
        title: "Meeting of Focal Points",
        background: &[("", 2), ("Background", 4)],
        questions: &[
            ("", "a", "describe the data that they collect;"),
            ("", "b", "indicate what stands in the way of sharing them;"),
            ("", "c", "propose a first indicator."),
        ],
        doubts: &[(
            "doubt-moved-to-background",
            "The secretariat will compile the answers.",
        )],
        left_out: &[Omitted::QuestionsHeading, Omitted::LeadIn],
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
        name: "panels.txt",
        title: "“Skills without borders”",
        background: &[
            ("", 1),
            ("Background", 1),
            ("Objectives", 1),
            ("Expected Output", 1),
            ("Participants", 1),
        ],
        questions: &[
            (
                "For Panel 1",
                "1",
                "What mechanisms for skills recognition exist in your country?",
            ),
            (
                "For Panel 1",
                "2",
                "What are the challenges in implementing them?",
            ),
            ("For Panel 2", "1", "How do employers participate?"),
            ("For Panel 2", "2", "What good practices can be replicated?"),
        ],
        doubts: &[
            (
                "doubt-title-guessed",
                "7th Forum on Labour Migration in the Southern Seas",
            ),
            ("doubt-heading-among-questions", "For Panel 1"),
            ("doubt-heading-among-questions", "For Panel 2"),
        ],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::HeadingNumber,
        ],
    },
    Shape {
        name: "points-for-discussion.txt",
        title: "Tripartite Meeting on Domestic Work",
        background: &[("", 1), ("Documents", 1), ("Working languages", 1)],
        questions: &[
            (
                "",
                "1",
                "What are the main gaps in the coverage of domestic workers by labour inspection? What has been done to close them, and what more could be done?",
            ),
            ("", "2", "What role do social partners play in this regard?"),
            (
                "",
                "3",
                "Which recommendations should the meeting make for future action by: governments; employers’ organizations; workers’ organizations; and; the Office?",
            ),
        ],
        doubts: &[("doubt-questions-end", "Documents")],
        left_out: &[Omitted::LeadIn, Omitted::QuestionLabel],
    },
    Shape {
        name: "points-within.txt",
        title: "Seminar on crane safety",
        background: &[
            ("Background", 1),
            ("Speakers: Ms A (harbour), Mr B (union)", 1),
        ],
        questions: &[
            ("", "a", "How is wind measured?"),
            ("", "b", "Who stops the crane? In daylight; At night"),
            ("", "c", "What happens then?"),
        ],
        doubts: &[(
            "doubt-questions-end",
            "Speakers: Ms A (harbour), Mr B (union)",
        )],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::QuestionLabel,
        ],
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
        name: "questions-for-two.txt",
        title: "Dialogue on posted workers",
        background: &[("Background", 1), ("Submission of answers", 1)],
        questions: &[
            (
                "Questions for governments",
                "1",
                "How do you inspect letterbox companies?",
            ),
            ("Questions for governments", "2", "Which data do you share?"),
            (
                "Questions for social partners",
                "1",
                "Which cases have you taken to court?",
            ),
            ("Questions for social partners", "2", "What did you learn?"),
        ],
        doubts: &[("doubt-questions-end", "Submission of answers")],
        left_out: &[],
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
        name: "russian-dashes.txt",
        title: "«Социальная защита трудовых мигрантов»",
        background: &[
            ("", 1),
            ("Актуальность темы", 1),
            ("Цель", 1),
            ("Участники", 1),
            ("Регламент", 1),
        ],
        questions: &[
            ("", "", "какие формы страхования доступны мигрантам?"),
            ("", "", "как организовать перенос пенсионных прав?"),
            ("", "", "кто должен платить взносы?"),
        ],
        doubts: &[],
        left_out: &[Omitted::Kind, Omitted::LeadIn, Omitted::HeadingNumber],
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
        name: "same-numbers.txt",
        title: "Informal exchange on visas",
        background: &[("Introduction", 1), ("Next meeting", 1)],
        questions: &[
            ("", "1", "Who needs a visa?"),
            ("", "2", "Who decides?"),
            ("", "3", "How long does it take?"),
        ],
        doubts: &[],
        left_out: &[Omitted::QuestionsHeading, Omitted::HeadingNumber],
    },
    Shape {
        name: "session-matrix.txt",
        title: "Consultation on recognition of prior learning",
        background: &[("", 5)],
        questions: &[
            ("Who decides?", "1", "Which body recognises learning?"),
            ("Who decides?", "2", "Who appeals?"),
            ("Who pays?", "3", "What does it cost?"),
        ],
        doubts: &[(
            "doubt-questions-in-table",
            "1. Which body recognises learning? 2. Who appeals?",
        )],
        left_out: &[],
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
        name: "spanish-asking-headings.txt",
        title: "Taller regional",
        background: &[("", 1), ("Justificación", 4)],
        questions: &[
            ("", "1", "¿Qué causa los accidentes?"),
            ("", "2", "¿Quién informa a los trabajadores?"),
            ("", "3", "¿Qué equipos se usan?"),
        ],
        doubts: &[("doubt-questions-guessed", "¿Qué causa los accidentes?")],
        left_out: &[],
    },
    Shape {
        name: "spanish-blocks.txt",
        title: "CONSULTA REGIONAL SOBRE TRABAJO FRONTERIZO",
        background: &[("ANTECEDENTES", 1), ("METODOLOGÍA", 1), ("IDIOMAS", 1)],
        questions: &[
            (
                "Bloque A. Documentación",
                "1",
                "¿Qué documento permite cruzar cada día?",
            ),
            ("Bloque A. Documentación", "2", "¿Cuánto tarda su emisión?"),
            (
                "Bloque B. Seguridad social",
                "3",
                "¿Dónde cotiza quien vive en un país y trabaja en otro?",
            ),
            (
                "Bloque B. Seguridad social",
                "4",
                "Describa un convenio que haya funcionado.",
            ),
        ],
        doubts: &[
            ("doubt-heading-among-questions", "Bloque A. Documentación"),
            (
                "doubt-heading-among-questions",
                "Bloque B. Seguridad social",
            ),
        ],
        left_out: &[
            Omitted::Kind,
            Omitted::QuestionsHeading,
            Omitted::LeadIn,
            Omitted::HeadingNumber,
        ],
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
        name: "sub-questions.txt",
        title: "Dialogue on pay slips",
        background: &[("Background", 4)],
        questions: &[
            (
                "Guiding questions",
                "1",
                "Who writes the slip? Sub-questions: In which language? On paper or on screen?",
            ),
            ("Guiding questions", "2", "Who explains it?"),
            (
                "Guiding questions",
                "3",
                "Please describe one slip that works.",
            ),
        ],
        doubts: &[
            ("doubt-joined-to-question", "Sub-questions:"),
            (
                "doubt-moved-to-background",
                "Please note: slips may be anonymised.",
            ),
        ],
        left_out: &[],
    },
    Shape {
        name: "tabbed-numbers.txt",
        title: "Workshop on noise at work",
        background: &[
            ("", 1),
            ("Background", 1),
            ("Objectives", 2),
            ("Programme", 1),
        ],
        questions: &[
            ("", "", "Which limits apply in your yards?"),
            ("", "", "Who measures noise?"),
            ("", "", "How are workers told?"),
        ],
        doubts: &[("doubt-title-guessed", "Quiet Seas Initiative")],
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
        name: "to-discuss.txt",
        title: "Regional Platform on Displacement",
        background: &[("Purpose of this note", 6)],
        questions: &[
            (
                "",
                "a",
                "What data exist on internal displacement in your country, and who collects them;",
            ),
            ("", "b", "How host communities are consulted; and"),
            ("", "c", "Whether durable solutions have been found."),
        ],
        doubts: &[(
            "doubt-questions-guessed",
            "What data exist on internal displacement in your country, and who collects them;",
        )],
        left_out: &[],
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
