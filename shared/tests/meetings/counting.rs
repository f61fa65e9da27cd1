//! Counts agree with others' counts, and depend on nothing but what was said.

use crate::meeting::option_id;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use shared::features::ballots::count::schulze::{self, Ranked};
use shared::features::ballots::count::score::Scores;
use shared::features::ballots::count::{Attendance, Count, Counted, Decision, count};
use shared::features::ballots::{
    Answer, BallotOption, BallotRules, Base, Criterion, Marks, Method, Share, Verdict,
};
use shared::ids::{DelegationId, OptionId};
use std::collections::{BTreeMap, BTreeSet};

/// 45 voters on five candidates, as in section 3 of Schulze's paper: E before A, C, B and D.
const PUBLISHED: [(usize, &str); 8] = [
    (5, "acbed"),
    (5, "adecb"),
    (8, "bedac"),
    (3, "cabed"),
    (7, "caebd"),
    (2, "cbade"),
    (7, "dceba"),
    (8, "ebadc"),
];

/// Random profiles with who wins each, by another implementation: `shared/tests/schulze/make.py` says how it was made.
const PROFILES: &[u8] = include_bytes!("../schulze/profiles.bin");

fn letters(all: &str) -> Vec<OptionId> {
    all.chars().map(|c| option_id(&c.to_string())).collect()
}

fn numbers(n: usize) -> Vec<OptionId> {
    (0..n).map(|nth| option_id(&nth.to_string())).collect()
}

fn ranks(options: &[OptionId], ballots: &[Vec<Vec<OptionId>>]) -> Ranked {
    schulze::count(options, &ballots.iter().collect::<Vec<_>>())
}

#[test]
fn the_published_example_comes_out_as_published() {
    let mut ballots = Vec::new();
    for (count, order) in PUBLISHED {
        let ballot: Vec<_> = letters(order).into_iter().map(|id| vec![id]).collect();
        ballots.extend(vec![ballot; count]);
    }
    assert_eq!(ballots.len(), 45);
    let options = letters("abcde");
    let ranked = ranks(&options, &ballots);
    let expected: Vec<_> = letters("eacbd").into_iter().map(|id| vec![id]).collect();
    assert_eq!(ranked.places, expected);
    // The matrices of the paper.
    let pairwise = [
        [0, 20, 26, 30, 22],
        [25, 0, 16, 33, 18],
        [19, 29, 0, 17, 24],
        [15, 12, 28, 0, 14],
        [23, 27, 21, 31, 0],
    ];
    assert_eq!(ranked.pairwise, pairwise.map(Vec::from));
    let strengths = [
        [0, 28, 28, 30, 24],
        [25, 0, 28, 33, 24],
        [25, 29, 0, 29, 24],
        [25, 28, 28, 0, 24],
        [25, 28, 28, 31, 0],
    ];
    assert_eq!(
        schulze::strengths(&ranked.pairwise),
        strengths.map(Vec::from)
    );
}

#[test]
fn thousands_of_profiles_are_won_by_whom_another_implementation_says() {
    let mut left = PROFILES;
    let mut take = |bytes: usize| {
        let (taken, rest) = left.split_at_checked(bytes)?;
        left = rest;
        Some(taken)
    };
    let (mut profiles, mut ties) = (0, 0);
    while let Some(&[n, ballots]) = take(2) {
        let options = numbers(usize::from(n));
        let ballots: Vec<_> = (0..ballots)
            .map(|_| {
                let bytes = take(3).expect("a whole ballot");
                let bits = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]);
                let place = |nth: usize| bits >> (3 * nth) & 7;
                let at = |wanted| {
                    let level = options
                        .iter()
                        .enumerate()
                        .filter(|(nth, _)| place(*nth) == wanted);
                    level.map(|(_, id)| id.clone()).collect::<Vec<_>>()
                };
                let places = (0..7).map(at);
                places.filter(|place| !place.is_empty()).collect::<Vec<_>>()
            })
            .collect();
        let winners = take(1).expect("who wins")[0];
        let expected: Vec<_> = (0..options.len())
            .filter(|nth| winners >> nth & 1 == 1)
            .map(|nth| options[nth].clone())
            .collect();
        let ranked = ranks(&options, &ballots);
        assert_eq!(
            ranked.places[0], expected,
            "profile {profiles}: {ballots:?}"
        );
        profiles += 1;
        ties += usize::from(expected.len() > 1);
    }
    assert!(profiles >= 10_000, "{profiles}");
    assert!(ties > 500, "ties are among them: {ties}");
}

const N: usize = 4;

fn delegations(n: usize) -> Vec<DelegationId> {
    let id = |nth: usize| DelegationId::new(format!("d{nth}")).expect("an id");
    (0..n).map(id).collect()
}

