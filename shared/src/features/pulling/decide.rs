//! Compiling answers, and pulling words into a text.

use super::command::PullingCommand;
use super::event::PullingEvent;
use super::seen::SIGN;
use super::source::{Source, Taken};
use super::state::Pull;
use crate::document::Root;
use crate::features::answers::{Answered, Disclosure, GuidingQuestion};
use crate::features::people::Role;
use crate::ids::{CompilationId, DelegationId, QuestionId};
use crate::limits;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken};

type Decision = Result<Vec<PullingEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: PullingCommand) -> Decision {
    match command {
        PullingCommand::CompileAnswers {
            compilation,
            question,
        } => compile(asked, compilation, question),
        PullingCommand::PullWords {
            pull: id,
            from,
            taken,
            into,
            seen_taken,
        } => pull(
            asked,
            Pull {
                id,
                from,
                taken,
                into,
                by: Some(asked.who.id.clone()),
            },
            seen_taken,
        ),
    }
}

/// Whoever presides compiles, and so does any facilitator: what everybody may read. Whether there is something, and something
/// new, only the server knows.
fn compile(asked: Context<'_>, id: CompilationId, question: QuestionId) -> Decision {
    runs_it(asked)?;
    let there = asked.question(&question)?;
    let pulling = &asked.table.pulling;
    let what = Noun::Compilation;
    if let Some(before) = pulling.compilation(&id) {
        return same_or_taken(what, before.question == question);
    }
    can_be_compiled(there)?;
    asked.needs_open_table()?;
    has_room(what, pulling.compilations.len(), limits::COMPILATIONS)?;
    Ok(vec![PullingEvent::AnswersCompiled {
        compilation: id,
        question,
        digest: String::new(),
    }])
}

/// Refuses where there are no answers that everybody reads side by side.
pub(crate) fn can_be_compiled(question: &GuidingQuestion) -> Result<(), Refusal> {
    if question.answered != Answered::Both {
        return Err(Refusal::NotAnsweredSo);
    }
    if question.disclosure == Disclosure::Private {
        return Err(Refusal::AnswersPrivate);
    }
    Ok(())
}

fn runs_it(asked: Context<'_>) -> Result<(), Refusal> {
    let facilitates = asked.needs_role(Role::Facilitator);
    facilitates.or_else(|_| asked.needs_to_preside())
}

/// Whoever may write a text now pulls words into it, and all words at once whoever runs the table.
fn pull(asked: Context<'_>, wanted: Pull, seen_taken: u32) -> Decision {
    let pulling = &asked.table.pulling;
    let what = Noun::Passage;
    if let Some(there) = pulling.pulls.iter().find(|it| it.id == wanted.id) {
        let by = there.by.clone();
        return same_or_taken(what, *there == Pull { by, ..wanted });
    }
    let into = found(Noun::Root, Root::parse(&wanted.into))?;
    may_go(asked, &wanted, &into)?;
    asked.table.may_write(asked.who, &into)?;
    let runs = runs_it(asked);
    if wanted.taken == Taken::All {
        runs.clone()?;
    }
    // Which words were published from a desk, only those know whose it is.
    let sees = match &wanted.from {
        Source::Desk { desk, .. } => desk.as_ref() == asked.who.speaks_for(),
        Source::Own { .. } | Source::Compilation { .. } | Source::Table { .. } => true,
    };
    if sees && pulling.times_taken(&wanted.from, &wanted.taken, &wanted.into) > seen_taken {
        return Err(Refusal::JustTaken);
    }
    if runs.is_err() {
        has_room(what, pulling.pulled_by(&asked.who.id), limits::PULLS_EACH)?;
        has_room(what, pulling.pulls.len(), limits::PULLS_OF_OTHERS)?;
    }
    has_room(what, pulling.pulls.len(), limits::PULLS)?;
    Ok(vec![PullingEvent::WordsPulled {
        pull: wanted.id,
        from: wanted.from,
        taken: wanted.taken,
        into: wanted.into,
        read_at: None,
        hands: Vec::new(),
    }])
}

