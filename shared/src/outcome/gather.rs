//! Drawing the outcome from a table and its document.

use super::{
    Asked, Attended, Counts, Explained, HeldBallot, LogHead, Outcome, OutcomeRemark,
    OutcomeStanding, OwnAnswer, Person, PracticeTally, PutToTable, RankedPractice, Represented,
    Reserved, SpokenFor, Telling, VERSION, concluded, ranking,
};
use crate::document::Root;
use crate::features::answers::{Disclosure, GuidingQuestion};
use crate::features::ballots::{Ballot, Standing, Tally, Wording};
use crate::features::delegations::Delegation;
use crate::features::floor::Counted;
use crate::features::no_objection::NoObjection;
use crate::features::people::{Participant, Role};
use crate::features::practices::{GoodPractice, PracticeField};
use crate::gather::sort_by_key;
use crate::ids::{DelegationId, Timestamp};
use crate::prose::{Block, is_blank};
use crate::seq::Seq;
use crate::table::RoundTable;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What was written, by root. A root that is not there counts as empty.
type Prose = BTreeMap<Root, Vec<Block>>;

impl Outcome {
    /// Draws the outcome from the table as the server knows it and from what was written, as of the
    /// log's entry `head`, where the hash chain of events ends in `chain`. It says what everybody may see.
    pub fn of(
        table: &RoundTable,
        prose: &Prose,
        head: Seq,
        chain: [u8; 32],
        at: Timestamp,
    ) -> Self {
        let table = &table.seen_by_all();
        let mut outcome = Self {
            version: VERSION,
            session: table.session.clone(),
            table: table.id.clone(),
            title: table.note.title.clone(),
            table_name: table.name.clone(),
            phase: table.agenda.at.clone(),
            item: table.agenda.title(&table.agenda.at),
            made: at,
            telling: Telling::default(),
            summary: written(prose, &Root::Summary),
            report: None,
            report_is_out: false,
            background: table.note.background.clone(),
            footnotes: table.note.footnotes.clone(),
            questions: table
                .questions
                .iter()
                .map(|q| asked(table, prose, q))
                .collect(),
            practices: practices(table, prose),
            ballots: table
                .ballots
                .iter()
                .map(|ballot| held(table, prose, ballot))
                .collect(),
            no_objections: table
                .no_objections
                .iter()
                .map(|it| put(table, prose, it))
                .collect(),
            drafts: concluded::drafts(table),
            corrections: concluded::corrigendum(&table.circulation),
            commitments: table.commitments.clone(),
            delegations: table
                .delegations
                .iter()
                .map(|d| represented(table, d))
                .collect(),
            others: others(table),
            spoken: spoken(table),
            milestones: table.milestones.clone(),
            counts: Counts::default(),
            sources: None,
            changes: None,
            log: LogHead {
                head,
                chain: table.open_ballots().next().is_none().then(|| hex(chain)),
            },
            sign_off: None,
            glance_first: false,
            practices_only: false,
        };
        outcome.counts = Counts::of(table, &outcome);
        outcome
    }
}

/// What was written in a root; nothing if that is blank.
fn written(prose: &Prose, root: &Root) -> Vec<Block> {
    let blocks = prose.get(root).filter(|blocks| !is_blank(blocks));
    blocks.cloned().unwrap_or_default()
}

fn asked(table: &RoundTable, prose: &Prose, question: &GuidingQuestion) -> Asked {
    let own = |delegation: &Delegation| {
        let root = Root::Own(question.id.clone(), delegation.id.clone());
        let mut answer = written(prose, &root);
        if question.disclosure == Disclosure::Revealed {
            let root = Root::Private(question.id.clone(), delegation.id.clone());
            answer.extend(written(prose, &root));
        }
        OwnAnswer {
            delegation: delegation.id.clone(),
            answer,
        }
    };
    let how = question.answered;
    Asked {
        id: question.id.clone(),
        label: question.label.clone(),
        name: question.name.clone(),
        text: question.text.clone(),
        joint: how
            .jointly()
            .then(|| written(prose, &Root::Joint(question.id.clone()))),
        by_delegation: how
            .by_delegation()
            .then(|| table.delegations.iter().map(own).collect()),
    }
}

