//! What was asked without the server: that it waits, and what of it came too late.

use leptos::prelude::*;
use shared::features::agenda::AgendaCommand;
use shared::features::answers::AnswerCommand;
use shared::features::ballots::BallotCommand;
use shared::features::chair::ChairCommand;
use shared::features::circulation::CirculationCommand;
use shared::features::comments::CommentCommand;
use shared::features::commitments::CommitmentCommand;
use shared::features::desks::DeskCommand;
use shared::features::floor::FloorCommand;
use shared::features::lead::LeadCommand;
use shared::features::no_objection::NoObjectionCommand;
use shared::features::practices::PracticeCommand;
use shared::features::projector::ProjectorCommand;
use shared::features::pulling::PullingCommand;
use shared::features::report::ReportCommand;
use shared::features::revisions::RevisionCommand;
use shared::features::roll_call::RollCallCommand;
use shared::features::sign_off::SignOffCommand;
use shared::features::temperature::TemperatureCommand;
use shared::features::themes::ThemeCommand;
use shared::table::Command;
use shared::table::RoundTable;

use crate::features::answers::stages::stage_key;
use crate::features::temperature::leaning_key;
use crate::{
    live::{LiveTable, Waiting},
    views::{For, handler, memo, said},
    words::{Wording, use_words},
};

/// A strip under the bar, which stays in view; nothing while nothing waits.
#[component]
pub fn WaitingStrip(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let waiting = move || {
        let all = live.waiting.get();
        if all.is_empty() || !live.has_to_wait() {
            return None;
        }
        let all: Vec<_> = all
            .iter()
            .map(|it| name(words, live, &it.command))
            .collect();
        Some(words.tell("waiting", &[("what", all.join(" · ").into())]))
    };
    let waits = memo(move || waiting().is_some());
    view! {
        <div class="waiting-strip" class:empty=move || !waits.get() && live.too_late.with(Vec::is_empty)>
            <p class="small" role="status" prop:textContent=said(waiting)></p>
            <For each=move || live.too_late.get() key=|(waiting, _)| waiting.request let((waiting, refusal))>
                <TooLate live waiting why=words.refusal(&refusal) />
            </For>
        </div>
    }
}

/// What did not happen, and why.
#[component]
fn TooLate(live: LiveTable, waiting: Waiting, why: String) -> impl IntoView {
    let words = use_words();
    let key = if matches!(
        waiting.command,
        Command::Ballots(BallotCommand::CastVote { .. } | BallotCommand::CastBallot { .. })
    ) {
        "too-late-vote"
    } else {
        "too-late"
    };
    let what = name(words, live, &waiting.command);
    let text = words.tell(key, &[("what", what.into()), ("why", why.into())]);
    let request = waiting.request;
    let dismiss = move |_| {
        live.too_late
            .update(|all| all.retain(|(other, _)| other.request != request));
    };
    view! {
        <div class="too-late small" role="alert">
            <p prop:textContent=text></p>
            <button type="button" class="quiet small" on:click=handler(dismiss)>
                {words.say("dismiss")}
            </button>
        </div>
    }
}