/// Refuses a source that is not there, and a text into which its words do not go.
fn may_go(asked: Context<'_>, wanted: &Pull, into: &Root) -> Result<(), Refusal> {
    match &wanted.from {
        Source::Compilation { compilation } => {
            let there = asked.table.pulling.compilation(compilation);
            let question = &found(Noun::Compilation, there)?.question;
            let is_its_joint_answer = matches!(into, Root::Joint(of) if of == question);
            found(Noun::Root, is_its_joint_answer.then_some(()))?;
            let of_it = |root: Root| match root {
                Root::Own(of, _) | Root::Private(of, _) => of == *question,
                Root::Joint(_)
                | Root::Practice(..)
                | Root::Summary
                | Root::Desk(_)
                | Root::Section(_)
                | Root::Notes => false,
            };
            let is_of_it = match &wanted.taken {
                Taken::All => true,
                Taken::Text { root } | Taken::Paragraph { root, .. } => {
                    Root::parse(root).is_some_and(of_it)
                }
                Taken::Stretch { .. } => false,
            };
            found(Noun::Passage, is_of_it.then_some(()))
        }
        Source::Table { table, seen } if is_along(asked, &wanted.taken, into) => {
            // Everybody read it there.
            let is_public = !is_private(asked, into) && !is_desk_of(&wanted.taken);
            let is_elsewhere = *table != asked.table.id && is_public;
            found(
                Noun::Table,
                (is_elsewhere && seen.len() == SIGN).then_some(()),
            )
        }
        Source::Own { table, of, seen } => {
            let of = found(Noun::Root, of.clone())?;
            if asked.speaks_for()? != &of || !is_along(asked, &wanted.taken, into) {
                return Err(Refusal::NotYours);
            }
            let is_elsewhere = *table != asked.table.id && is_private(asked, into);
            found(
                Noun::Table,
                (is_elsewhere && seen.len() == SIGN).then_some(()),
            )
        }
        Source::Table { table, seen } => {
            may_read_elsewhere(asked)?;
            let is_joint = matches!(into, Root::Joint(_));
            found(Noun::Root, is_joint.then_some(()))?;
            let is_elsewhere = *table != asked.table.id;
            found(Noun::Table, is_elsewhere.then_some(()))?;
            // There, the same question may go by another id, and another by the same: people say what belongs here.
            let root = wanted.taken.root().and_then(Root::parse);
            let is_of_it = root.is_some_and(|root| answers(&root));
            let is_cut = matches!(wanted.taken, Taken::Stretch { .. });
            let is_whole = is_of_it && !is_cut && seen.len() == SIGN;
            found(Noun::Passage, is_whole.then_some(()))
        }
        Source::Desk { desk, seen } => {
            let of = found(Noun::Root, desk.clone())?;
            let desk = Root::Desk(of.clone());
            asked.table.may_write(asked.who, &desk)?;
            asked.needs_to_publish_for(&of)?;
            let is_for_all = matches!(into, Root::Joint(_) | Root::Own(..));
            found(Noun::Root, is_for_all.then_some(()))?;
            let is_of_it = match &wanted.taken {
                Taken::Stretch { root, from, to } => *root == desk.to_string() && from < to,
                Taken::All | Taken::Text { .. } | Taken::Paragraph { .. } => false,
            };
            let is_whole = is_of_it && seen.len() == SIGN;
            found(Noun::Passage, is_whole.then_some(()))
        }
    }
}

/// Whether all of a text of whoever asks is taken along to a text of theirs here: their delegation was asked to this table, say. Which
/// question is the same here, and what stays private, was looked at before, and is theirs to say.
fn is_along(asked: Context<'_>, taken: &Taken, into: &Root) -> bool {
    let Taken::Text { root } = taken else {
        return false;
    };
    let from = Root::parse(root);
    let of = from.as_ref().and_then(of_delegation);
    of.is_some() && of == of_delegation(into) && of == asked.who.speaks_for()
}

/// The delegation whose own text this is.
const fn of_delegation(root: &Root) -> Option<&DelegationId> {
    match root {
        Root::Own(_, of) | Root::Private(_, of) | Root::Desk(of) => Some(of),
        Root::Joint(_) | Root::Practice(..) | Root::Summary | Root::Section(_) | Root::Notes => {
            None
        }
    }
}

/// Whether only the delegation whose it is reads the text here now.
fn is_private(asked: Context<'_>, root: &Root) -> bool {
    match root {
        Root::Desk(_) => true,
        Root::Private(question, _) => {
            let there = asked.table.question(question);
            there.is_some_and(|it| it.disclosure == Disclosure::Private)
        }
        Root::Joint(_)
        | Root::Own(..)
        | Root::Practice(..)
        | Root::Summary
        | Root::Section(_)
        | Root::Notes => false,
    }
}

fn is_desk_of(taken: &Taken) -> bool {
    let root = taken.root().and_then(Root::parse);
    matches!(root, Some(Root::Desk(_)))
}

/// Whether it is an answer to a question.
const fn answers(root: &Root) -> bool {
    match root {
        Root::Joint(_) | Root::Own(..) | Root::Private(..) => true,
        Root::Practice(..) | Root::Summary | Root::Desk(_) | Root::Section(_) | Root::Notes => {
            false
        }
    }
}

/// Whoever runs the table, and the rapporteur, read what other tables of the session answer.
pub(crate) fn may_read_elsewhere(asked: Context<'_>) -> Result<(), Refusal> {
    let reports = asked.needs_role(Role::Rapporteur);
    reports.or_else(|_| runs_it(asked))
}
