//! What happened at the table that somebody who looks elsewhere should hear of.
//!
//! It is read off two states of the table, so that what happened while the connection was cut is told when it is
//! back, and nothing is told twice.

use shared::document::DocumentId;
use shared::features::agenda::AgendaPoint;
use shared::features::answers::{Disclosure, GuidingQuestion, Stage};
use shared::features::ballots::Ballot;
use shared::features::floor::ListStanding;
use shared::ids::{
    BallotId, CommentId, DecisionId, DelegationId, ParticipantId, PracticeId, QuestionId, RemarkId,
    SpeechId,
};
use shared::table::RoundTable;

/// One thing to hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The table has moved.
    Moved(AgendaPoint),
    /// A ballot was opened.
    Opened(BallotId),
    /// A ballot that was open is so no longer.
    Closed(BallotId),
    /// Somebody asked about a practice of one's own delegation.
    Asked(PracticeId, RemarkId),
    /// The delegation asked has answered one's own.
    Answered(PracticeId, RemarkId),
    /// Others preside.
    Chair,
    /// One's own delegation was given the floor.
    FloorGiven,
    /// For whoever presides: a delegation raises a point of order.
    PointRaised(SpeechId),
    /// The list of speakers will be closed.
    ListClosing,
    /// The list of speakers was closed, or opened again.
    ListClosed(bool),
    /// The order was drawn.
    OrderDrawn,
    /// Somebody's comment is addressed to one's own delegation.
    Commented(CommentId),
    /// Somebody replies to a comment by one's own delegation, or to it.
    Replied(CommentId),
    /// The text was frozen, as the revision of that number.
    Frozen(u32),
    /// A draft of the outcome went out, the one of that number.
    DraftOut(u32),
    /// The outcome was signed off.
    SignedOff,
    /// What the delegations answer to a question was put side by side.
    Compiled(QuestionId),
    /// A question came to a stage, or goes by none.
    Staged(QuestionId, Option<Stage>),
    /// A delegation shares its desk with one's own.
    DeskShared(DelegationId),
    /// One's own delegation is reminded to vote.
    Reminded(BallotId),
    /// Wording was put, and one may object.
    WordingPut(DecisionId),
    /// Its time is over, or it was withdrawn.
    WordingOver(DecisionId),
    /// There is more time to object: because the server was down, or because it was given.
    WordingLonger(DecisionId, bool),
    /// What was answered privately to a question can be read.
    Revealed(QuestionId),
}

/// What happened between two states of the table, for one of its participants.
pub(super) fn between(before: &RoundTable, after: &RoundTable, you: &ParticipantId) -> Vec<News> {
    let mut news = Vec::new();
    if before.agenda.at != after.agenda.at {
        news.push(News::Moved(after.agenda.at.clone()));
    }
    for ballot in before.open_ballots() {
        let is_open = after.ballot(&ballot.id).is_some_and(Ballot::is_open);
        if !is_open {
            news.push(News::Closed(ballot.id.clone()));
        }
    }
    for ballot in after.open_ballots() {
        if before.ballot(&ballot.id).is_none() {
            news.push(News::Opened(ballot.id.clone()));
        }
    }
    let known = before.revisions.frozen.len();
    let new = after.revisions.frozen.iter().skip(known);
    news.extend(new.map(|revision| News::Frozen(revision.number)));
    let known = before.pulling.compilations.len();
    let new = after.pulling.compilations.iter().skip(known);
    news.extend(new.map(|it| News::Compiled(it.question.clone())));
    let known = before.circulation.drafts.len();
    let new = after.circulation.drafts.iter().skip(known);
    news.extend(new.map(|draft| News::DraftOut(draft.number)));
    if after.sign_off.versions.len() > before.sign_off.versions.len() {
        news.push(News::SignedOff);
    }
    news.extend(reminded(before, after, you));
    news.extend(wording(before, after));
    news.extend(talk(before, after, you));
    news.extend(comments(before, after, you));
    news.extend(desks(before, after, you));
    news.extend(revealed(before, after));
    news.extend(staged(before, after));
    news.extend(floor(before, after, you));
    news
}