fn rules(method: Method) -> BallotRules {
    let options = numbers(N).into_iter().map(|id| BallotOption {
        text: id.to_string(),
        id,
    });
    BallotRules {
        title: "Which?".into(),
        options: options.collect(),
        method,
        indicative: true,
        ..BallotRules::default()
    }
}

fn methods() -> [Method; 5] {
    [
        Method::Approval,
        Method::Points { points: 10, cap: 6 },
        Method::Score {
            criteria: vec![Criterion::Relevant, Criterion::Evidenced],
            own: true,
            few: 0,
        },
        Method::Ranked,
        Method::Majority {
            of: Base::Cast,
            share: Share::TwoThirds,
        },
    ]
}

/// What may be said by a method.
fn said(method: &Method) -> BoxedStrategy<Marks> {
    let some = || subsequence(numbers(N), 0..=N);
    match method {
        Method::Support | Method::Approval => some()
            .prop_map(|some| Marks::Approval {
                options: some.into_iter().collect(),
            })
            .boxed(),
        Method::Points { .. } => prop::collection::vec(0..4_u32, N)
            .prop_map(|points| {
                let given = numbers(N).into_iter().zip(points);
                Marks::Points {
                    points: given.filter(|(_, given)| *given > 0).take(3).collect(),
                }
            })
            .boxed(),
        Method::Score { criteria, .. } => {
            let criteria = criteria.clone();
            let one = subsequence(criteria, 0..=2).prop_flat_map(|criteria| {
                let scores = prop::collection::vec(0..=Criterion::HIGHEST, criteria.len());
                scores.prop_map(move |scores| {
                    criteria
                        .iter()
                        .copied()
                        .zip(scores)
                        .collect::<BTreeMap<_, _>>()
                })
            });
            prop::collection::vec(one, N)
                .prop_map(|all| Marks::Scores {
                    scores: numbers(N).into_iter().zip(all).collect(),
                })
                .boxed()
        }
        Method::Ranked => (
            some().prop_shuffle(),
            prop::collection::vec(any::<bool>(), N),
        )
            .prop_map(|(some, tied)| {
                let mut ranking: Vec<Vec<OptionId>> = Vec::new();
                for (id, tied) in some.into_iter().zip(tied) {
                    match ranking.last_mut().filter(|_| tied) {
                        Some(place) => place.push(id),
                        None => ranking.push(vec![id]),
                    }
                }
                Marks::Ranking { ranking }
            })
            .boxed(),
        Method::Majority { .. } => prop::collection::vec(prop::sample::select(&Answer::ALL[..]), N)
            .prop_map(|answers| Marks::Answers {
                answers: numbers(N).into_iter().zip(answers).collect(),
            })
            .boxed(),
    }
}

/// A method, and what some delegations say by it.
fn held() -> impl Strategy<Value = (BallotRules, Vec<Marks>)> {
    prop::sample::select(methods().to_vec()).prop_flat_map(|method| {
        let all = prop::collection::vec(said(&method), 0..9);
        (Just(rules(method)), all)
    })
}

fn counted(rules: &BallotRules, all: &[Marks]) -> Counted {
    let ids = delegations(all.len() + 2);
    let ballots = ids.iter().cloned().zip(all.iter().cloned()).collect();
    count(rules, &ids, &ballots, None).expect("it is cast as a whole")
}

/// The marks with each option in the place of another.
fn renamed(marks: &Marks, to: &impl Fn(&OptionId) -> OptionId) -> Marks {
    match marks {
        Marks::Approval { options } => Marks::Approval {
            options: options.iter().map(to).collect(),
        },
        Marks::Points { points } => Marks::Points {
            points: points.iter().map(|(id, given)| (to(id), *given)).collect(),
        },
        Marks::Scores { scores } => Marks::Scores {
            scores: scores.iter().map(|(id, it)| (to(id), it.clone())).collect(),
        },
        Marks::Ranking { ranking } => Marks::Ranking {
            ranking: ranking
                .iter()
                .map(|place| place.iter().map(to).collect())
                .collect(),
        },
        Marks::Answers { answers } => Marks::Answers {
            answers: answers.iter().map(|(id, it)| (to(id), *it)).collect(),
        },
    }
}

