//! The log is the truth: whoever replays it has the table.

use crate::arbitrary::{held, meeting};
use crate::meeting::{Meeting, replay};
use proptest::prelude::*;
use shared::features::floor::Speech;
use shared::features::pulling::Source;
use shared::features::revisions::Restored;
use shared::features::sign_off::Capacity;
use shared::features::temperature::Leaning;
use shared::table::Record;
use shared::table::RoundTable;
use std::collections::BTreeSet;

proptest! {
    #[test]
    fn replaying_the_log_gives_the_same_table(meeting in held()) {
        prop_assert_eq!(&replay(&meeting.log), &meeting.table);
    }

    #[test]
    fn so_does_replaying_what_was_written_down(meeting in held()) {
        let log: Vec<Record> = meeting.log.iter().map(through_json).collect();
        prop_assert_eq!(&log, &meeting.log);
        prop_assert_eq!(&replay(&log), &meeting.table);
        let table: RoundTable = through_json(&meeting.table);
        prop_assert_eq!(&table, &meeting.table);
    }

    #[test]
    fn the_table_never_contradicts_itself((mut meeting, steps) in meeting()) {
        for step in steps {
            let _ = step.take(&mut meeting);
            check(&meeting)?;
        }
    }
}

fn through_json<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    let json = serde_json::to_string(value).expect("it is written down");
    serde_json::from_str(&json).expect("and read again")
}

fn is_known(table: &shared::table::RoundTable, source: &Source) -> bool {
    match source {
        Source::Compilation { compilation } => table.pulling.compilation(compilation).is_some(),
        Source::Table { table: other, .. } => *other != table.id,
        Source::Own {
            table: other, of, ..
        } => *other != table.id && of.is_some(),
        Source::Desk { desk, .. } => desk
            .as_ref()
            .is_some_and(|desk| table.delegation(desk).is_some()),
    }
}

