//! What leaves the room: answers, practices, tallies, who took part, and how it came about.
//!
//! [`Outcome`] is the whole of it and, as JSON, the export that others may script against. `gather`
//! draws it from a table, `ranking` orders its practices, [`report`] puts it in words and sections, and
//! `markdown` and `html` write these down, both by way of [`outline`], which finds the lists and
//! quotations in flat blocks; what needs more than this crate may depend on (Word, say) is written by the server from the
//! same report. `changes` is what they show of how it came to read so. `telling` takes out what an outcome shall not tell of delegations and people, and `names_left` finds it where people wrote it. `sheet` is another way out: a table on paper, to be written on by hand.

pub mod report;

pub mod changes;
pub mod footnotes;
pub mod links;
pub mod outline;
pub mod sources;

mod ballot_paper;
mod canonical;
mod check;
mod concluded;
mod file_name;
mod gather;
mod html;
mod markdown;
mod names_left;
mod numbered;
mod ranking;
mod sheet;
mod telling;
mod written;

pub use crate::features::report::Attribution;
pub use ballot_paper::BallotPaper;
pub use canonical::{frozen_record, signed_text, take_out_told};
pub use changes::Changes;
pub use check::{Finding, Found, check, differences};
pub use concluded::{CirculatedDraft, OutcomeCorrection, OutcomeSignature, SignedOff};
pub use file_name::file_name;
pub use html::{
    STYLE, agreement_map, html, html_at_hand, html_body, html_glance, html_part, published,
    result_bars, result_tables,
};
pub use markdown::markdown;
pub use sheet::{SHEET_STYLE, Sheet};
pub use sources::Sources;
pub use telling::Telling;
pub use written::{WrittenReport, WrittenSection};

use crate::concept_note::{Footnote, Section};
use crate::features::agenda::AgendaPoint;
use crate::features::ballots::count::{Attendance, Counted};
use crate::features::ballots::{BallotOption, BallotRules, DecisionRule, Method, Wording};
use crate::features::commitments::Commitment;
use crate::features::no_objection::{NoObjectionStanding, Objection, PutWording, ReservationKind};
use crate::features::people::Role;
use crate::features::practices::{FromFile, PracticeCard, PracticeField};
use crate::features::report::ReportKind;
use crate::ids::{
    BallotId, DecisionId, DelegationId, OptionId, ParticipantId, PracticeId, QuestionId, RemarkId,
    SessionId, TableId, Timestamp,
};
use crate::prose::Block;
use crate::seq::Seq;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The version of the JSON export. It rises when a field changes its meaning or goes; new fields
/// may come without that.
pub const VERSION: u32 = 1;

/// The outcome of one round table. Delegations, people, questions and practices are named by id
/// where they are mentioned and told in full once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The version of this form, [`VERSION`].
    pub version: u32,
    /// The session that the table belongs to.
    pub session: SessionId,
    /// The table.
    pub table: TableId,
    /// The title of the session.
    pub title: String,
    /// What the table is called.
    pub table_name: String,
    /// Where the table was when this was made. Unless it was closed, this is a draft.
    pub phase: AgendaPoint,
    /// What the item was called that the table was at; empty for items that the catalogues name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// When this was made.
    pub made: Timestamp,
    /// How it tells of delegations and people.
    #[serde(default, skip_serializing_if = "Telling::is_usual")]
    pub telling: Telling,
    /// The rapporteur's own words; empty if none were written.
    pub summary: Vec<Block>,
    /// The report that the rapporteurs write; nothing for whoever may not read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<WrittenReport>,
    /// Whether everybody at the table reads the report: a draft went out with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub report_is_out: bool,
    /// Context and background, with `[^1]` where a footnote hangs.
    pub background: Vec<Section>,
    /// The footnotes of the background, in the order of their marks.
    pub footnotes: Vec<Footnote>,
    /// What was asked, and what was answered.
    pub questions: Vec<Asked>,
    /// The practices brought, ranked.
    pub practices: Vec<RankedPractice>,
    /// The ballots held, in order.
    pub ballots: Vec<HeldBallot>,
    /// The wording that was put with a time to object, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_objections: Vec<PutToTable>,
    /// The drafts that went out, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<CirculatedDraft>,
    /// The corrections that were accepted or answered: the corrigendum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<OutcomeCorrection>,
    /// Who will do what by when, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Who had a seat and one vote, in order, and who spoke for them. Where delegations are not named, what stands in their place:
    /// groups, or one that stands for all.
    pub delegations: Vec<Represented>,
    /// Everybody else who was let in, by role.
    pub others: Vec<Attended>,
    /// How much each delegation spoke, in their order; nothing if nobody was given the floor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spoken: Vec<SpokenFor>,
    /// How it came about, in order of time.
    pub milestones: Vec<Milestone>,
    /// What came of it, in numbers.
    pub counts: Counts,
    /// Whose words stand where, if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Sources>,
    /// What changed since a revision, if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// Where in the table's log this was made.
    pub log: LogHead,
    /// Who signed it off, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_off: Option<SignedOff>,
    /// Whether it is told at a glance first, where it is put in words: asked for with a file, and no part of the outcome.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub glance_first: bool,
    /// Whether only its practices are told, as a collection: asked for with a file, and no part of the outcome.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practices_only: bool,
}