/// The options by where they stand: those of a set are tied.
fn standing(count: &Count) -> Vec<BTreeSet<OptionId>> {
    fn by<T, K: Ord>(
        all: &[T],
        key: impl Fn(&T) -> K,
        of: impl Fn(&T) -> &OptionId,
    ) -> Vec<BTreeSet<OptionId>> {
        let mut places: BTreeMap<K, BTreeSet<OptionId>> = BTreeMap::new();
        for it in all {
            places.entry(key(it)).or_default().insert(of(it).clone());
        }
        places.into_values().rev().collect()
    }
    match count {
        Count::Approval { options } => by(options, |it| it.approvals, |it| &it.option),
        Count::Points { options } => by(options, |it| it.points, |it| &it.option),
        Count::Score { options, .. } => {
            let exact = |it: &shared::features::ballots::count::score::Scored| {
                let below = options
                    .iter()
                    .filter(|other| it.overall.against(&other.overall).is_gt());
                below.count()
            };
            by(options, exact, |it| &it.option)
        }
        Count::Ranked { ranked } => {
            let places = ranked.places.iter();
            places
                .map(|place| place.iter().cloned().collect())
                .collect()
        }
        Count::Majority { options } => by(options, |it| it.yes >= it.needed, |it| &it.option),
    }
}

/// What was said, with one option a little better off.
fn better(marks: &Marks, option: &OptionId) -> Marks {
    let mut marks = marks.clone();
    match &mut marks {
        Marks::Approval { options } => {
            options.insert(option.clone());
        }
        Marks::Points { points } => *points.entry(option.clone()).or_default() += 1,
        Marks::Scores { scores } => {
            for score in scores
                .get_mut(option)
                .into_iter()
                .flat_map(BTreeMap::values_mut)
            {
                *score = (*score + 1).min(Criterion::HIGHEST);
            }
        }
        Marks::Ranking { ranking } => {
            let place = ranking.iter().position(|place| place.contains(option));
            let up_to = place.unwrap_or(ranking.len());
            for place in ranking.iter_mut() {
                place.retain(|id| id != option);
            }
            // One place up, alone.
            ranking.insert(up_to.saturating_sub(1), vec![option.clone()]);
            ranking.retain(|place| !place.is_empty());
        }
        Marks::Answers { answers } => {
            answers.insert(option.clone(), Answer::Yes);
        }
    }
    marks
}

proptest! {
    /// Who said what does not matter, nor in which order.
    #[test]
    fn counts_are_anonymous(((rules, all), shuffled) in held().prop_flat_map(|(rules, all)| {
        (Just((rules, all.clone())), Just(all).prop_shuffle())
    })) {
        let (one, other) = (counted(&rules, &all), counted(&rules, &shuffled));
        prop_assert_eq!(one.count, other.count);
        prop_assert_eq!(one.leading, other.leading);
    }

    /// An option has no advantage by its id, nor by its place on the ballot.
    #[test]
    fn counts_are_neutral((rules, all) in held(), order in Just(numbers(N)).prop_shuffle()) {
        let plain = numbers(N);
        let to = |id: &OptionId| {
            let nth = plain.iter().position(|it| it == id).expect("it is there");
            order[nth].clone()
        };
        let mut turned = rules.clone();
        turned.options.reverse();
        let other: Vec<_> = all.iter().map(|it| renamed(it, &to)).collect();
        let (one, other) = (counted(&rules, &all), counted(&turned, &other));
        let expected: Vec<BTreeSet<_>> = standing(&one.count).iter().map(|place| place.iter().map(to).collect()).collect();
        prop_assert_eq!(standing(&other.count), expected);
        let leading: BTreeSet<_> = one.leading.iter().map(to).collect();
        prop_assert_eq!(other.leading.into_iter().collect::<BTreeSet<_>>(), leading);
    }

    /// Being better off by one ballot costs no option its first place.
    #[test]
    fn counts_are_monotonic((rules, all) in held(), which in any::<Index>()) {
        prop_assume!(!all.is_empty());
        let before = counted(&rules, &all);
        for option in standing(&before.count).first().into_iter().flatten() {
            let mut raised = all.clone();
            let nth = which.index(all.len());
            raised[nth] = better(&raised[nth], option);
            let after = counted(&rules, &raised);
            let first = standing(&after.count);
            prop_assert!(first[0].contains(option), "{:?} instead of {:?}", first, option);
        }
    }

    /// Schulze's places are what beating says: nobody beats whoever stands on the same place or above.
    #[test]
    fn places_follow_from_paths(all in prop::collection::vec(said(&Method::Ranked), 0..9)) {
        let Count::Ranked { ranked } = counted(&rules(Method::Ranked), &all).count else { unreachable!() };
        let strengths = schulze::strengths(&ranked.pairwise);
        let places = schulze::places(&ranked.pairwise);
        let beats = |a: usize, b: usize| strengths[a][b] > strengths[b][a];
        for (nth, place) in places.iter().enumerate() {
            for a in place {
                for b in places[nth..].iter().flatten() {
                    prop_assert!(!beats(*b, *a));
                }
                let before = nth.checked_sub(1).map(|before| &places[before]);
                prop_assert!(before.is_none_or(|before| before.iter().any(|b| beats(*b, *a))));
            }
        }
        prop_assert_eq!(places.iter().map(Vec::len).sum::<usize>(), N);
    }

    /// Mean, median and spread are those of the scores one by one.
    #[test]
    fn scores_come_to_what_they_come_to(mut scores in prop::collection::vec(0..=Criterion::HIGHEST, 0..20)) {
        scores.sort_unstable();
        let mut given = [0; 5];
        for score in &scores {
            given[usize::from(*score)] += 1;
        }
        let it = Scores::of(given, 3);
        let all: Vec<f64> = scores.iter().map(|score| f64::from(*score)).collect();
        let n = all.len();
        prop_assert_eq!(it.judged(), n);
        if n == 0 {
            prop_assert_eq!((it.mean_hundredths, it.median_doubled, it.lowest), (None, None, None));
            return Ok(());
        }
        #[allow(clippy::cast_precision_loss, reason = "they are few")]
        let mean = all.iter().sum::<f64>() / n as f64;
        let told = f64::from(u32::try_from(it.mean_hundredths.expect("some")).expect("small")) / 100.0;
        prop_assert!((mean - told).abs() <= 0.005 + 1e-9, "{mean} {told}");
        let median = f64::midpoint(all[(n - 1) / 2], all[n / 2]);
        let told = f64::from(u32::try_from(it.median_doubled.expect("some")).expect("small")) / 2.0;
        prop_assert!((median - told).abs() < 1e-9);
        prop_assert_eq!(it.lowest, Some(usize::from(scores[0])));
        prop_assert_eq!(it.highest, Some(usize::from(scores[n - 1])));
    }
}