fn check(meeting: &Meeting) -> Result<(), TestCaseError> {
    let table = &meeting.table;
    let ballots = table.agenda.open().ballots;
    prop_assert!(table.open_ballots().next().is_none() || ballots);
    let asked = table.open_ballots().flat_map(|b| &b.rules.practices);
    prop_assert!(distinct(asked), "a practice is on two open ballots");
    let agenda = &table.agenda;
    prop_assert!(!agenda.is_closed() || (agenda.ends, agenda.left) == (None, None));
    prop_assert!(agenda.ends.is_none() || agenda.left.is_none());
    prop_assert!(distinct(agenda.items.iter().map(|item| &item.id)));
    prop_assert!(
        agenda.has(&agenda.at),
        "the table is at an item that is there"
    );
    let before = agenda.before_move.as_ref();
    prop_assert!(before.is_none_or(|before| agenda.has(&before.point)));
    prop_assert!(distinct(
        table.practices.iter().map(|practice| &practice.id)
    ));
    prop_assert!(distinct(
        table
            .practices
            .iter()
            .flat_map(|p| &p.remarks)
            .map(|remark| &remark.id)
    ));
    prop_assert!(distinct(
        table.questions.iter().map(|question| &question.id)
    ));
    let frozen = &table.revisions.frozen;
    prop_assert!(distinct(frozen.iter().map(|revision| &revision.id)));
    let numbered = (1..).zip(frozen).all(|(nth, it)| it.number == nth);
    prop_assert!(numbered && frozen.is_sorted_by_key(|revision| revision.entry));
    let restored = &table.revisions.restored;
    prop_assert!(distinct(restored.iter().map(|restored| &restored.id)));
    let known = |it: &Restored| table.revisions.revision(&it.revision).is_some();
    prop_assert!(restored.iter().all(known));
    let pulling = &table.pulling;
    prop_assert!(distinct(pulling.compilations.iter().map(|it| &it.id)));
    prop_assert!(distinct(pulling.pulls.iter().map(|it| &it.id)));
    prop_assert!(pulling.pulls.iter().all(|it| is_known(table, &it.from)));
    prop_assert!(distinct(table.ballots.iter().map(|ballot| &ballot.id)));
    prop_assert!(distinct(
        table.delegations.iter().map(|delegation| &delegation.id)
    ));
    prop_assert!(distinct(
        table
            .delegations
            .iter()
            .map(|d| d.name.trim().to_lowercase())
    ));
    prop_assert!(
        table
            .agenda
            .ready
            .iter()
            .all(|id| table.delegation(id).is_some())
    );
    prop_assert!(
        table
            .practices
            .iter()
            .all(|p| !table.practices.withdrawn.contains_key(&p.id))
    );
    for practice in &table.practices {
        prop_assert!(!practice.endorsed_by.contains(&practice.delegation));
        prop_assert!(table.delegation(&practice.delegation).is_some());
    }
    if let Some(report) = &table.report {
        prop_assert!(distinct(report.sections.iter().map(|it| &it.id)));
        prop_assert!(distinct(report.bringings.iter()));
        let seeders = report.sections.iter().map(|it| it.root().seeder());
        prop_assert!(distinct(seeders.collect::<Vec<_>>().iter()));
    }
    check_ballots(table)?;
    check_comments(table)?;
    check_no_objections(table)?;
    check_conclusion(table)?;
    let roll = &table.roll_call;
    let mut called = roll.present.iter().chain(roll.heads.keys());
    prop_assert!(called.all(|id| table.delegation(id).is_some()));
    let mut reserved = roll.reserved.iter().chain(&roll.publishing);
    prop_assert!(reserved.all(|id| roll.heads.contains_key(id)));
    prop_assert!(roll.at.is_some() || roll.present.is_empty());
    if let Some(check) = &table.temperature.now {
        prop_assert!(!agenda.is_closed());
        let is_counted = |leaning: &Leaning| {
            let said = check.leanings.values().filter(|it| *it == leaning);
            said.count() == check.count(*leaning) as usize
        };
        prop_assert!(Leaning::ALL.iter().all(is_counted));
    }
    check_floor(table)?;
    for participant in table.participants.values() {
        let speaks = participant.delegation.is_some();
        prop_assert_eq!(speaks, participant.speaks_for().is_some());
    }
    Ok(())
}

/// Every comment is on a text that everybody reads, and made once.
fn check_ballots(table: &RoundTable) -> Result<(), TestCaseError> {
    for ballot in &table.ballots {
        prop_assert!(!ballot.rules.on().is_empty());
        prop_assert!(distinct(ballot.rules.on().iter()));
        prop_assert_eq!(ballot.sealed, !ballot.rules.recorded);
        prop_assert_eq!(ballot.wording.len(), ballot.rules.practices.len());
        prop_assert!(
            !ballot.is_open()
                || ballot
                    .rules
                    .practices
                    .iter()
                    .all(|id| table.practice(id).is_some())
        );
    }
    Ok(())
}

fn check_comments(table: &RoundTable) -> Result<(), TestCaseError> {
    let comments = &table.comments;
    prop_assert!(distinct(comments.iter().map(|comment| &comment.id)));
    let replies = comments.iter().flat_map(|comment| &comment.replies);
    prop_assert!(distinct(replies.map(|reply| &reply.id)));
    for comment in comments.iter() {
        prop_assert!(!comments.withdrawn.contains_key(&comment.id));
        prop_assert!(comment.on.root.takes_comments());
        prop_assert!(!comment.text.is_empty() && !comment.quote.is_empty());
        let to = comment.to.as_ref();
        prop_assert!(to.is_none_or(|to| table.delegation(to).is_some()));
    }
    Ok(())
}