/// A guiding question with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The question's id.
    pub id: QuestionId,
    /// Its label in the note, such as `a`; may be empty.
    pub label: String,
    /// A short name for it; may be empty.
    pub name: String,
    /// The question itself.
    pub text: String,
    /// What the table says together: nothing if it was not asked to, empty if it wrote nothing.
    pub joint: Option<Vec<Block>>,
    /// What each delegation says, in the order of the delegations: nothing if they were not asked
    /// to; a delegation that wrote nothing has an empty answer.
    pub by_delegation: Option<Vec<OwnAnswer>>,
}

/// What one delegation answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAnswer {
    /// Whose answer it is.
    pub delegation: DelegationId,
    /// What it says; empty if it wrote nothing.
    pub answer: Vec<Block>,
}

/// A practice in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankedPractice {
    /// Its place, from 1. Practices that nothing but their titles tells apart share one.
    pub rank: usize,
    /// Its id.
    pub id: PracticeId,
    /// Who brought it.
    pub delegation: DelegationId,
    /// The short facts on its card.
    pub card: PracticeCard,
    /// The table's themes that it speaks to, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// What was written in its prose fields; those left empty are not there.
    pub fields: BTreeMap<PracticeField, Vec<Block>>,
    /// Which delegations endorse it, in the order of the delegations.
    pub endorsed_by: Vec<DelegationId>,
    /// Where it comes from, if it was brought from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_file: Option<FromFile>,
    /// What was asked on it, and answered.
    pub remarks: Vec<OutcomeRemark>,
    /// The count that it is ranked by: that of the ballot on it that closed last, of those that decided if any did.
    pub tally: Option<PracticeTally>,
}

/// A question that was asked on a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRemark {
    /// Its id.
    pub id: RemarkId,
    /// For which delegation it was asked.
    pub delegation: DelegationId,
    /// What was asked.
    pub text: String,
    /// What the delegation that brought the practice answered.
    pub answer: Option<String>,
}

/// A ballot as it was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBallot {
    /// Its id.
    pub id: BallotId,
    /// What was asked, in the facilitator's words.
    pub title: String,
    /// Whether it was a show of preferences that binds nobody.
    pub indicative: bool,
    /// Whether the result names who chose what.
    pub recorded: bool,
    /// The rule by which it decided, if it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<DecisionRule>,
    /// By which method it was held.
    #[serde(default, skip_serializing_if = "Method::is_support")]
    pub method: Method,
    /// The practices voted on, in order, if the ballot was cast as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub practices: Vec<PracticeId>,
    /// The options voted on, in order, if it was not on practices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<BallotOption>,
    /// Whether it decided nothing unless the quorum was there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_quorum: bool,
    /// The ballot that was held again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<BallotId>,
    /// What the practices were called when it was opened.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<PracticeId, String>,
    /// The wording voted on, of practices that say something else by now or were withdrawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed_since: Vec<Wording>,
    /// When it was opened.
    pub opened: Timestamp,
    /// What may be told of it.
    pub standing: OutcomeStanding,
}