/// Ballots of which one's delegation was reminded, and on which it has not voted since.
fn reminded(before: &RoundTable, after: &RoundTable, you: &ParticipantId) -> Vec<News> {
    let me = after.participants.get(you);
    let Some(mine) = me.and_then(|me| me.speaks_for()) else {
        return Vec::new();
    };
    let is_new = |ballot: &&Ballot| {
        let known = before.ballot(&ballot.id).and_then(Ballot::reminded);
        ballot.reminded().is_some_and(|now| {
            now.to.contains(mine)
                && ballot.awaits(mine)
                && known.is_none_or(|known| known.at != now.at)
        })
    };
    let new = after.open_ballots().filter(is_new);
    new.map(|it| News::Reminded(it.id.clone())).collect()
}

/// Wording to which one may object since, or no more, or longer.
fn wording(before: &RoundTable, after: &RoundTable) -> Vec<News> {
    let mut news = Vec::new();
    for it in after.no_objections.iter() {
        let known = before.no_objections.get(&it.id);
        match known.filter(|known| known.is_running()) {
            None if known.is_none() && it.is_running() => {
                news.push(News::WordingPut(it.id.clone()));
            }
            Some(_) if !it.is_running() => news.push(News::WordingOver(it.id.clone())),
            Some(known) if it.until > known.until => {
                let was_down = it.made_up != known.made_up;
                news.push(News::WordingLonger(it.id.clone(), was_down));
            }
            Some(_) | None => {}
        }
    }
    news
}

/// Comments addressed to one's delegation, and what others said since to those and to its own.
fn comments(before: &RoundTable, after: &RoundTable, you: &ParticipantId) -> Vec<News> {
    let Some(me) = after.participants.get(you) else {
        return Vec::new();
    };
    let is_to_me = |to: &Option<DelegationId>| to.is_some() && to.as_ref() == me.speaks_for();
    let mut news = Vec::new();
    for comment in after.comments.iter().filter(|it| it.concerns(me)) {
        let known = before.comments.get(&comment.id);
        if known.is_none() && is_to_me(&comment.to) && !comment.is_of(me) {
            news.push(News::Commented(comment.id.clone()));
        }
        let told = known.map_or(0, |known| known.replies.len());
        let new = comment.replies.get(told..).unwrap_or_default();
        if known.is_some() && new.iter().any(|reply| reply.by != *you) {
            news.push(News::Replied(comment.id.clone()));
        }
    }
    news
}

/// Desks of others that one works on since.
fn desks(before: &RoundTable, after: &RoundTable, you: &ParticipantId) -> Vec<News> {
    let Some(me) = after.participants.get(you) else {
        return Vec::new();
    };
    let known = before.documents_of(me);
    let documents = after.documents_of(me).into_iter();
    let new = documents.filter(|document| !known.contains(document));
    let shared = new.filter_map(|document| match document {
        DocumentId::Desk(desk) if me.speaks_for() != Some(&desk) => Some(News::DeskShared(desk)),
        DocumentId::Desk(_)
        | DocumentId::Private(..)
        | DocumentId::Notes
        | DocumentId::Report
        | DocumentId::Table => None,
    });
    shared.collect()
}

/// Questions whose answers were private, and are not any more.
fn revealed(before: &RoundTable, after: &RoundTable) -> Vec<News> {
    let is_revealed = |question: &&GuidingQuestion| {
        let before = before.question(&question.id).map(|it| it.disclosure);
        before == Some(Disclosure::Private) && question.disclosure == Disclosure::Revealed
    };
    let revealed = after.questions.iter().filter(is_revealed);
    revealed.map(|it| News::Revealed(it.id.clone())).collect()
}

/// Questions that are at another stage.
fn staged(before: &RoundTable, after: &RoundTable) -> Vec<News> {
    let has_moved = |question: &&GuidingQuestion| {
        let before = before.question(&question.id).map(GuidingQuestion::stage);
        before.is_some_and(|before| before != question.stage())
    };
    let staged = after.questions.iter().filter(has_moved);
    staged
        .map(|it| News::Staged(it.id.clone(), it.stage()))
        .collect()
}

