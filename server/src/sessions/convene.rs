//! Convening a session: what was asked for is checked, and becomes tables whose logs have begun.

use shared::api;
use shared::concept_note::ConceptNote;
use shared::features::agenda::{AgendaItem, AgendaPoint, AskedOn, Template, check_items};
use shared::features::answers::{Disclosure, GuidingQuestion, distinct_labels};
use shared::features::delegations::check_delegation;
use shared::features::delegations::{Colour, Delegation};
use shared::features::people::Role;
use shared::ids::{DelegationId, ParticipantId, QuestionId, SessionId, TableId, Timestamp};
use shared::limits;
use shared::limits::named;
use shared::names::clean;
use shared::refusal::{Noun, Refusal};
use shared::session::{Member, Session, SessionEvent, SessionTable};
use shared::table::{Convened, RoundTable};
use shared::words::Words;

use crate::auth::secret::FreshId as _;
use crate::clock::now;
use crate::error::Problem;
use crate::sessions::registry::draft;
use crate::store::{Membership, NewSession, NewTable};
use crate::tables::state;

/// A session that may be convened.
#[derive(Debug, Clone)]
pub struct Convening {
    /// The concept note, whose title is the session's.
    pub note: ConceptNote,
    /// What its tables are called; at least one.
    pub tables: Vec<String>,
    /// Who sits at each of them.
    pub delegations: Vec<Delegation>,
    /// What is asked of each of them.
    pub questions: Vec<GuidingQuestion>,
    /// What stands on the agenda of each.
    pub agenda: Vec<AgendaItem>,
    /// Where they start.
    pub phase: AgendaPoint,
}

impl Convening {
    /// Checks what somebody asks for, and names what they left unnamed.
    pub fn check(asked: api::NewSession, words: &Words) -> Result<Self, Problem> {
        let questions = questions(asked.questions)?;
        let agenda = agenda(asked.agenda, &questions, words)?;
        Ok(Self {
            note: asked.note.checked()?,
            tables: tables(asked.tables, words)?,
            delegations: delegations(asked.delegations)?,
            questions,
            phase: start_of(&agenda),
            agenda,
        })
    }

    /// The session as the store takes it. Whoever convenes it facilitates it.
    pub fn begin(
        self,
        id: SessionId,
        at: Timestamp,
        convener: Option<(ParticipantId, Membership)>,
    ) -> anyhow::Result<NewSession> {
        let by = convener.as_ref().map(|(convener, _)| convener.clone());
        let facilitator = Member {
            role: Role::Facilitator,
            delegation: None,
        };
        let mut session = Session {
            id: id.clone(),
            title: self.note.title.clone(),
            delegations: self.delegations.clone(),
            tables: Vec::new(),
            people: by
                .iter()
                .map(|by| (by.clone(), facilitator.clone()))
                .collect(),
            announcements: Vec::new(),
            plenary: None,
        };
        let mut tables = Vec::with_capacity(self.tables.len());
        for name in self.tables {
            let first = Convened {
                session: id.clone(),
                table: TableId::fresh(),
                name,
                note: self.note.clone(),
                questions: self.questions.clone(),
                delegations: self.delegations.clone(),
                agenda: self.agenda.clone(),
                phase: self.phase.clone(),
            };
            let seated = first.delegations.iter();
            session.tables.push(SessionTable {
                id: first.table.clone(),
                name: first.name.clone(),
                delegations: seated.map(|delegation| delegation.id.clone()).collect(),
                moved_on: Vec::new(),
                closed_to_observers: false,
            });
            tables.push(begin_table(first, at, by.clone())?);
        }
        let first = SessionEvent::SessionConvened(Box::new(session));
        Ok(NewSession {
            id,
            title: self.note.title,
            at,
            log: vec![draft(by.as_ref(), &first)],
            created_by: by,
            convener,
            tables,
        })
    }
}

/// The agenda that was asked for, or one question after the other.
fn agenda(
    asked: Vec<AgendaItem>,
    questions: &[GuidingQuestion],
    words: &Words,
) -> Result<Vec<AgendaItem>, Problem> {
    if asked.is_empty() {
        return Ok(plan(Template::QuestionByQuestion, questions, words));
    }
    let items: Vec<_> = asked.into_iter().map(AgendaItem::cleaned).collect();
    check_items(
        &items,
        &questions.iter().map(|question| &question.id).collect(),
    )?;
    Ok(items)
}

/// The agenda of that shape for these questions.
pub fn plan(shape: Template, questions: &[GuidingQuestion], words: &Words) -> Vec<AgendaItem> {
    let asked = questions.iter().map(|question| AskedOn {
        id: &question.id,
        label: &question.label,
        name: &question.name,
    });
    shape.items(&asked.collect::<Vec<_>>(), words)
}

fn start_of(agenda: &[AgendaItem]) -> AgendaPoint {
    agenda
        .first()
        .map_or(AgendaPoint::Closed, AgendaItem::point)
}

