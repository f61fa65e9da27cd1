//! Who took part, how it came about, and where in the log it stands.

use super::{Fact, Part, Span, concluded, fact, facts, moment, number, section};
use crate::gather::sort_by_key;
use crate::outcome::{Attribution, Milestone, Moment, Outcome, Person};
use crate::words::Words;

/// Who took part: people, groups, or nothing.
pub(super) fn people<'a>(outcome: &'a Outcome, words: &Words) -> Option<Part<'a>> {
    match outcome.telling.attribution {
        Attribution::Named => Some(named(outcome, words)),
        Attribution::Group => {
            let groups = outcome.delegations.iter().map(|group| Fact {
                label: Span::Theirs(&group.name),
                values: vec![number(group.members.unwrap_or_default())],
            });
            Some(section(
                words,
                "people",
                vec![Part::Facts(groups.collect())],
            ))
        }
        Attribution::None => None,
    }
}

fn named<'a>(outcome: &'a Outcome, words: &Words) -> Part<'a> {
    let seated = outcome.delegations.iter().map(|delegation| Fact {
        label: Span::Theirs(&delegation.name),
        values: names(&delegation.people, words),
    });
    let others = outcome.others.iter().map(|attended| {
        facts(
            words,
            &format!("role-{}", attended.role),
            names(&attended.people, words),
        )
    });
    section(
        words,
        "people",
        vec![Part::Facts(seated.chain(others).collect())],
    )
}

fn names<'a>(people: &'a [Person], words: &Words) -> Vec<Span<'a>> {
    if people.is_empty() {
        return vec![Span::Ours(words.say("outcome-absent"))];
    }
    people.iter().map(Span::Person).collect()
}

pub(super) fn course<'a>(outcome: &'a Outcome, words: &Words) -> Part<'a> {
    let counts = &outcome.counts;
    let counted = [
        ("outcome-count-delegations", counts.delegations),
        ("outcome-count-participants", counts.participants),
        ("outcome-count-joint-answers", counts.joint_answers),
        ("outcome-count-own-answers", counts.own_answers),
        ("outcome-count-practices", counts.practices),
        ("outcome-count-endorsements", counts.endorsements),
        ("outcome-count-remarks", counts.remarks),
        ("outcome-count-ballots", counts.closed_ballots),
        ("outcome-count-votes", counts.votes),
    ];
    let counted = counted.map(|(label, count)| fact(words, label, number(count)));
    let milestones = outcome.milestones.iter();
    let milestones = milestones.map(|it| (it.at, told(outcome, it, words)));
    let drafts = outcome.drafts.iter().map(|it| {
        let number = [("number", it.number.into())];
        let gone_out = words.tell("outcome-moment-draft", &number);
        let told = (words.moment(it.since), vec![Span::Ours(gone_out)]);
        (it.since, told)
    });
    let mut times: Vec<_> = milestones.chain(drafts).collect();
    sort_by_key(&mut times, |(at, _)| *at);
    let times = times.into_iter().map(|(_, told)| told).collect();
    let parts = vec![Part::Times(times), Part::Facts(counted.into())];
    section(words, "course", parts)
}

fn told<'a>(
    outcome: &'a Outcome,
    milestone: &'a Milestone,
    words: &Words,
) -> (String, Vec<Span<'a>>) {
    let titled = |key: &str, id| {
        let title = outcome.ballot(id).map_or("", |ballot| &ballot.title);
        vec![Span::Ours(words.say(key)), Span::Theirs(title)]
    };
    let what = match &milestone.what {
        Moment::Convened => vec![Span::Ours(words.say("outcome-moment-convened"))],
        Moment::Phase { to, title } => {
            let phase = words.place(to, title);
            vec![Span::Ours(
                words.tell("outcome-moment-phase", &[("phase", phase.into())]),
            )]
        }
        Moment::MoveTakenBack { to, title } => {
            let phase = words.place(to, title);
            vec![Span::Ours(words.tell(
                "outcome-moment-taken-back",
                &[("phase", phase.into())],
            ))]
        }
        Moment::BallotOpened { ballot } => titled("outcome-moment-ballot-opened", ballot),
        Moment::BallotClosed { ballot } => titled("outcome-moment-ballot-closed", ballot),
        Moment::BallotCancelled { ballot } => titled("outcome-moment-ballot-cancelled", ballot),
        Moment::RevisionFrozen {
            number,
            name,
            digest,
        } => {
            let values = [
                ("number", (*number).into()),
                ("digest", digest.as_str().into()),
            ];
            let frozen = words.tell("outcome-moment-revision", &values);
            vec![Span::Ours(frozen), Span::Theirs(name)]
        }
    };
    (words.moment(milestone.at), what)
}

pub(super) fn log<'a>(outcome: &'a Outcome, words: &Words) -> Part<'a> {
    let log = &outcome.log;
    let chain = log
        .chain
        .clone()
        .unwrap_or_else(|| words.say("outcome-chain-withheld"));
    let mut told = vec![
        fact(words, "outcome-made", moment(words, outcome.made)),
        fact(words, "outcome-log-head", Span::Ours(log.head.to_string())),
        fact(words, "outcome-chain", Span::Ours(chain)),
    ];
    told.extend(concluded::hashes(outcome, words));
    section(
        words,
        "log",
        vec![
            Part::Sentence(words.say("outcome-log-meaning")),
            Part::Facts(told),
        ],
    )
}