/// Who presides, who speaks, and what becomes of the list.
fn floor(before: &RoundTable, after: &RoundTable, you: &ParticipantId) -> Vec<News> {
    let mut news = Vec::new();
    if before.chair != after.chair {
        news.push(News::Chair);
    }
    let mine = after.participants.get(you).and_then(|me| me.speaks_for());
    let (was, is) = (before.floor.speaking(), after.floor.speaking());
    let has_changed = is.map(|it| &it.id) != was.map(|it| &it.id);
    if has_changed && is.is_some_and(|it| mine == Some(&it.delegation)) {
        news.push(News::FloorGiven);
    }
    if after.presides(you) {
        let points = after.floor.speeches.iter();
        let points =
            points.filter(|it| it.waits() && it.is_point() && mine != Some(&it.delegation));
        let new = points.filter(|it| before.floor.speech(&it.id).is_none());
        news.extend(new.map(|it| News::PointRaised(it.id.clone())));
    }
    if before.floor.list != after.floor.list {
        news.extend(match (&before.floor.list, &after.floor.list) {
            (_, ListStanding::Closing { .. }) => Some(News::ListClosing),
            (_, ListStanding::Closed) => Some(News::ListClosed(true)),
            (ListStanding::Closed, ListStanding::Open) => Some(News::ListClosed(false)),
            (ListStanding::Open | ListStanding::Closing { .. }, ListStanding::Open) => None,
        });
    }
    if after.floor.draws > before.floor.draws {
        news.push(News::OrderDrawn);
    }
    news
}

