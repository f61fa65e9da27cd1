//! Agendas for usual shapes of a meeting, to begin with.

use super::item::{AgendaItem, DraftingMode, OpenAnswers, Openings};
use crate::ids::{AgendaItemId, QuestionId};
use crate::words::Words;

/// A usual shape of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// One question after the other, then practices and decisions.
    QuestionByQuestion,
    /// All questions at once.
    ShortConsultation,
    /// Everyone says where they stand, then one text is written.
    TourDeTable,
    /// Several tables in rounds, and what they found.
    WorldCafe,
    /// A text is walked through, first by all, then by the chair.
    ReadThrough,
    /// Practices are shown, asked about and ranked.
    PracticeFair,
    /// What was learned, and what follows.
    LessonsLearned,
    /// Experts speak, the delegations ask, recommendations are written.
    ExpertPanel,
    /// A day of drafting, with breaks.
    DraftingDay,
    /// Few words, many decisions.
    DecisionMeeting,
    /// A region finds its position.
    RegionalPreparation,
    /// The report of a meeting is read and agreed.
    ReportReading,
}

/// A question that an agenda is made for.
#[derive(Debug, Clone, Copy)]
pub struct AskedOn<'a> {
    /// Its id.
    pub id: &'a QuestionId,
    /// Its label; may be empty.
    pub label: &'a str,
    /// Its short name; may be empty.
    pub name: &'a str,
}

/// A row of a template: the id and the words of an item, its minutes, and what it opens.
type Row = (&'static str, u32, Opens);

/// What the item of a row opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Nothing,
    /// An item for each question, which opens that one and practices.
    EachQuestion,
    /// The same, and only who presides writes the joint answer.
    EachQuestionByChair,
    Answers,
    AnswersByChair,
    Practices,
    AnswersAndPractices,
    /// And practices, which may be put right between one ballot and the next.
    Ballots,
}

impl Template {
    /// All of them; the first is made when nobody chooses.
    pub const ALL: [Self; 12] = [
        Self::QuestionByQuestion,
        Self::ShortConsultation,
        Self::TourDeTable,
        Self::WorldCafe,
        Self::ReadThrough,
        Self::PracticeFair,
        Self::LessonsLearned,
        Self::ExpertPanel,
        Self::DraftingDay,
        Self::DecisionMeeting,
        Self::RegionalPreparation,
        Self::ReportReading,
    ];