impl HeldBallot {
    /// How it was held.
    pub fn rules(&self) -> BallotRules {
        BallotRules {
            title: self.title.clone(),
            practices: self.practices.clone(),
            options: self.options.clone(),
            method: self.method.clone(),
            indicative: self.indicative,
            recorded: self.recorded,
            needs_quorum: self.needs_quorum,
            rule: self.rule,
            again: self.again.clone(),
        }
    }
}

/// What may be told of a ballot: of an open one, never a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum OutcomeStanding {
    /// It was still open.
    Open {
        /// How many delegations had voted on everything it asks.
        voted: usize,
        /// How many may vote.
        delegations: usize,
        /// What is voted on.
        practices: Vec<PracticeId>,
    },
    /// It was closed and counted.
    Closed {
        /// When it was closed.
        at: Timestamp,
        /// The count for each practice, in the ballot's order, where each was voted on by itself.
        tallies: Vec<PracticeTally>,
        /// The count of a ballot that was cast as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counted: Option<Box<Counted>>,
        /// Who was there, if the roll was called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attendance: Option<Attendance>,
        /// The delegations whose votes were entered from paper last.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        on_paper: Vec<DelegationId>,
    },
    /// It was cancelled, and nobody's vote counts.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
        /// What was voted on.
        practices: Vec<PracticeId>,
    },
}

tagged!(OutcomeStanding, "is");

/// Wording that was put with a time to object, and what may be told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutToTable {
    /// Its id.
    pub id: DecisionId,
    /// What it is called.
    pub title: String,
    /// What it said.
    pub wording: PutWording,
    /// SHA-256 of the wording's canonical form, in hex.
    pub digest: String,
    /// Whether the text says something else by now.
    #[serde(default)]
    pub changed_since: bool,
    /// When it was put.
    pub since: Timestamp,
    /// Until when one may object, or could.
    pub until: Timestamp,
    /// Whether objections are published by name.
    pub by_name: bool,
    /// What became of it.
    pub standing: NoObjectionStanding,
    /// How many delegations object, or did when it was closed.
    pub objections: u32,
    /// Who objects to what, where that is published.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub objecting: BTreeMap<DelegationId, Objection>,
    /// How delegations explain their positions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explanations: Vec<Explained>,
    /// How delegations stand beside it, where that is printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<Reserved>,
}

/// How a delegation explains its position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Which.
    pub delegation: DelegationId,
    /// What it says.
    pub text: String,
}

/// How a delegation stands beside what was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// Which.
    pub delegation: DelegationId,
    /// How.
    pub kind: ReservationKind,
    /// What it says to that; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The count for one practice on one ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeTally {
    /// The ballot.
    pub ballot: BallotId,
    /// Whether that ballot was a show of preferences that binds nobody.
    pub indicative: bool,
    /// The rule by which that ballot decided, if it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<DecisionRule>,
    /// The count.
    #[serde(flatten)]
    pub tally: crate::features::ballots::Tally,
}

/// A delegation, and who spoke for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Represented {
    /// Its id.
    pub id: DelegationId,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// The group that it belongs to; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// How many delegations it stands for, if it is a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<usize>,
    /// Who spoke for it, by name.
    pub people: Vec<Person>,
}

/// Those who were let in for one role that speaks for no delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    /// The role.
    pub role: Role,
    /// Who, by name.
    pub people: Vec<Person>,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// What stands before it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Person {
    /// The name with what stands before it.
    pub fn full_name(&self) -> Cow<'_, str> {
        if self.title.is_empty() {
            Cow::Borrowed(&self.name)
        } else {
            Cow::Owned(format!("{} {}", self.title, self.name))
        }
    }
}

/// How much a delegation spoke at the table; points of order do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenFor {
    /// Which delegation.
    pub delegation: DelegationId,
    /// For how long, in milliseconds and without pauses, until its last speech ended or was paused.
    pub millis: u64,
    /// How often it was given the floor.
    pub speeches: u32,
}

pub use crate::table::{Milestone, Moment};