fn practices(table: &RoundTable, prose: &Prose) -> Vec<RankedPractice> {
    let ranked = ranking::ranked(table).into_iter();
    ranked
        .map(|(rank, practice, tally)| RankedPractice {
            rank,
            id: practice.id.clone(),
            delegation: practice.delegation.clone(),
            card: practice.card.clone(),
            themes: themes_of(table, practice),
            fields: fields(prose, practice),
            endorsed_by: in_order(table, practice),
            from_file: practice.filed.as_ref().map(|it| it.from.clone()),
            remarks: practice
                .remarks
                .iter()
                .map(|remark| OutcomeRemark {
                    id: remark.id.clone(),
                    delegation: remark.delegation.clone(),
                    text: remark.text.clone(),
                    answer: remark.answer.clone(),
                })
                .collect(),
            tally,
        })
        .collect()
}

/// In the order of the table's; those that are gone by now are not there.
fn themes_of(table: &RoundTable, practice: &GoodPractice) -> Vec<String> {
    let spoken_to = table
        .themes
        .iter()
        .filter(|it| practice.card.themes.contains(&it.id));
    spoken_to.map(|theme| theme.name.clone()).collect()
}

fn fields(prose: &Prose, practice: &GoodPractice) -> BTreeMap<PracticeField, Vec<Block>> {
    let read = |field| {
        (
            field,
            written(prose, &Root::Practice(practice.id.clone(), field)),
        )
    };
    let all = PracticeField::ALL.into_iter().map(read);
    all.filter(|(_, blocks)| !blocks.is_empty()).collect()
}

fn in_order(table: &RoundTable, practice: &GoodPractice) -> Vec<crate::ids::DelegationId> {
    let ids = table.delegations.iter().map(|delegation| &delegation.id);
    ids.filter(|id| practice.endorsed_by.contains(id))
        .cloned()
        .collect()
}

fn held(table: &RoundTable, prose: &Prose, ballot: &Ballot) -> HeldBallot {
    let rules = &ballot.rules;
    let changed = |then: &&Wording| {
        let now = table.practice(&then.practice);
        now.is_none_or(|now| Wording::of(now, prose) != **then)
    };
    let changed_since = match ballot.results() {
        Some(_) => ballot.wording.iter().filter(changed).cloned().collect(),
        None => Vec::new(),
    };
    let titles = ballot.wording.iter();
    HeldBallot {
        id: ballot.id.clone(),
        title: rules.title.clone(),
        indicative: rules.indicative,
        recorded: rules.recorded,
        rule: rules.rule,
        method: rules.method.clone(),
        practices: if rules.method.is_support() {
            Vec::new()
        } else {
            rules.practices.clone()
        },
        options: rules.options.clone(),
        needs_quorum: rules.needs_quorum,
        again: rules.again.clone(),
        titles: titles
            .map(|then| (then.practice.clone(), then.card.title.clone()))
            .collect(),
        changed_since,
        opened: ballot.opened,
        standing: standing(table, ballot),
    }
}

fn put(table: &RoundTable, prose: &Prose, it: &NoObjection) -> PutToTable {
    let delegations = || table.delegations.iter().map(|delegation| &delegation.id);
    let explained = |id: &DelegationId| {
        Some(Explained {
            delegation: id.clone(),
            text: it.explanations.get(id)?.text.clone(),
        })
    };
    let reserved = |id: &DelegationId| {
        let said = it.reservations.get(id)?;
        Some(Reserved {
            delegation: id.clone(),
            kind: said.kind,
            text: said.text.clone(),
        })
    };
    let printed = delegations().filter(|_| it.rules.prints_reservations);
    PutToTable {
        id: it.id.clone(),
        title: it.called(table),
        wording: it.wording.clone(),
        digest: it.digest.clone(),
        changed_since: it.wording.has_changed(table, &it.what, prose),
        since: it.since,
        until: it.until,
        by_name: it.rules.by_name,
        standing: it.standing.clone(),
        objections: it.count,
        // Where no names are published, there are none in what everybody may see.
        objecting: it.objections.clone(),
        explanations: delegations().filter_map(explained).collect(),
        reservations: printed.filter_map(reserved).collect(),
    }
}