/// Every objection counts once, and nobody keeps who made it where that is not published.
fn check_no_objections(table: &RoundTable) -> Result<(), TestCaseError> {
    let all = &table.no_objections;
    prop_assert!(distinct(all.iter().map(|it| &it.id)));
    prop_assert!(!table.agenda.is_closed() || all.running().next().is_none());
    for it in all.iter() {
        let known = it.objections.keys().chain(it.explanations.keys());
        let mut known = known.chain(it.reservations.keys());
        prop_assert!(known.all(|id| table.delegation(id).is_some()));
        if it.is_running() || it.rules.by_name && it.is_closed() {
            prop_assert_eq!(it.objections.len(), it.count as usize);
        } else {
            prop_assert!(it.objections.is_empty());
        }
        prop_assert!(it.reservations.is_empty() || it.stands());
        prop_assert!(it.explanations.is_empty() || it.is_closed());
        prop_assert!(it.since < it.until);
    }
    Ok(())
}

/// Corrections are to drafts that went out; what is signed off was signed by all who had to, and only that is published.
fn check_conclusion(table: &RoundTable) -> Result<(), TestCaseError> {
    let circulation = &table.circulation;
    prop_assert!(distinct(circulation.drafts.iter().map(|it| &it.id)));
    prop_assert!(distinct(circulation.corrections.iter().map(|it| &it.id)));
    for it in &circulation.corrections {
        let draft = circulation.draft(&it.draft);
        prop_assert!(draft.is_some_and(|draft| (1..=draft.paragraphs).contains(&it.paragraph)));
        prop_assert!(table.delegation(&it.delegation).is_some());
        prop_assert!(it.words != it.proposed);
    }
    prop_assert!(distinct(table.commitments.iter().map(|it| &it.id)));
    let sign_off = &table.sign_off;
    if let Some(version) = sign_off.current() {
        prop_assert!(circulation.open().next().is_none());
        prop_assert!(version.signatures.contains_key(&Capacity::Chair));
        prop_assert!(
            version
                .signatures
                .values()
                .all(|it| it.text == version.text)
        );
    }
    prop_assert!(sign_off.published.is_none() || sign_off.is_signed_off());
    Ok(())
}

/// One speaks, beside one who is paused by a point of order; a delegation waits once, and with one point of order besides.
fn check_floor(table: &RoundTable) -> Result<(), TestCaseError> {
    let floor = &table.floor;
    let speeches = || floor.speeches.iter();
    let holders: Vec<_> = speeches().filter(|speech| speech.has_floor()).collect();
    prop_assert!(holders.len() <= 2);
    if let [one, other] = holders[..] {
        prop_assert!(one.speaks() != other.speaks(), "one speaks, one is paused");
        prop_assert!(floor.speaking().is_some_and(Speech::is_point));
        prop_assert!(!floor.paused().is_some_and(Speech::is_point));
    }
    prop_assert!(distinct(speeches().map(|speech| &speech.id)));
    let waiting = || speeches().filter(|speech| speech.waits());
    prop_assert!(distinct(
        waiting().map(|speech| (&speech.delegation, speech.is_point()))
    ));
    let known = |speech: &Speech| table.delegation(&speech.delegation).is_some();
    prop_assert!(speeches().all(known));
    let turns = floor.order(&table.delegations);
    prop_assert_eq!(turns.len(), waiting().count());
    prop_assert!(distinct(turns.iter().map(|turn| &turn.speech.id)));
    prop_assert!(turns.iter().all(|turn| turn.speech.waits()));
    let spelled = |speech: &Speech| speech.spells.iter().all(|spell| spell.from <= spell.to);
    prop_assert!(speeches().all(spelled));
    prop_assert!(!table.agenda.is_closed() || holders.is_empty());
    let with_text = |speech: &Speech| speech.statement.is_some();
    let may_have = |speech: &Speech| !speech.is_point() && (speech.waits() || speech.has_floor());
    let may_have = |speech: &Speech| may_have(speech) || table.agenda.is_closed();
    prop_assert!(speeches().all(|speech| !with_text(speech) || may_have(speech)));
    Ok(())
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    all.into_iter().all(|one| seen.insert(one))
}