/// A table more, in the image of another of its session: the same note, and its questions and agenda if none are asked.
pub fn another_table(
    like: &RoundTable,
    (id, name): (TableId, String),
    delegations: Vec<Delegation>,
    asked: Vec<api::NewQuestion>,
    (by, words): (ParticipantId, &Words),
) -> Result<NewTable, Problem> {
    let (questions, agenda) = if asked.is_empty() {
        let unlocked = |question: &GuidingQuestion| GuidingQuestion {
            locked: false,
            locked_at: None,
            // Elsewhere they are not revealed yet.
            private_since: None,
            staging: None,
            left_stages: Vec::new(),
            disclosure: match question.disclosure {
                Disclosure::Open => Disclosure::Open,
                Disclosure::Private | Disclosure::Revealed => Disclosure::Private,
            },
            ..question.clone()
        };
        let questions = like.questions.iter().map(unlocked).collect();
        (questions, like.agenda.items.clone())
    } else {
        let questions = questions(asked)?;
        let agenda = plan(Template::QuestionByQuestion, &questions, words);
        (questions, agenda)
    };
    let first = Convened {
        session: like.session.clone(),
        table: id,
        name,
        note: like.note.clone(),
        questions,
        delegations,
        phase: start_of(&agenda),
        agenda,
    };
    begin_table(first, now(), Some(by)).map_err(|error| {
        tracing::error!(%error, "a table cannot be written down");
        Problem::Internal
    })
}

fn begin_table(
    first: Convened,
    at: Timestamp,
    by: Option<ParticipantId>,
) -> anyhow::Result<NewTable> {
    let id = first.table.clone();
    let first = state::first_entries(at, by, first)?;
    Ok(NewTable { id, first })
}

/// The questions, numbered from `q1`.
pub fn questions(asked: Vec<api::NewQuestion>) -> Result<Vec<GuidingQuestion>, Problem> {
    if asked.len() > limits::QUESTIONS {
        return Err(Refusal::TooMany {
            what: Noun::Question,
            most: limits::QUESTIONS,
        }
        .into());
    }
    let asked = asked.into_iter().zip(1..);
    let asked = asked.map(|(question, number)| numbered(&question, number));
    let mut questions = asked.collect::<Result<Vec<_>, _>>()?;
    // The parts of one question share its label; at the table each is called something of its own.
    let labels: Vec<&str> = questions.iter().map(|q| q.label.as_str()).collect();
    let labels = distinct_labels(&labels);
    for (question, label) in questions.iter_mut().zip(labels) {
        question.label = label;
    }
    Ok(questions)
}

fn numbered(asked: &api::NewQuestion, number: usize) -> Result<GuidingQuestion, Problem> {
    named(&asked.text, Noun::Question, limits::REMARK)?;
    not_longer(&asked.label, Noun::ShortName, limits::LABEL)?;
    not_longer(&asked.name, Noun::Name, limits::NAME)?;
    Ok(GuidingQuestion {
        id: QuestionId::new(format!("q{number}")).map_err(|_| Problem::Internal)?,
        label: clean(&asked.label),
        name: clean(&asked.name),
        text: asked.text.trim().to_owned(),
        answered: asked.answered,
        locked: false,
        locked_at: None,
        disclosure: Disclosure::Open,
        private_since: None,
        staging: None,
        left_stages: Vec::new(),
        first_text: None,
    })
}

fn tables(asked: Vec<String>, words: &Words) -> Result<Vec<String>, Problem> {
    if asked.is_empty() {
        return Ok(vec![words.say("table-plenary")]);
    }
    if asked.len() > limits::TABLES {
        let most = limits::TABLES;
        return Err(Problem::TooManyTables { most });
    }
    let mut names = Vec::<String>::with_capacity(asked.len());
    for name in asked {
        let name = fit(&name, Noun::Name, limits::NAME)?;
        if names
            .iter()
            .any(|other| other.to_lowercase() == name.to_lowercase())
        {
            return Err(Refusal::DuplicateTable { name }.into());
        }
        names.push(name);
    }
    Ok(names)
}

fn delegations(asked: Vec<api::NewDelegation>) -> Result<Vec<Delegation>, Problem> {
    if asked.len() > limits::DELEGATIONS {
        let most = limits::DELEGATIONS;
        return Err(Refusal::TooMany {
            what: Noun::Delegation,
            most,
        }
        .into());
    }
    let mut seated = Vec::with_capacity(asked.len());
    for new in asked {
        let delegation = delegation(&new, seated.len())?;
        check_delegation(&seated, &delegation)?;
        seated.push(delegation);
    }
    Ok(seated)
}

/// A delegation with an id, and the colour of its place in the list unless one was chosen. Whether
/// its names are taken is not looked at.
pub fn delegation(asked: &api::NewDelegation, place: usize) -> Result<Delegation, Problem> {
    Ok(Delegation {
        id: DelegationId::fresh(),
        name: fit(&asked.name, Noun::Name, limits::NAME)?,
        short: fit(&asked.short, Noun::ShortName, limits::SHORT_NAME)?,
        colour: asked.colour.unwrap_or_else(|| Colour::nth(place)),
        group: match asked.group.as_deref().map(str::trim) {
            None | Some("") => String::new(),
            Some(group) => fit(group, Noun::Group, limits::NAME)?,
        },
    })
}

/// The name without what nobody sees, if it has letters, not too many, and none that cannot be shown.
pub fn fit(name: &str, what: Noun, most: usize) -> Result<String, Problem> {
    if name.trim().chars().any(char::is_control) {
        return Err(Refusal::OddCharacters { what }.into());
    }
    let name = clean(name);
    named(&name, what, most)?;
    Ok(name)
}

/// The same of what stands before a person's name, which may be nothing. Line breaks make no sense there.
pub fn fit_title(title: Option<&str>) -> Result<Option<String>, Problem> {
    let what = Noun::Title;
    match title.map(str::trim) {
        None => Ok(None),
        Some(title) if clean(title).is_empty() => Ok(Some(String::new())),
        Some(title) => fit(title, what, limits::PERSON_TITLE).map(Some),
    }
}

fn not_longer(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most {
        Err(Refusal::TooLong { what, most })
    } else {
        Ok(())
    }
}
