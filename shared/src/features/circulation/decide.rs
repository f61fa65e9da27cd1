//! Sending a draft out, and what delegations and those who keep the outcome say to it.

use super::command::CirculationCommand;
use super::correction::{Correction, CorrectionStanding};
use super::event::CirculationEvent;
use crate::ids::{CorrectionId, DelegationId, DraftId, Timestamp};
use crate::limits::{self, named, short};
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken};

type Decision = Result<Vec<CirculationEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: CirculationCommand) -> Decision {
    match command {
        CirculationCommand::CirculateDraft {
            draft,
            until,
            note,
            by_name,
        } => circulate(asked, draft, until, note.trim(), by_name),
        CirculationCommand::ExtendCirculation { draft, until } => extend(asked, draft, until),
        CirculationCommand::OfferCorrection {
            correction,
            draft,
            paragraph,
            words,
            proposed,
            reason,
        } => {
            let offered = Offered {
                paragraph,
                words: words.trim(),
                proposed: proposed.trim(),
                reason: reason.trim(),
            };
            offer(asked, correction, draft, &offered)
        }
        CirculationCommand::WithdrawCorrection { correction } => withdraw(asked, correction),
        CirculationCommand::AcceptCorrection {
            correction,
            read,
            answer,
        } => accept(asked, correction, read.trim(), answer.trim()),
        CirculationCommand::AnswerCorrection { correction, answer } => {
            reply(asked, correction, answer.trim())
        }
    }
}

/// Not every question has a moment: then whatever could be fine is.
const fn is_asked_at_a_moment(now: Timestamp) -> bool {
    now.0 != u64::MAX
}

fn check_time(now: Timestamp, until: Timestamp) -> Result<(), Refusal> {
    let is_fine = !is_asked_at_a_moment(now)
        || until.0 > now.0 && until.0 - now.0 <= limits::CIRCULATION_TIME;
    if is_fine {
        Ok(())
    } else {
        Err(Refusal::UnfitTime)
    }
}

/// Those who keep the outcome send it out. What it says only the server knows.
fn circulate(
    asked: Context<'_>,
    id: DraftId,
    until: Timestamp,
    note: &str,
    by_name: bool,
) -> Decision {
    asked.needs_to_conclude()?;
    let all = &asked.table.circulation;
    if let Some(there) = all.draft(&id) {
        return same_or_taken(Noun::Draft, there.note == note && there.by_name == by_name);
    }
    asked.needs_unsigned_outcome()?;
    // They are on the paragraphs of the draft before, which nobody looks at any more.
    if all.open().next().is_some() {
        return Err(Refusal::CorrectionsWait);
    }
    check_time(asked.now, until)?;
    short(note, Noun::Text, limits::REMARK)?;
    has_room(Noun::Draft, all.drafts.len(), limits::DRAFTS)?;
    let last = all.latest().map_or(0, |last| last.number);
    Ok(vec![CirculationEvent::DraftCirculated {
        draft: id,
        number: last.saturating_add(1),
        until,
        note: note.to_owned(),
        by_name,
        paragraphs: 0,
        text: String::new(),
        digest: String::new(),
    }])
}

fn extend(asked: Context<'_>, id: DraftId, until: Timestamp) -> Decision {
    asked.needs_to_conclude()?;
    let all = &asked.table.circulation;
    let there = found(Noun::Draft, all.draft(&id))?;
    if there.until == until {
        return Ok(Vec::new());
    }
    asked.needs_unsigned_outcome()?;
    is_latest(asked, &there.id)?;
    if until < there.until {
        return Err(Refusal::OnlyLonger);
    }
    check_time(asked.now, until)?;
    let event = CirculationEvent::CirculationExtended { draft: id, until };
    Ok(vec![event])
}

/// A draft that another has replaced is not spoken to any more.
fn is_latest(asked: Context<'_>, id: &DraftId) -> Result<(), Refusal> {
    let latest = asked.table.circulation.latest();
    if latest.is_some_and(|latest| latest.id == *id) {
        Ok(())
    } else {
        Err(Refusal::DraftReplaced)
    }
}

/// What is offered.
struct Offered<'a> {
    paragraph: u32,
    words: &'a str,
    proposed: &'a str,
    reason: &'a str,
}

impl Offered<'_> {
    fn is(&self, there: &Correction) -> bool {
        there.paragraph == self.paragraph
            && there.words == self.words
            && there.proposed == self.proposed
            && there.reason == self.reason
    }
}