/// What was asked, in a few words.
fn name(words: Wording, live: LiveTable, command: &Command) -> String {
    let about = |key: &str, name: &str, value: String| words.tell(key, &[(name, value.into())]);
    let titled = |key: &str, title: Option<String>| about(key, "title", title.unwrap_or_default());
    let of_table = |read: &dyn Fn(&RoundTable) -> Option<String>| {
        live.table
            .with_untracked(|table| table.as_ref().and_then(read))
    };
    let practice = |id| of_table(&|table| Some(table.practice(id)?.card.title.clone()));
    match command {
        Command::Agenda(AgendaCommand::Move { to, .. }) => {
            let item = of_table(&|table| Some(words.point(&table.agenda, to)));
            about("asked-move", "item", item.unwrap_or_default())
        }
        Command::Agenda(
            AgendaCommand::AddItem { .. }
            | AgendaCommand::ReviseItem { .. }
            | AgendaCommand::PutItem { .. }
            | AgendaCommand::SplitItem { .. }
            | AgendaCommand::RemoveItem { .. }
            | AgendaCommand::SetAgenda { .. },
        ) => words.say("asked-agenda"),
        Command::Agenda(AgendaCommand::TakeBackMove { .. }) => words.say("asked-take-back"),
        Command::Agenda(AgendaCommand::KeepTime { ends, left }) => words.say(match (ends, left) {
            (Some(_), _) => "asked-clock",
            (None, Some(_)) => "asked-clock-pause",
            (None, None) => "asked-clock-off",
        }),
        Command::Projector(ProjectorCommand::Project { .. }) => words.say("projector-shows"),
        Command::Revisions(command) => of_revisions(words, command),
        Command::Pulling(PullingCommand::CompileAnswers { .. }) => words.say("compilation-make"),
        Command::Pulling(PullingCommand::PullWords { .. }) => words.say("pull-take"),
        Command::Desks(command) => {
            let (key, id) = match command {
                DeskCommand::ShareDesk { with } => ("asked-share-desk", with),
                DeskCommand::UnshareDesk { with } => ("asked-unshare-desk", with),
            };
            let name = of_table(&|table| Some(table.delegation(id)?.short.clone()));
            about(key, "name", name.unwrap_or_default())
        }
        Command::Chair(ChairCommand::HandOverChair { .. }) => words.say("chair-hand-over"),
        Command::Lead(LeadCommand::LeadRoom { .. }) => words.say("lead-here"),
        Command::Lead(LeadCommand::LetRoomGo) => words.say("lead-let-go"),
        Command::Floor(command) => words.say(of_floor(command)),
        Command::Temperature(command) => of_temperature(words, command),
        Command::Themes(ThemeCommand::SetThemes { .. }) => words.say("themes-edit"),
        Command::Themes(ThemeCommand::SetAnswerThemes(_)) => words.say("answer-themes-set"),
        Command::RollCall(command) => words.say(of_roll(command)),
        Command::Report(command) => words.say(of_report(command)),
        Command::NoObjection(command) => words.say(of_wording(command)),
        Command::Circulation(command) => words.say(of_drafts(command)),
        Command::Commitments(CommitmentCommand::KeepCommitment { .. }) => {
            words.say("commitment-keep")
        }
        Command::Commitments(CommitmentCommand::StrikeCommitment { .. }) => {
            words.say("commitment-strike")
        }
        Command::SignOff(command) => words.say(of_signing(command)),
        Command::Comments(command) => of_comments(words, command),
        Command::Answers(command) => of_answers(words, command),
        Command::Agenda(AgendaCommand::ShowReadiness { ready }) => words.say(match ready {
            true => "asked-ready",
            false => "asked-not-ready",
        }),
        Command::Practices(
            PracticeCommand::BringPractice { card, .. }
            | PracticeCommand::BringFromFile { card, .. },
        ) => titled("asked-bring-practice", Some(card.title.clone())),
        Command::Practices(PracticeCommand::RevisePractice { card, .. }) => {
            titled("asked-revise-practice", Some(card.title.clone()))
        }
        Command::Practices(PracticeCommand::WithdrawPractice { practice: id }) => {
            titled("asked-withdraw-practice", practice(id))
        }
        Command::Practices(PracticeCommand::EndorsePractice {
            practice: id,
            endorsed,
        }) => {
            let key = match endorsed {
                true => "asked-endorse",
                false => "asked-unendorse",
            };
            titled(key, practice(id))
        }
        Command::Practices(PracticeCommand::AskOnPractice { text, .. }) => {
            about("asked-question", "text", text.clone())
        }
        Command::Practices(PracticeCommand::AnswerRemark { text, .. }) => {
            about("asked-answer", "text", text.clone())
        }
        Command::Ballots(command) => of_ballots(words, live, command),
    }
}

