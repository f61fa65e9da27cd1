//! Bringing practices, revising them, and what other delegations say to them.

use super::command::PracticeCommand;
use super::event::PracticeEvent;
use super::filed::{Filed, FromFile};
use super::practice::{GoodPractice, PracticeCard, PracticeField, Remark};
use crate::document::Root;
use crate::features::people::Role;
use crate::ids::{DelegationId, PracticeId, RemarkId, ThemeId};
use crate::limits::{self, named, short};
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, RoundTable, found, has_room, same_or_taken, unless};
use std::collections::BTreeSet;

type Decision = Result<Vec<PracticeEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: PracticeCommand) -> Decision {
    match command {
        PracticeCommand::BringPractice { practice, card } => bring(asked, practice, card.cleaned()),
        PracticeCommand::BringFromFile {
            practice,
            delegation,
            card,
            from,
        } => bring_from_file(asked, practice, delegation, card.cleaned(), from.cleaned()),
        PracticeCommand::RevisePractice { practice, card } => {
            revise(asked, practice, card.cleaned())
        }
        PracticeCommand::WithdrawPractice { practice } => withdraw(asked, practice),
        PracticeCommand::EndorsePractice { practice, endorsed } => {
            endorse(asked, practice, endorsed)
        }
        PracticeCommand::AskOnPractice {
            practice,
            remark,
            text,
        } => ask(asked, practice, remark, text),
        PracticeCommand::AnswerRemark {
            practice,
            remark,
            text,
        } => answer(asked, practice, remark, text),
    }
}

/// Everything that is wrong with the texts on a card, in the order of its fields.
pub fn card_faults(card: &PracticeCard) -> Vec<Refusal> {
    let checked = [
        named(&card.title, Noun::Title, limits::TITLE),
        short(&card.place_and_time, Noun::Place, limits::TITLE),
        short(&card.theme, Noun::Theme, limits::NAME),
        short(&card.contact, Noun::Contact, limits::CONTACT),
        short(&card.validated_by, Noun::Name, limits::TITLE),
    ];
    checked.into_iter().filter_map(Result::err).collect()
}

fn bring(asked: Context<'_>, practice: PracticeId, card: PracticeCard) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    let table = asked.table;
    if let Some(found) = table.practice(&practice) {
        let is_same = found.delegation == delegation && found.card == card && found.filed.is_none();
        return same_or_taken(Noun::Practice, is_same);
    }
    check_new(asked, &practice, &card)?;
    Ok(vec![PracticeEvent::PracticeBrought {
        practice,
        delegation,
        card,
    }])
}

fn bring_from_file(
    asked: Context<'_>,
    practice: PracticeId,
    delegation: DelegationId,
    card: PracticeCard,
    from: FromFile,
) -> Decision {
    let table = asked.table;
    if asked.who.role != Role::Facilitator && asked.speaks_for()? != &delegation {
        return Err(Refusal::NotYours);
    }
    found(Noun::Delegation, table.delegation(&delegation))?;
    let filed = Filed {
        from,
        by: asked.who.id.clone(),
    };
    if let Some(found) = table.practice(&practice) {
        let is_same = found.delegation == delegation
            && found.card == card
            && found.filed.as_ref() == Some(&filed);
        return same_or_taken(Noun::Practice, is_same);
    }
    check_new(asked, &practice, &card)?;
    let Filed { from, by } = filed;
    from.check()?;
    Ok(vec![PracticeEvent::PracticeFiled {
        practice,
        delegation,
        card,
        from,
        filed_by: by,
    }])
}

/// Whether one may be brought by this id, with this card.
fn check_new(
    asked: Context<'_>,
    practice: &PracticeId,
    card: &PracticeCard,
) -> Result<(), Refusal> {
    let table = asked.table;
    let texts = PracticeField::ALL.map(|field| Root::Practice(practice.clone(), field));
    if table.practices.withdrawn.contains_key(practice) || table.shares_a_seed(&texts) {
        return Err(Refusal::IdTaken {
            what: Noun::Practice,
        });
    }
    asked.needs_open(Noun::Practice, |open| open.practices)?;
    check_card(asked, card, &BTreeSet::new())?;
    let there = table.practices.len() + table.practices.withdrawn.len();
    has_room(Noun::Practice, there, limits::PRACTICES)
}

fn revise(asked: Context<'_>, practice: PracticeId, card: PracticeCard) -> Decision {
    let before = &own_practice(asked, &practice)?.card;
    if *before == card {
        return Ok(Vec::new());
    }
    check_card(asked, &card, &before.themes)?;
    Ok(vec![PracticeEvent::PracticeRevised { practice, card }])
}

fn withdraw(asked: Context<'_>, practice: PracticeId) -> Decision {
    let withdrawn = asked.table.practices.withdrawn.get(&practice);
    let is_facilitator = asked.who.role == Role::Facilitator;
    if withdrawn.is_some_and(|whose| is_facilitator || asked.who.speaks_for() == Some(whose)) {
        return Ok(Vec::new());
    }
    if !is_facilitator {
        asked.speaks_for()?;
    }
    own_practice(asked, &practice)?;
    Ok(vec![PracticeEvent::PracticeWithdrawn { practice }])
}