/// Any member of a delegation offers one for it. Whether the words stand there only the server knows.
fn offer(asked: Context<'_>, id: CorrectionId, draft: DraftId, offered: &Offered<'_>) -> Decision {
    let delegation = asked.speaks_for()?;
    let all = &asked.table.circulation;
    if let Some(there) = all.correction(&id) {
        let is_same = there.delegation == *delegation && there.draft == draft && offered.is(there);
        return same_or_taken(Noun::Correction, is_same);
    }
    let there = found(Noun::Draft, all.draft(&draft))?;
    asked.needs_unsigned_outcome()?;
    is_latest(asked, &draft)?;
    if is_asked_at_a_moment(asked.now) && !there.runs_at(asked.now) {
        return Err(Refusal::CirculationOver);
    }
    let is_there = (1..=there.paragraphs).contains(&offered.paragraph);
    found(Noun::Passage, is_there.then_some(()))?;
    named(offered.words, Noun::Passage, limits::CORRECTION)?;
    short(offered.proposed, Noun::Text, limits::CORRECTION)?;
    short(offered.reason, Noun::Reason, limits::REASON)?;
    if offered.words == offered.proposed {
        return Err(Refusal::SameWords);
    }
    let most = limits::CORRECTIONS;
    has_room(Noun::Correction, all.corrections.len(), most)?;
    let own = all.corrections.iter();
    let own = own.filter(|it| it.delegation == *delegation).count();
    has_room(Noun::Correction, own, limits::CORRECTIONS_EACH)?;
    has_words_left(asked, delegation)?;
    Ok(vec![CirculationEvent::CorrectionOffered {
        correction: id,
        draft,
        paragraph: offered.paragraph,
        words: offered.words.to_owned(),
        proposed: offered.proposed.to_owned(),
        reason: offered.reason.to_owned(),
        delegation: delegation.clone(),
    }])
}

/// Refuses more where all that was said is as long as it may be, or all that this delegation offers: whoever comes gets all of it at once.
/// What was offered can always be answered.
fn has_words_left(asked: Context<'_>, delegation: &DelegationId) -> Result<(), Refusal> {
    let all = &asked.table.circulation;
    let own = all.corrections.iter();
    let own = own.filter(|it| it.delegation == *delegation && !it.is_withdrawn());
    let too_many = |most| {
        let what = Noun::Correction;
        Err(Refusal::TooMany { what, most })
    };
    if own.clone().map(Correction::offered).sum::<usize>() >= limits::CORRECTION_TEXTS_EACH {
        return too_many(own.count());
    }
    if all.characters() >= limits::CORRECTION_TEXTS {
        return too_many(all.corrections.len());
    }
    Ok(())
}

fn withdraw(asked: Context<'_>, id: CorrectionId) -> Decision {
    let delegation = asked.speaks_for()?;
    let there = found(Noun::Correction, asked.table.circulation.correction(&id))?;
    if there.delegation != *delegation {
        return Err(Refusal::NotYours);
    }
    match there.standing {
        CorrectionStanding::Withdrawn => Ok(Vec::new()),
        CorrectionStanding::Offered => {
            asked.needs_unsigned_outcome()?;
            Ok(vec![CirculationEvent::CorrectionWithdrawn {
                correction: id,
            }])
        }
        CorrectionStanding::Accepted { .. } | CorrectionStanding::Answered { .. } => {
            Err(Refusal::CorrectionAnswered)
        }
    }
}

/// What may be answered, or answered otherwise, as long as nothing is signed off.
fn answerable(asked: Context<'_>, id: &CorrectionId) -> Result<(), Refusal> {
    let there = found(Noun::Correction, asked.table.circulation.correction(id))?;
    asked.needs_unsigned_outcome()?;
    if there.is_withdrawn() {
        return Err(Refusal::CorrectionWithdrawn);
    }
    Ok(())
}

fn accept(asked: Context<'_>, id: CorrectionId, read: &str, answer: &str) -> Decision {
    asked.needs_to_conclude()?;
    let there = asked.table.circulation.correction(&id);
    if let Some(CorrectionStanding::Accepted {
        read: now,
        answer: said,
        ..
    }) = there.map(|it| &it.standing)
        && now == read
        && said == answer
    {
        return Ok(Vec::new());
    }
    answerable(asked, &id)?;
    short(read, Noun::Text, limits::CORRECTION)?;
    short(answer, Noun::Reply, limits::REMARK)?;
    if there.is_some_and(|it| it.words == read) {
        return Err(Refusal::SameWords);
    }
    Ok(vec![CirculationEvent::CorrectionAccepted {
        correction: id,
        read: read.to_owned(),
        answer: answer.to_owned(),
    }])
}

fn reply(asked: Context<'_>, id: CorrectionId, answer: &str) -> Decision {
    asked.needs_to_conclude()?;
    let there = asked.table.circulation.correction(&id);
    if let Some(CorrectionStanding::Answered { answer: said, .. }) = there.map(|it| &it.standing)
        && said == answer
    {
        return Ok(Vec::new());
    }
    answerable(asked, &id)?;
    named(answer, Noun::Reply, limits::REMARK)?;
    Ok(vec![CirculationEvent::CorrectionAnswered {
        correction: id,
        answer: answer.to_owned(),
    }])
}