/// What was asked about ballots.
fn of_ballots(words: Wording, live: LiveTable, command: &BallotCommand) -> String {
    let of_table = |read: &dyn Fn(&RoundTable) -> Option<String>| {
        let found = live
            .table
            .with_untracked(|table| table.as_ref().and_then(read));
        found.unwrap_or_default()
    };
    let titled = |key: &str, title: String| words.tell(key, &[("title", title.into())]);
    let ballot = |id| of_table(&|table| Some(table.ballot(id)?.rules.title.clone()));
    match command {
        BallotCommand::OpenBallot { rules, .. } => titled("asked-open-ballot", rules.title.clone()),
        BallotCommand::CloseBallot { ballot: id } => titled("asked-close-ballot", ballot(id)),
        BallotCommand::CancelBallot { ballot: id, .. } => titled("asked-cancel-ballot", ballot(id)),
        BallotCommand::CastBallot { ballot: id, .. } => titled("asked-cast-ballot", ballot(id)),
        BallotCommand::EnterVote { ballot: id, .. }
        | BallotCommand::EnterBallot { ballot: id, .. } => titled("asked-enter-paper", ballot(id)),
        BallotCommand::RemindVoters { .. } => words.say("ballot-remind"),
        BallotCommand::CastVote {
            practice: id,
            choice,
            ..
        } => {
            let choice = words.say(&format!("choice-{}", choice.as_str()));
            let title = of_table(&|table| Some(table.practice(id)?.card.title.clone()));
            words.tell(
                "asked-vote",
                &[("choice", choice.into()), ("title", title.into())],
            )
        }
    }
}

/// What was asked about comments.
fn of_comments(words: Wording, command: &CommentCommand) -> String {
    match command {
        CommentCommand::Comment { text, .. } => {
            words.tell("asked-comment", &[("text", text.clone().into())])
        }
        CommentCommand::ReplyToComment { text, .. } => {
            words.tell("asked-reply", &[("text", text.clone().into())])
        }
        CommentCommand::ResolveComment { resolved, .. } => words.say(match resolved {
            true => "asked-resolve-comment",
            false => "asked-reopen-comment",
        }),
        CommentCommand::WithdrawComment { .. } => words.say("asked-withdraw-comment"),
    }
}

const fn of_wording(command: &NoObjectionCommand) -> &'static str {
    match command {
        NoObjectionCommand::PutWording { .. } => "asked-put-wording",
        NoObjectionCommand::Object { .. } => "asked-object",
        NoObjectionCommand::WithdrawObjection { .. } => "asked-withdraw-objection",
        NoObjectionCommand::AddTime { .. } => "asked-more-time",
        NoObjectionCommand::CancelNoObjection { .. } => "asked-cancel-wording",
        NoObjectionCommand::ExplainPosition { .. } => "asked-explain",
        NoObjectionCommand::RecordReservation { .. } => "asked-reserve-wording",
    }
}

const fn of_report(command: &ReportCommand) -> &'static str {
    match command {
        ReportCommand::BeginReport { .. } => "asked-begin-report",
        ReportCommand::ChangeReport { .. } => "asked-report-setting",
        ReportCommand::AddSection { .. }
        | ReportCommand::RenameSection { .. }
        | ReportCommand::PlaceSection { .. }
        | ReportCommand::LeaveOutSection { .. } => "asked-report-sections",
        ReportCommand::BringIn { .. } => "asked-bring-in",
    }
}

const fn of_drafts(command: &CirculationCommand) -> &'static str {
    match command {
        CirculationCommand::CirculateDraft { .. } => "circulation-circulate",
        CirculationCommand::ExtendCirculation { .. } => "circulation-extend",
        CirculationCommand::OfferCorrection { .. } => "correction-offer",
        CirculationCommand::WithdrawCorrection { .. } => "correction-withdraw",
        CirculationCommand::AcceptCorrection { .. } => "correction-accept",
        CirculationCommand::AnswerCorrection { .. } => "correction-answer",
    }
}

const fn of_signing(command: &SignOffCommand) -> &'static str {
    match command {
        SignOffCommand::SignOutcome { .. } => "sign-off-sign",
        SignOffCommand::ReopenOutcome { .. } => "sign-off-reopen",
        SignOffCommand::PublishOutcome { .. } => "sign-off-publish",
        SignOffCommand::UnpublishOutcome => "sign-off-unpublish",
    }
}