fn endorse(asked: Context<'_>, practice: PracticeId, endorsed: bool) -> Decision {
    let (found, delegation) = others_practice(asked, &practice)?;
    let is_so = found.endorsed_by.contains(&delegation) == endorsed;
    Ok(unless(
        is_so,
        PracticeEvent::PracticeEndorsed {
            practice,
            delegation,
            endorsed,
        },
    ))
}

fn ask(asked: Context<'_>, practice: PracticeId, remark: RemarkId, text: String) -> Decision {
    asked.speaks_for()?;
    if let Some((on, there)) = find_remark(asked.table, &remark) {
        let is_same = on.id == practice && there.by == asked.who.id && there.text == text;
        return same_or_taken(Noun::Remark, is_same);
    }
    let (found, delegation) = others_practice(asked, &practice)?;
    named(&text, Noun::Text, limits::REMARK)?;
    has_room(Noun::Remark, found.remarks.len(), limits::REMARKS)?;
    Ok(vec![PracticeEvent::RemarkMade {
        practice,
        remark,
        asked_by: asked.who.id.clone(),
        delegation,
        text,
    }])
}

fn answer(asked: Context<'_>, practice: PracticeId, remark: RemarkId, text: String) -> Decision {
    let on = asked.practice(&practice)?;
    if asked.speaks_for()? != &on.delegation {
        return Err(Refusal::NotYours);
    }
    asked.needs_open(Noun::Practice, |open| open.practices)?;
    let there = on.remarks.iter().find(|there| there.id == remark);
    let there = found(Noun::Remark, there)?;
    named(&text, Noun::Text, limits::REMARK)?;
    let is_so = there.answer.as_ref() == Some(&text);
    Ok(unless(
        is_so,
        PracticeEvent::RemarkAnswered {
            practice,
            remark,
            text,
        },
    ))
}

/// Whether the prose of a practice may be written now, by whoever asks.
pub(crate) fn may_write(asked: Context<'_>, practice: &PracticeId) -> Result<(), Refusal> {
    let found = asked.practice(practice)?;
    if !may_change(asked, found) {
        return Err(Refusal::NotYours);
    }
    changes_now(asked, practice)
}

/// Those whose it is may, and of what came from a file whoever brought it while they facilitate: to write its words, and to mend or
/// take back what the file had wrong.
fn may_change(asked: Context<'_>, practice: &GoodPractice) -> bool {
    let who = asked.who;
    let brought = practice.filed.as_ref().map(|filed| &filed.by);
    who.speaks_for() == Some(&practice.delegation)
        || (who.role == Role::Facilitator && brought == Some(&who.id))
}

/// What is voted on does not change.
fn changes_now(asked: Context<'_>, practice: &PracticeId) -> Result<(), Refusal> {
    if asked.table.is_voted_on(practice) {
        return Err(Refusal::PutToBallot);
    }
    asked.needs_open(Noun::Practice, |open| open.practices)
}

/// The remark by that id, and the practice it was made on.
fn find_remark<'a>(table: &'a RoundTable, id: &RemarkId) -> Option<(&'a GoodPractice, &'a Remark)> {
    let mut remarks = table
        .practices
        .iter()
        .flat_map(|practice| practice.remarks.iter().map(move |r| (practice, r)));
    remarks.find(|(_, remark)| &remark.id == id)
}

/// A practice that whoever asks may change.
fn own_practice<'a>(asked: Context<'a>, id: &PracticeId) -> Result<&'a GoodPractice, Refusal> {
    let found = asked.practice(id)?;
    if !may_change(asked, found) {
        asked.speaks_for()?;
        return Err(Refusal::NotYours);
    }
    changes_now(asked, id)?;
    Ok(found)
}

/// Another delegation's practice, and for whom whoever asks speaks about it.
fn others_practice<'a>(
    asked: Context<'a>,
    id: &PracticeId,
) -> Result<(&'a GoodPractice, DelegationId), Refusal> {
    let delegation = asked.speaks_for()?;
    let found = asked.practice(id)?;
    if delegation == &found.delegation {
        return Err(Refusal::YourOwn);
    }
    asked.needs_open(Noun::Practice, |open| open.practices)?;
    Ok((found, delegation.clone()))
}

/// A card may go on speaking to `spoken_to`: themes that are gone by now.
fn check_card(
    asked: Context<'_>,
    card: &PracticeCard,
    spoken_to: &BTreeSet<ThemeId>,
) -> Result<(), Refusal> {
    if let Some(fault) = card_faults(card).into_iter().next() {
        return Err(fault);
    }
    if let Some(question) = &card.question {
        asked.question(question)?;
    }
    let themes = &asked.table.themes;
    for theme in card.themes.difference(spoken_to) {
        let there = themes.iter().find(|it| it.id == *theme);
        found(Noun::Theme, there)?;
    }
    Ok(())
}
