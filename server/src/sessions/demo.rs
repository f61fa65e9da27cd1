//! A session to try: the sample concept note, some delegations, and a link for everybody.

use serde::Serialize;
use shared::api::{NewDelegation, NewQuestion, NewSession};
use shared::concept_note::{NotedQuestion, parse_text};
use shared::features::agenda::{Phase, Template};
use shared::features::answers::Answered;
use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::ids::{BadId, DelegationId, QuestionId, SessionId, TableId};
use shared::words::Words;

use crate::auth::invitation::{self, DAYS, Purpose};
use crate::clock::now;
use crate::config::PublicUrl;
use crate::sessions::convene::{Convening, plan};
use crate::store::{Store, StoreError};
use shared::limits::TABLES;

/// The note that a demo is about.
const NOTE: &str = include_str!("../../../samples/concept-note.txt");

/// How many demo delegations have a name; the others have a number.
const NAMED: usize = 8;

/// The session that `serve --demo` finds again after a restart.
pub fn house_demo() -> Result<SessionId, BadId> {
    SessionId::new("demo")
}

/// A demo, as scripts are told of it.
#[derive(Debug, Serialize)]
pub struct Demo {
    /// Its id.
    pub session: SessionId,
    /// Its tables, in order.
    pub tables: Vec<DemoTable>,
    /// A link for everybody.
    pub invitations: Vec<Link>,
}

/// One of a demo's tables.
#[derive(Debug, Serialize)]
pub struct DemoTable {
    /// Its id.
    pub id: TableId,
    /// What is asked of it.
    pub questions: Vec<QuestionId>,
}

/// A link into a demo.
#[derive(Debug, Serialize)]
pub struct Link {
    /// The role it gives.
    pub role: Role,
    /// The delegation it seats with.
    pub delegation: Option<DelegationId>,
    /// The link, secret and all.
    pub link: String,
    /// What the delegation is called, for whoever hands the links out.
    #[serde(skip)]
    pub whom: Option<String>,
}

/// Makes a demo of so many tables with so many delegations each, already drafting.
pub async fn convene(
    store: &Store,
    words: &Words,
    id: SessionId,
    (tables, delegations): (usize, usize),
    public_url: &PublicUrl,
) -> anyhow::Result<Demo> {
    anyhow::ensure!(
        (1..=TABLES).contains(&tables),
        "a demo has 1 to {TABLES} tables"
    );
    let asked = asked(words, tables, delegations);
    let convening = Convening::check(asked, words)?;
    let convening = Convening {
        agenda: plan(Template::ShortConsultation, &convening.questions, words),
        phase: Phase::Drafting.into(),
        ..convening
    };
    let seated = convening.delegations.clone();
    let questions: Vec<_> = convening
        .questions
        .iter()
        .map(|question| question.id.clone())
        .collect();
    let new = convening.begin(id.clone(), now(), None)?;
    let tables = new.tables.iter().map(|table| DemoTable {
        id: table.id.clone(),
        questions: questions.clone(),
    });
    let tables = tables.collect();
    store.create_session(new).await?;
    let invitations = links(store, &id, &seated, public_url).await?;
    Ok(Demo {
        session: id,
        tables,
        invitations,
    })
}

/// New links into a demo: for a facilitator, each delegation, a rapporteur, an observer, the projector and interpreters.
pub async fn links(
    store: &Store,
    session: &SessionId,
    delegations: &[Delegation],
    public_url: &PublicUrl,
) -> Result<Vec<Link>, StoreError> {
    let delegates = delegations
        .iter()
        .map(|delegation| (Role::Delegate, Some(delegation)));
    let purposes = [(Role::Facilitator, None)]
        .into_iter()
        .chain(delegates)
        .chain([
            (Role::Rapporteur, None),
            (Role::Observer, None),
            (Role::Projector, None),
            (Role::Interpreter, None),
        ]);
    let mut links = Vec::new();
    for (role, delegation) in purposes {
        let id = delegation.map(|delegation| delegation.id.clone());
        let purpose = Purpose {
            session: Some(session.clone()),
            role,
            delegation: id.clone(),
        };
        let made = invitation::make(store, &purpose, DAYS).await?;
        let whom = delegation.map(|delegation| delegation.name.clone());
        links.push(Link {
            role,
            delegation: id,
            link: public_url.link(&made.secret),
            whom,
        });
    }
    Ok(links)
}

fn asked(words: &Words, tables: usize, delegations: usize) -> NewSession {
    let note = parse_text(NOTE).note;
    let questions = note.questions.iter().flat_map(split).collect();
    NewSession {
        tables: (1..=tables)
            .map(|number| table_name(words, number))
            .collect(),
        delegations: (1..=delegations)
            .map(|number| delegation(words, number))
            .collect(),
        questions,
        note,
        agenda: Vec::new(),
    }
}

/// A question as it is asked: in its parts, if the note asks two things at once.
fn split(noted: &NotedQuestion) -> Vec<NewQuestion> {
    let asked = |name: &str, text: &str| NewQuestion {
        label: noted.label.clone(),
        name: name.to_owned(),
        text: text.to_owned(),
        answered: Answered::Both,
    };
    if noted.parts.is_empty() {
        return vec![asked("", &noted.text)];
    }
    noted
        .parts
        .iter()
        .map(|part| asked(&part.name, &part.text))
        .collect()
}

fn table_name(words: &Words, number: usize) -> String {
    match number {
        1 => words.say("table-plenary"),
        _ => words.tell("table-nth", &[("number", number.into())]),
    }
}

fn delegation(words: &Words, number: usize) -> NewDelegation {
    let named = |what: &str| match number {
        1..=NAMED => words.say(&format!("demo-{what}-{number}")),
        _ => words.tell(&format!("demo-{what}-nth"), &[("number", number.into())]),
    };
    NewDelegation {
        tables: Vec::new(),
        name: named("delegation"),
        short: named("short"),
        colour: None,
        group: None,
    }
}
