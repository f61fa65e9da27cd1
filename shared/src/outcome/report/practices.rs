//! The practices, in their order.

use super::{
    Fact, Part, Row, Section, Span, Turn, changes, fact, facts, or_sentence,
    section as main_section,
};
use crate::features::practices::{PracticeField, PracticeKind};
use crate::names::isolated;
use crate::outcome::changes::OutcomeText;
use crate::outcome::{Attribution, Outcome, RankedPractice};
use crate::words::Words;

pub(super) fn section<'a>(outcome: &'a Outcome, words: &Words) -> Part<'a> {
    main_section(words, "practices", of_table(outcome, words))
}

/// The practices of one table as a booklet: what it is a collection of, and all cards in full.
pub(super) fn booklet<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Part<'a>> {
    let mut told = vec![
        fact(words, "outcome-table", Span::Theirs(&outcome.table_name)),
        fact(words, "outcome-made", super::moment(words, outcome.made)),
    ];
    told.push(fact(
        words,
        "outcome-count-practices",
        super::number(outcome.practices.len()),
    ));
    let mut parts = vec![Part::Facts(told)];
    if !outcome.telling.names() {
        let key = format!("outcome-told-{}", outcome.telling.attribution.as_str());
        parts.push(Part::Sentence(words.say(&key)));
    }
    parts.push(section(outcome, words));
    parts
}

/// The cards of one table, with what their order means.
pub(super) fn of_table<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Part<'a>> {
    let cards = outcome
        .practices
        .iter()
        .map(|practice| card(outcome, practice, words));
    let mut parts = or_sentence(cards.collect(), words, "outcome-no-practice");
    if !outcome.practices.is_empty() {
        let voted_on = outcome
            .practices
            .iter()
            .any(|practice| practice.tally.is_some());
        let how = if voted_on {
            "outcome-ranked-by-support"
        } else {
            "outcome-ranked-by-endorsement"
        };
        parts.insert(0, Part::Sentence(words.say(how)));
    }
    parts
}

fn card<'a>(outcome: &'a Outcome, practice: &'a RankedPractice, words: &Words) -> Part<'a> {
    let mut parts = vec![Part::Facts(short_facts(outcome, practice, words))];
    if let Some(tally) = &practice.tally {
        parts.push(super::ballots::kind(tally.indicative, tally.rule, words));
        let ballot = outcome.ballot(&tally.ballot);
        let title = ballot.map_or(practice.card.title.as_str(), |ballot| {
            outcome.title_on(ballot, &practice.id)
        });
        parts.push(Part::Tallies(vec![Row {
            practice: title,
            tally,
        }]));
        let is_changed = ballot.is_some_and(|ballot| {
            ballot
                .changed_since
                .iter()
                .any(|then| then.practice == practice.id)
        });
        if is_changed {
            parts.push(Part::Sentence(words.say("outcome-changed-see-ballot")));
        }
    }
    for field in PracticeField::ALL {
        let blocks = practice.fields.get(&field).map_or(&[][..], Vec::as_slice);
        let text = OutcomeText::Practice {
            practice: practice.id.clone(),
            field,
        };
        if let Some(prose) = changes::prose(outcome, &text, blocks) {
            parts.push(Part::Section(Section {
                kind: "field",
                kicker: String::new(),
                title: Span::Ours(words.say(&format!("field-{}", field.as_str()))),
                listed: false,
                parts: vec![prose],
            }));
        }
    }
    if !practice.remarks.is_empty() {
        let turns = practice.remarks.iter().map(|remark| Turn {
            asked_by: outcome.name_of(&remark.delegation),
            text: &remark.text,
            answered_by: outcome.name_of(&practice.delegation),
            answer: remark.answer.as_deref(),
        });
        parts.push(super::subsection(
            words,
            "remarks",
            vec![Part::Talk(turns.collect())],
        ));
    }
    Part::Section(Section {
        kind: "practice",
        kicker: practice.rank.to_string(),
        title: Span::Theirs(&practice.card.title),
        listed: true,
        parts,
    })
}

fn short_facts<'a>(
    outcome: &'a Outcome,
    practice: &'a RankedPractice,
    words: &Words,
) -> Vec<Fact<'a>> {
    let card = &practice.card;
    let mut told = Vec::new();
    if outcome.telling.attribution != Attribution::None {
        let brought_by = Span::Theirs(outcome.name_of(&practice.delegation));
        told.push(fact(words, "outcome-brought-by", brought_by));
    }
    if card.kind == PracticeKind::Lesson {
        let kind = words.say(&format!("practice-kind-{}", card.kind.as_str()));
        told.push(fact(words, "field-kind", Span::Ours(kind)));
    }
    let question = card.question.as_ref().and_then(|id| outcome.question(id));
    let asked = question.map_or("", |question| &question.text);
    for (label, text) in [
        ("field-place-and-time", card.place_and_time.as_str()),
        ("field-question", asked),
    ] {
        if !text.trim().is_empty() {
            told.push(fact(words, label, Span::Theirs(text)));
        }
    }
    let own = (!card.theme.trim().is_empty()).then_some(&card.theme);
    let themes: Vec<_> = practice
        .themes
        .iter()
        .chain(own)
        .map(|it| Span::Theirs(it))
        .collect();
    if !themes.is_empty() {
        told.push(facts(words, "field-theme", themes));
    }
    if let Some(maturity) = card.maturity().filter(|_| !card.evidence.is_empty()) {
        let because = card
            .evidence
            .iter()
            .map(|it| words.say(&format!("evidence-{}", it.as_str())));
        let maturity = words.say(&format!("maturity-{}", maturity.as_str()));
        let told_so = [maturity].into_iter().chain(because).map(Span::Ours);
        told.push(facts(words, "field-maturity", told_so.collect()));
    }
    for (label, text) in [
        ("field-validated-by", &card.validated_by),
        ("field-contact", &card.contact),
    ] {
        if !text.trim().is_empty() {
            told.push(fact(words, label, Span::Theirs(text)));
        }
    }
    if let Some(from) = &practice.from_file {
        let mut where_from = vec![Span::Theirs(&from.collection)];
        if !from.whose.is_empty() {
            where_from.push(Span::Theirs(&from.whose));
        }
        told.push(facts(words, "field-from-file", where_from));
    }
    let mut endorsed = endorsed(outcome, practice, words);
    if endorsed.is_empty() {
        endorsed.push(Span::Ours(words.say("outcome-endorsed-by-none")));
    }
    told.push(facts(words, "outcome-endorsed-by", endorsed));
    told
}

/// Who endorses it: delegations, how many of each group, or how many.
fn endorsed<'a>(
    outcome: &'a Outcome,
    practice: &'a RankedPractice,
    words: &Words,
) -> Vec<Span<'a>> {
    let all = &practice.endorsed_by;
    match outcome.telling.attribution {
        Attribution::Named => {
            let names = all.iter().map(|id| Span::Theirs(outcome.name_of(id)));
            names.collect()
        }
        Attribution::Group => {
            let groups = outcome.delegations.iter().filter_map(|group| {
                let count = all.iter().filter(|id| **id == group.id).count();
                let values = [
                    ("group", isolated(&group.name).into()),
                    ("count", count.into()),
                ];
                (count > 0).then(|| Span::Ours(words.tell("outcome-of-group", &values)))
            });
            groups.collect()
        }
        Attribution::None if all.is_empty() => Vec::new(),
        Attribution::None => vec![super::number(all.len())],
    }
}