/// Questions to one's delegation, and answers to its own.
fn talk(before: &RoundTable, after: &RoundTable, you: &ParticipantId) -> Vec<News> {
    let mine = after
        .participants
        .get(you)
        .and_then(|me| me.delegation.as_ref());
    let Some(mine) = mine else {
        return Vec::new();
    };
    let mut news = Vec::new();
    for practice in &after.practices {
        for remark in &practice.remarks {
            let known = before.practice(&practice.id);
            let known = known.and_then(|known| known.remarks.iter().find(|it| it.id == remark.id));
            let ids = || (practice.id.clone(), remark.id.clone());
            if known.is_none() && practice.delegation == *mine {
                let (practice, remark) = ids();
                news.push(News::Asked(practice, remark));
            }
            let is_answered = |it: &shared::features::practices::Remark| it.answer.is_some();
            let was_answered = known.is_some_and(is_answered);
            if is_answered(remark) && !was_answered && remark.delegation == *mine {
                let (practice, remark) = ids();
                news.push(News::Answered(practice, remark));
            }
        }
    }
    news
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::features::agenda::Phase;
    use shared::features::floor::Standing;
    use shared::ids::Timestamp;

    fn table() -> RoundTable {
        serde_json::from_value(serde_json::json!({
            "id": "t", "session": "s", "name": "Table",
            "note": { "title": "", "background": [], "footnotes": [], "questions": [] }, "questions": [], "delegations": [],
            "participants": {}, "agenda": { "phase": "voting", "ready": [] }, "practices": { "brought": [] }, "ballots": [], "milestones": []
        }))
        .unwrap()
    }

    fn ballot(id: &str) -> Ballot {
        serde_json::from_value(serde_json::json!({
            "id": id, "title": "Which?", "practices": [], "indicative": true, "recorded": false, "opened": 1,
            "standing": { "is": "open", "votes": {} }
        }))
        .unwrap()
    }

    #[test]
    fn what_happened_in_between_is_told_once_and_in_order() {
        let ana: ParticipantId = "ana".parse().unwrap();
        let mut before = table();
        before.ballots = vec![ballot("b1")];
        let mut after = before.clone();
        assert_eq!(between(&before, &after, &ana), []);
        after.agenda.at = Phase::WrapUp.into();
        after.ballots = vec![ballot("b2")];
        let told = [
            News::Moved(Phase::WrapUp.into()),
            News::Closed("b1".parse().unwrap()),
            News::Opened("b2".parse().unwrap()),
        ];
        assert_eq!(between(&before, &after, &ana), told);
        assert_eq!(between(&after, &after, &ana), []);
    }

    #[test]
    fn wording_is_told_when_it_is_put_lengthened_and_over() {
        let ana: ParticipantId = "ana".parse().unwrap();
        let before = table();
        let with = |until: u64, made_up: Option<u64>, standing: serde_json::Value| {
            let mut table = before.clone();
            let wording = serde_json::json!([{
                "id": "d1", "what": { "of": "text", "text": "So." },
                "rules": { "time": { "time": "room", "seconds": 10 } }, "wording": { "parts": [] },
                "since": 1, "until": until, "made_up": made_up, "standing": standing
            }]);
            table.no_objections = serde_json::from_value(wording).unwrap();
            table
        };
        let running = || serde_json::json!({ "is": "running" });
        let id: DecisionId = "d1".parse().unwrap();
        let put = with(10, None, running());
        assert_eq!(between(&before, &put, &ana), [News::WordingPut(id.clone())]);
        assert_eq!(between(&put, &put, &ana), []);
        let given = with(20, None, running());
        let longer = News::WordingLonger(id.clone(), false);
        assert_eq!(between(&put, &given, &ana), [longer]);
        let down = with(30, Some(9), running());
        let longer = News::WordingLonger(id.clone(), true);
        assert_eq!(between(&given, &down, &ana), [longer]);
        let closed = serde_json::json!({ "is": "closed", "at": 31, "count": 0 });
        let over = with(30, Some(9), closed);
        assert_eq!(between(&down, &over, &ana), [News::WordingOver(id)]);
        assert_eq!(between(&over, &over, &ana), []);
        assert_eq!(between(&before, &over, &ana), [], "nobody missed a chance");
    }

    #[test]
    fn comments_are_told_to_those_they_concern() {
        let ana: ParticipantId = "ana".parse().unwrap();
        let mut before = table();
        let me = serde_json::json!({ "id": "ana", "name": "Ana", "role": "delegate", "delegation": "north" });
        let me = serde_json::from_value(me).unwrap();
        before.participants.insert(ana.clone(), me);
        let comment = |id: &str, by: &str, of: &str, to: &str, replies: &[&str]| {
            let letter = serde_json::json!({ "client": 7, "clock": 1 });
            let said =
                |by: &&str| serde_json::json!({ "id": "y", "text": "So.", "by": by, "at": 2 });
            serde_json::json!({
                "id": id, "on": { "root": "answer/q1", "first": letter, "last": letter }, "quote": "here", "text": "Why?",
                "by": by, "delegation": of, "to": to, "at": 1, "replies": replies.iter().map(said).collect::<Vec<_>>()
            })
        };
        let with = |comments: Vec<serde_json::Value>| {
            let mut table = before.clone();
            table.comments =
                serde_json::from_value(serde_json::json!({ "made": comments })).unwrap();
            table
        };
        let one = with(vec![
            comment("c1", "ben", "south", "north", &[]),
            comment("c2", "ana", "north", "south", &[]),
            comment("c3", "ben", "south", "coast", &[]),
            comment("c4", "ana", "north", "north", &[]),
        ]);
        let id = |id: &str| id.parse().unwrap();
        assert_eq!(between(&before, &one, &ana), [News::Commented(id("c1"))]);
        let other = with(vec![
            comment("c1", "ben", "south", "north", &["ana"]),
            comment("c2", "ana", "north", "south", &["ben"]),
            comment("c3", "ben", "south", "coast", &["cleo"]),
            comment("c4", "ana", "north", "north", &["ana", "fay"]),
        ]);
        let told = [News::Replied(id("c2")), News::Replied(id("c4"))];
        assert_eq!(between(&one, &other, &ana), told);
        assert_eq!(between(&other, &other, &ana), []);
    }

    #[test]
    fn who_speaks_and_what_becomes_of_the_list_is_told() {
        let ana: ParticipantId = "ana".parse().unwrap();
        let mut before = table();
        let me = serde_json::json!({ "id": "ana", "name": "Ana", "role": "delegate", "delegation": "north" });
        let me = serde_json::from_value(me).unwrap();
        before.participants.insert(ana.clone(), me);
        let speech = serde_json::json!({
            "id": "s1", "delegation": "north", "kind": "statement", "asked": 1, "nth": 1, "standing": { "is": "waiting" }
        });
        before.floor.speeches = vec![serde_json::from_value(speech).unwrap()];
        let mut after = before.clone();
        after.floor.speeches[0].standing = Standing::Speaking {
            since: Timestamp(2),
        };
        after.floor.list = ListStanding::Closed;
        after.floor.draws = 1;
        after.chair.0.insert(ana.clone());
        let told = [
            News::Chair,
            News::FloorGiven,
            News::ListClosed(true),
            News::OrderDrawn,
        ];
        assert_eq!(between(&before, &after, &ana), told);
        assert_eq!(between(&after, &after, &ana), []);
    }
}