const fn of_roll(command: &RollCallCommand) -> &'static str {
    match command {
        RollCallCommand::CallRoll { .. } => "roll-call",
        RollCallCommand::DeclarePresent { .. } => "asked-presence",
        RollCallCommand::SetQuorum { .. } => "asked-quorum",
        RollCallCommand::NameHead { .. } => "asked-head",
        RollCallCommand::ReserveVoting { .. } => "asked-reserve",
        RollCallCommand::ReservePublishing { .. } => "asked-reserve-publishing",
    }
}

fn of_temperature(words: Wording, command: &TemperatureCommand) -> String {
    match command {
        TemperatureCommand::AskTemperature { .. } => words.say("asked-temperature"),
        TemperatureCommand::SayTemperature { leaning, .. } => {
            let leaning = words.say(&leaning_key(*leaning));
            words.tell("asked-temperature-say", &[("leaning", leaning.into())])
        }
        TemperatureCommand::EndTemperature { .. } => words.say("asked-temperature-end"),
    }
}

fn of_revisions(words: Wording, command: &RevisionCommand) -> String {
    match command {
        RevisionCommand::FreezeRevision { name, .. } => {
            words.tell("asked-freeze", &[("name", name.as_str().into())])
        }
        RevisionCommand::RestorePassage { .. } => words.say("revision-put-back"),
    }
}

/// What was asked about answers.
fn of_answers(words: Wording, command: &AnswerCommand) -> String {
    match command {
        AnswerCommand::ReviseQuestion { .. } => words.say("question-change"),
        AnswerCommand::AddQuestion { wording, .. } => {
            let text = wording.text.clone();
            words.tell("asked-add-question", &[("text", text.into())])
        }
        AnswerCommand::LockAnswer { locked: true, .. } => words.say("answer-lock"),
        AnswerCommand::LockAnswer { locked: false, .. } => words.say("answer-unlock"),
        AnswerCommand::KeepPrivate { .. } => words.say("answers-keep-private"),
        AnswerCommand::RevealAnswers { .. } => words.say("answers-reveal"),
        AnswerCommand::SetStage { to, .. } => words.say(stage_key(*to)),
    }
}

/// What was asked about the floor: the words' key.
const fn of_floor(command: &FloorCommand) -> &'static str {
    match command {
        FloorCommand::AskForFloor { .. } => "floor-ask",
        FloorCommand::WithdrawFromList { .. } => "floor-withdraw",
        FloorCommand::HandInStatement { .. } => "statement-title",
        FloorCommand::TakeBackStatement { .. } => "statement-take-back",
        FloorCommand::ConfirmStatement { .. } => "statement-confirm",
        FloorCommand::DropKeptStatement => "statement-drop-kept",
        FloorCommand::GiveFloor { .. } => "asked-give-floor",
        FloorCommand::SkipSpeaker { .. } => "asked-skip",
        FloorCommand::MoveSpeaker { .. } => "asked-move-speaker",
        FloorCommand::PauseSpeech { .. } => "floor-pause",
        FloorCommand::ResumeSpeech { .. } => "floor-resume",
        FloorCommand::EndSpeech { .. } => "floor-end",
        FloorCommand::ReturnToList { .. } => "floor-return",
        FloorCommand::RuleOnPoint { .. } => "asked-rule",
        FloorCommand::WarnOfClosing { .. } => "floor-warn",
        FloorCommand::CloseList { .. } => "asked-close-list",
        FloorCommand::ReopenList => "floor-reopen",
        FloorCommand::OrderList { .. } => "order-set",
        FloorCommand::LimitTime { .. } => "asked-limit",
        FloorCommand::ExtendSpeech { .. } => "floor-more",
        FloorCommand::ExtendAll { .. } => "floor-more-all",
        FloorCommand::BeginTour { .. } => "floor-tour",
        FloorCommand::BeginRound { .. } => "floor-round",
    }
}