#[test]
fn a_majority_is_of_what_the_rules_say() {
    let answers = |all: &[Answer]| -> Vec<Marks> {
        let one = |answer: &Answer| Marks::Answers {
            answers: numbers(N).into_iter().map(|id| (id, *answer)).collect(),
        };
        all.iter().map(one).collect()
    };
    let yes = Answer::Yes;
    let no = Answer::No;
    let abstain = Answer::Abstain;
    // Of seven delegations, five are declared present, and one votes that is not.
    let cases = [
        (Base::Cast, Share::Simple, vec![yes, yes, no], 2, true),
        (Base::Cast, Share::Simple, vec![yes, no, abstain], 2, false),
        (
            Base::Cast,
            Share::TwoThirds,
            vec![yes, yes, no, abstain],
            2,
            true,
        ),
        (
            Base::Cast,
            Share::TwoThirds,
            vec![yes, yes, no, no],
            3,
            false,
        ),
        (Base::Cast, Share::Simple, vec![abstain, abstain], 1, false),
        (Base::All, Share::Simple, vec![yes, yes, yes], 4, false),
        (Base::All, Share::Simple, vec![yes, yes, yes, yes], 4, true),
        (
            Base::All,
            Share::TwoThirds,
            vec![yes, yes, yes, yes],
            5,
            false,
        ),
        (
            Base::Present,
            Share::Simple,
            vec![yes, yes, yes, no],
            4,
            false,
        ),
        (
            Base::Present,
            Share::Simple,
            vec![yes, yes, yes, yes],
            4,
            true,
        ),
        (
            Base::Present,
            Share::TwoThirds,
            vec![yes, yes, yes, yes],
            4,
            true,
        ),
    ];
    let ids = delegations(7);
    // d0 votes in every case and is not declared present.
    let attendance = Attendance {
        present: ids[1..6].iter().cloned().collect(),
        delegations: 7,
        needed: Some(6),
    };
    for (of, share, said, needed, adopted) in cases {
        let rules = BallotRules {
            indicative: false,
            ..rules(Method::Majority { of, share })
        };
        let ballots = ids.iter().cloned().zip(answers(&said)).collect();
        let counted = count(&rules, &ids, &ballots, Some(&attendance)).expect("a count");
        let Count::Majority { options } = &counted.count else {
            unreachable!("by majority")
        };
        let verdict = if adopted {
            Verdict::Adopted
        } else {
            Verdict::NotAdopted
        };
        assert_eq!(
            (options[0].needed, options[0].verdict),
            (needed, Some(verdict)),
            "{of:?} {share:?} {said:?}"
        );
        assert_eq!(counted.decision, Some(Decision::Each));
        // Five are fewer than six: nothing is decided where the quorum is needed.
        let rules = BallotRules {
            needs_quorum: true,
            ..rules
        };
        let counted = count(&rules, &ids, &ballots, Some(&attendance)).expect("a count");
        let Count::Majority { options } = &counted.count else {
            unreachable!("by majority")
        };
        assert_eq!(
            (options[0].verdict, counted.decision),
            (None, Some(Decision::NoQuorum))
        );
    }
}
