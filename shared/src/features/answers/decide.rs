//! Asking, wording and locking questions, and who may write their answers.

use super::command::AnswerCommand;
use super::event::AnswerEvent;
use super::question::{Answered, Disclosure, QuestionWording};
use super::stage::Stage;
use crate::features::agenda::{DraftingMode, Openings};
use crate::features::people::Role;
use crate::ids::{DelegationId, QuestionId};
use crate::limits;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken};

type Decision = Result<Vec<AnswerEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: AnswerCommand) -> Decision {
    match command {
        AnswerCommand::LockAnswer { question, locked } => lock_answer(asked, question, locked),
        AnswerCommand::ReviseQuestion { question, wording } => {
            revise_question(asked, question, wording.cleaned())
        }
        AnswerCommand::AddQuestion {
            question,
            wording,
            answered,
        } => add_question(asked, question, wording.cleaned(), answered),
        AnswerCommand::KeepPrivate { question } => keep_private(asked, question),
        AnswerCommand::RevealAnswers { question } => reveal(asked, question),
        AnswerCommand::SetStage { question, from, to } => set_stage(asked, question, from, to),
    }
}

fn keep_private(asked: Context<'_>, question: QuestionId) -> Decision {
    runs_it(asked)?;
    let there = asked.question(&question)?;
    match there.disclosure {
        Disclosure::Private => return Ok(Vec::new()),
        Disclosure::Revealed => return Err(Refusal::AnswersRevealed),
        Disclosure::Open => {}
    }
    if !there.answered.by_delegation() {
        return Err(Refusal::NotAnsweredSo);
    }
    asked.needs_open_table()?;
    Ok(vec![AnswerEvent::AnswersKeptPrivate { question }])
}

fn reveal(asked: Context<'_>, question: QuestionId) -> Decision {
    runs_it(asked)?;
    if asked.question(&question)?.disclosure != Disclosure::Private {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    Ok(vec![AnswerEvent::AnswersRevealed { question }])
}

fn set_stage(
    asked: Context<'_>,
    question: QuestionId,
    from: Option<Stage>,
    to: Option<Stage>,
) -> Decision {
    runs_it(asked)?;
    let there = asked.question(&question)?;
    if there.stage() == to {
        return Ok(Vec::new());
    }
    if there.answered != Answered::Both {
        return Err(Refusal::NotAnsweredSo);
    }
    asked.needs_open_table()?;
    if there.stage() != from {
        return Err(Refusal::StageHasMoved);
    }
    Ok(vec![AnswerEvent::StageSet {
        question,
        stage: to,
    }])
}

/// Whoever presides leads through the answers, and the facilitator prepares it.
fn runs_it(asked: Context<'_>) -> Result<(), Refusal> {
    let facilitates = asked.needs_role(Role::Facilitator);
    facilitates.or_else(|_| asked.needs_to_preside())
}

fn add_question(
    asked: Context<'_>,
    question: QuestionId,
    wording: QuestionWording,
    answered: Answered,
) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let table = asked.table;
    let what = Noun::Question;
    if let Some(there) = table.question(&question) {
        let is_same = there.wording() == wording && there.answered == answered;
        return same_or_taken(what, is_same);
    }
    asked.needs_open_table()?;
    if let Some(fault) = wording.faults().into_iter().next() {
        return Err(fault);
    }
    has_room(what, table.questions.len(), limits::QUESTIONS)?;
    if table.shares_a_seed(&table.roots_of_question(&question, answered)) {
        return Err(Refusal::IdTaken { what });
    }
    Ok(vec![AnswerEvent::QuestionAdded {
        question,
        wording,
        answered,
    }])
}

fn revise_question(asked: Context<'_>, question: QuestionId, wording: QuestionWording) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    if asked.question(&question)?.wording() == wording {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    if let Some(fault) = wording.faults().into_iter().next() {
        return Err(fault);
    }
    Ok(vec![AnswerEvent::QuestionRevised { question, wording }])
}

fn lock_answer(asked: Context<'_>, question: QuestionId, locked: bool) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    if asked.question(&question)?.locked == locked {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    Ok(vec![AnswerEvent::AnswerLocked { question, locked }])
}

/// Whether the joint answer to a question may be written now.
pub(crate) fn may_write_jointly(asked: Context<'_>, question: &QuestionId) -> Result<(), Refusal> {
    let opens = may_write(asked, question, Answered::jointly)?;
    let there = asked.question(question)?;
    there.at_any_stage_known_to(asked.unaware_since, |stage| match stage {
        Some(stage @ Stage::Own) => Err(Refusal::OtherStage { stage }),
        Some(stage @ Stage::Compilation) => {
            runs_it(asked).map_err(|_| Refusal::OtherStage { stage })
        }
        Some(Stage::Joint) | None => Ok(()),
    })?;
    match opens.drafting {
        DraftingMode::Open => Ok(()),
        DraftingMode::ChairOnly => asked.needs_to_preside(),
    }
}

/// Whether a delegation's own answer to a question may be written now, by whoever asks.
pub(crate) fn may_write_own(
    asked: Context<'_>,
    question: &QuestionId,
    delegation: &DelegationId,
) -> Result<(), Refusal> {
    is_own(asked, delegation)?;
    let there = asked.question(question)?;
    let unaware = asked.unaware_since.zip(there.private_since);
    let is_news = unaware.is_some_and(|(since, private)| private > since);
    if there.disclosure != Disclosure::Open && !is_news {
        return Err(Refusal::AnsweredPrivately);
    }
    may_write_alone(asked, question)
}

/// The same for a question that is answered privately, or was until its answers were revealed.
pub(crate) fn may_write_privately(
    asked: Context<'_>,
    question: &QuestionId,
    delegation: &DelegationId,
) -> Result<(), Refusal> {
    is_own(asked, delegation)?;
    if asked.question(question)?.disclosure == Disclosure::Open {
        return Err(Refusal::NotAnsweredSo);
    }
    may_write_alone(asked, question)
}

fn may_write_alone(asked: Context<'_>, question: &QuestionId) -> Result<(), Refusal> {
    may_write(asked, question, Answered::by_delegation)?;
    let there = asked.question(question)?;
    there.at_any_stage_known_to(asked.unaware_since, |stage| match stage {
        Some(stage @ (Stage::Compilation | Stage::Joint)) => Err(Refusal::OtherStage { stage }),
        Some(Stage::Own) | None => Ok(()),
    })
}

fn is_own(asked: Context<'_>, delegation: &DelegationId) -> Result<(), Refusal> {
    found(Noun::Delegation, asked.table.delegation(delegation))?;
    if asked.who.speaks_for() == Some(delegation) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

fn may_write<'a>(
    asked: Context<'a>,
    question: &QuestionId,
    is_so: fn(Answered) -> bool,
) -> Result<&'a Openings, Refusal> {
    let question = asked.question(question)?;
    if !is_so(question.answered) {
        return Err(Refusal::NotAnsweredSo);
    }
    asked.needs_open(Noun::Question, |open| open.answers.holds(&question.id))?;
    let unaware = asked.unaware_since.zip(question.locked_at);
    let is_news = unaware.is_some_and(|(since, locked)| locked > since);
    if question.locked && !is_news {
        return Err(Refusal::Locked);
    }
    Ok(asked.open)
}