    /// Its name in catalogues, behind `template-`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::QuestionByQuestion => "question-by-question",
            Self::ShortConsultation => "short-consultation",
            Self::TourDeTable => "tour-de-table",
            Self::WorldCafe => "world-cafe",
            Self::ReadThrough => "read-through",
            Self::PracticeFair => "practice-fair",
            Self::LessonsLearned => "lessons-learned",
            Self::ExpertPanel => "expert-panel",
            Self::DraftingDay => "drafting-day",
            Self::DecisionMeeting => "decision-meeting",
            Self::RegionalPreparation => "regional-preparation",
            Self::ReportReading => "report-reading",
        }
    }

    const fn rows(self) -> &'static [Row] {
        use Opens::{
            Answers, AnswersAndPractices, AnswersByChair, Ballots, EachQuestion,
            EachQuestionByChair, Nothing, Practices,
        };
        match self {
            Self::QuestionByQuestion => &[
                ("welcome", 10, Nothing),
                ("question", 20, EachQuestion),
                ("practices", 20, Practices),
                ("voting", 15, Ballots),
                ("wrap-up", 10, AnswersAndPractices),
            ],
            Self::ShortConsultation => &[
                ("welcome", 5, Nothing),
                ("drafting", 30, AnswersAndPractices),
                ("practices", 10, AnswersAndPractices),
                ("voting", 10, Ballots),
                ("wrap-up", 5, AnswersAndPractices),
            ],
            Self::TourDeTable => &[
                ("welcome", 5, Nothing),
                ("tour-de-table", 40, AnswersAndPractices),
                ("joint-text", 45, Answers),
                ("voting", 15, Ballots),
                ("wrap-up", 10, Answers),
            ],
            Self::WorldCafe => &[
                ("welcome", 10, Nothing),
                ("first-round", 20, AnswersAndPractices),
                ("second-round", 20, AnswersAndPractices),
                ("third-round", 20, AnswersAndPractices),
                ("harvest", 25, Practices),
                ("wrap-up", 10, Nothing),
            ],
            Self::ReadThrough => &[
                ("welcome", 5, Nothing),
                ("general-remarks", 20, Nothing),
                ("question", 20, EachQuestion),
                ("second-reading", 40, AnswersByChair),
                ("voting", 15, Ballots),
                ("wrap-up", 5, Nothing),
            ],
            Self::PracticeFair => &[
                ("welcome", 10, Nothing),
                ("fair", 45, Practices),
                ("discussion", 30, Practices),
                ("voting", 15, Ballots),
                ("wrap-up", 10, AnswersAndPractices),
            ],
            Self::LessonsLearned => &[
                ("welcome", 10, Nothing),
                ("what-happened", 20, Practices),
                ("what-we-learned", 40, AnswersAndPractices),
                ("what-follows", 30, AnswersAndPractices),
                ("voting", 10, Ballots),
                ("wrap-up", 10, AnswersAndPractices),
            ],
            Self::ExpertPanel => &[
                ("opening", 10, Nothing),
                ("panel", 40, Nothing),
                ("discussion", 30, Practices),
                ("recommendations", 40, Answers),
                ("wrap-up", 10, Answers),
            ],
            Self::DraftingDay => &[
                ("opening", 15, Nothing),
                ("question", 45, EachQuestion),
                ("break", 30, Nothing),
                ("joint-text", 90, AnswersAndPractices),
                ("voting", 20, Ballots),
                ("wrap-up", 15, AnswersAndPractices),
            ],
            Self::DecisionMeeting => &[
                ("opening", 5, Nothing),
                ("question", 10, EachQuestionByChair),
                ("voting", 45, Ballots),
                ("closing", 5, Nothing),
            ],
            Self::RegionalPreparation => &[
                ("opening", 10, Nothing),
                ("statements", 45, AnswersAndPractices),
                ("question", 30, EachQuestion),
                ("regional-position", 60, AnswersByChair),
                ("voting", 20, Ballots),
                ("closing", 10, Nothing),
            ],
            Self::ReportReading => &[
                ("opening", 5, Nothing),
                ("report", 15, Nothing),
                ("question", 15, EachQuestionByChair),
                ("voting", 15, Ballots),
                ("closing", 5, Nothing),
            ],
        }
    }

    /// The agenda for these questions, in the words of a language.
    pub fn items(self, questions: &[AskedOn<'_>], words: &Words) -> Vec<AgendaItem> {
        let mut items = Vec::new();
        for &(key, minutes, opens) in self.rows() {
            if matches!(opens, Opens::EachQuestion | Opens::EachQuestionByChair) {
                let asked = questions.iter().zip(1_usize..);
                items.extend(asked.map(|(question, number)| {
                    let title = question.title(number, words);
                    let id = format!("question-{}", question.id);
                    item(&id, title, minutes, opens.openings(Some(question.id)))
                }));
            } else {
                let title = words.say(&format!("item-{key}"));
                items.push(item(key, title, minutes, opens.openings(None)));
            }
        }
        items.into_iter().flatten().collect()
    }
}

impl AskedOn<'_> {
    fn title(&self, number: usize, words: &Words) -> String {
        let label = if self.label.is_empty() {
            number.to_string()
        } else {
            self.label.to_owned()
        };
        let label: String = words.tell("item-question", &[("label", label.into())]);
        if self.name.is_empty() {
            label
        } else {
            let named = [("label", label.into()), ("name", self.name.into())];
            words.tell("item-question-named", &named)
        }
    }
}

/// An id of a question may be as long as an id can be: what does not fit behind `question-` is left out.
fn item(id: &str, title: String, minutes: u32, open: Openings) -> Option<AgendaItem> {
    let id = AgendaItemId::new(id.get(..id.len().min(32)).unwrap_or(id)).ok()?;
    Some(AgendaItem {
        id,
        title,
        minutes,
        open,
    })
}

impl Opens {
    fn openings(self, question: Option<&QuestionId>) -> Openings {
        let answers = match self {
            Self::EachQuestion | Self::EachQuestionByChair => {
                OpenAnswers::To(question.into_iter().cloned().collect())
            }
            Self::Answers | Self::AnswersByChair | Self::AnswersAndPractices => OpenAnswers::All,
            Self::Nothing | Self::Practices | Self::Ballots => OpenAnswers::None,
        };
        let by_chair = matches!(self, Self::EachQuestionByChair | Self::AnswersByChair);
        let practices = matches!(
            self,
            Self::EachQuestion | Self::Practices | Self::AnswersAndPractices | Self::Ballots
        );
        Openings {
            answers,
            drafting: if by_chair {
                DraftingMode::ChairOnly
            } else {
                DraftingMode::Open
            },
            practices,
            ballots: self == Self::Ballots,
        }
    }
}