fn standing(table: &RoundTable, ballot: &Ballot) -> OutcomeStanding {
    let practices = || ballot.rules.practices.clone();
    match &ballot.standing {
        Standing::Open { .. } => OutcomeStanding::Open {
            voted: table
                .delegations
                .iter()
                .filter(|d| !ballot.awaits(&d.id))
                .count(),
            delegations: table.delegations.len(),
            practices: practices(),
        },
        Standing::Closed {
            at,
            results,
            counted,
            attendance,
            on_paper,
        } => OutcomeStanding::Closed {
            at: *at,
            on_paper: on_paper.clone(),
            tallies: results
                .iter()
                .map(|tally| PracticeTally::of(ballot, tally))
                .collect(),
            counted: counted.clone(),
            attendance: attendance.clone(),
        },
        Standing::Cancelled { at, reason } => OutcomeStanding::Cancelled {
            at: *at,
            reason: reason.clone(),
            practices: practices(),
        },
    }
}

impl PracticeTally {
    /// The count on one of the ballot's practices.
    pub(super) fn of(ballot: &Ballot, tally: &Tally) -> Self {
        Self {
            ballot: ballot.id.clone(),
            indicative: ballot.rules.indicative,
            rule: ballot.rules.rule,
            tally: tally.clone(),
        }
    }
}

fn represented(table: &RoundTable, delegation: &Delegation) -> Represented {
    Represented {
        id: delegation.id.clone(),
        name: delegation.name.clone(),
        short: delegation.short.clone(),
        group: delegation.group.clone(),
        members: None,
        people: people(table, |person| person.speaks_for() == Some(&delegation.id)),
    }
}

fn others(table: &RoundTable) -> Vec<Attended> {
    let attended = |role| Attended {
        role,
        people: people(table, |person| {
            person.role == role && person.speaks_for().is_none()
        }),
    };
    // A projector is nobody.
    let roles = Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Projector);
    let all = roles.map(attended);
    all.filter(|attended| !attended.people.is_empty()).collect()
}

/// How much each delegation spoke, those that never did included, as soon as one has.
fn spoken(table: &RoundTable) -> Vec<SpokenFor> {
    let of = |delegation: &Delegation| {
        let talk = table.floor.talk(&delegation.id, Counted::Table);
        SpokenFor {
            delegation: delegation.id.clone(),
            millis: talk.millis,
            speeches: talk.speeches,
        }
    };
    let all: Vec<SpokenFor> = table.delegations.iter().map(of).collect();
    let has_spoken = all.iter().any(|it| it.speeches > 0);
    if has_spoken { all } else { Vec::new() }
}

/// Those of the participants, by name.
fn people(table: &RoundTable, among: impl Fn(&Participant) -> bool) -> Vec<Person> {
    let chosen = table.participants.values().filter(|person| among(person));
    let mut people: Vec<Person> = chosen
        .map(|person| Person {
            id: person.id.clone(),
            name: person.name.clone(),
            title: String::new(),
        })
        .collect();
    sort_by_key(&mut people, |person| {
        (person.name.to_lowercase(), person.id.clone())
    });
    people
}

impl Counts {
    fn of(table: &RoundTable, outcome: &Outcome) -> Self {
        let own = outcome
            .questions
            .iter()
            .flat_map(|q| q.by_delegation.iter().flatten());
        let joint = outcome
            .questions
            .iter()
            .flat_map(|question| &question.joint);
        let results = table.ballots.iter().filter_map(Ballot::results);
        let votes = results
            .clone()
            .flatten()
            .map(|t| t.support + t.cannot_support + t.abstain);
        let whole = table.ballots.iter().filter_map(Ballot::counted);
        let whole: usize = whole.map(|counted| counted.voted.len()).sum();
        Self {
            delegations: outcome.delegations.len(),
            participants: table.participants.len(),
            joint_answers: joint.filter(|answer| !answer.is_empty()).count(),
            own_answers: own.filter(|own| !own.answer.is_empty()).count(),
            practices: outcome.practices.len(),
            endorsements: outcome.practices.iter().map(|p| p.endorsed_by.len()).sum(),
            remarks: outcome.practices.iter().map(|p| p.remarks.len()).sum(),
            closed_ballots: results.count(),
            votes: votes.sum::<usize>() + whole,
            corrections: outcome.corrections.len(),
            corrections_accepted: outcome.corrections_accepted(),
            corrections_open: table.circulation.open().count(),
        }
    }
}

fn hex(digest: [u8; 32]) -> String {
    digest
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