/// What came of it, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Delegations at the table.
    pub delegations: usize,
    /// People who were let in, in whatever role.
    pub participants: usize,
    /// Joint answers that were written.
    pub joint_answers: usize,
    /// Delegations' own answers that were written.
    pub own_answers: usize,
    /// Practices brought and not withdrawn.
    pub practices: usize,
    /// Endorsements of these.
    pub endorsements: usize,
    /// Questions asked on these.
    pub remarks: usize,
    /// Ballots that were closed.
    pub closed_ballots: usize,
    /// Votes counted in these, one a delegation and practice.
    pub votes: usize,
    /// Corrections that were accepted or answered.
    #[serde(default, skip_serializing_if = "is_none")]
    pub corrections: usize,
    /// Of these, those that were accepted.
    #[serde(default, skip_serializing_if = "is_none")]
    pub corrections_accepted: usize,
    /// Corrections that wait for an answer.
    #[serde(default, skip_serializing_if = "is_none")]
    pub corrections_open: usize,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out a reference"
)]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Where in the table's log the outcome was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogHead {
    /// The sequence number of the log's last entry.
    pub head: Seq,
    /// The digest of the last event, in hex, which stands for all events before it. Left out while
    /// a ballot is open: whoever knows everything but a vote could try the three choices on it.
    pub chain: Option<String>,
}

impl Outcome {
    /// The full name of a delegation; its id if it had no seat.
    pub fn name_of<'a>(&'a self, delegation: &'a DelegationId) -> &'a str {
        let found = self.delegations.iter().find(|d| &d.id == delegation);
        found.map_or(delegation.as_str(), |d| &d.name)
    }

    /// The title of a practice; its id if there is none.
    pub fn title_of<'a>(&'a self, practice: &'a PracticeId) -> &'a str {
        let found = self.practices.iter().find(|p| &p.id == practice);
        found.map_or(practice.as_str(), |p| &p.card.title)
    }

    /// What a practice was called when that ballot on it was opened.
    pub fn title_on<'a>(&'a self, ballot: &'a HeldBallot, practice: &'a PracticeId) -> &'a str {
        let then = ballot.titles.get(practice);
        then.map_or_else(|| self.title_of(practice), String::as_str)
    }

    /// What an option on that ballot says: its text, or what the practice was called when the ballot was opened.
    pub fn option_on<'a>(&'a self, ballot: &'a HeldBallot, option: &'a OptionId) -> &'a str {
        if let Some(found) = ballot.options.iter().find(|it| it.id == *option) {
            return &found.text;
        }
        let mut practices = ballot.practices.iter();
        let practice = practices.find(|it| OptionId::from(*it) == *option);
        practice.map_or(option.as_str(), |practice| self.title_on(ballot, practice))
    }

    /// The question by that id.
    pub fn question(&self, id: &QuestionId) -> Option<&Asked> {
        self.questions.iter().find(|question| &question.id == id)
    }

    /// The ballot by that id.
    pub fn ballot(&self, id: &BallotId) -> Option<&HeldBallot> {
        self.ballots.iter().find(|ballot| &ballot.id == id)
    }

    /// The day on which this was made, as `2026-11-23`, in UTC.
    pub fn day(&self) -> String {
        let moment = crate::words::moment(self.made);
        moment.split(' ').next().unwrap_or_default().to_owned()
    }

    /// Whether it is not signed off.
    pub const fn is_draft(&self) -> bool {
        self.sign_off.is_none()
    }

    /// Whether its report went out: a draft did with it, or it was signed off.
    pub const fn is_out(&self) -> bool {
        self.report_is_out || self.sign_off.is_some()
    }

    /// Whether it tells what each delegation answered: a report does not, a chair's summary may.
    pub(crate) fn tells_own_answers(&self) -> bool {
        let kind = self.report.as_ref().map(|report| report.kind);
        kind != Some(ReportKind::Report)
    }

    /// Whether the table was closed.
    pub fn is_closed(&self) -> bool {
        self.phase == AgendaPoint::Closed
    }

    /// The export that others may script against.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }
}

/// The outcomes of several tables as one JSON array.
pub fn json(outcomes: &[Outcome]) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(outcomes)
}
