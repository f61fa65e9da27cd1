//! What somebody asks of the table.

use crate::features::agenda::AgendaCommand;
use crate::features::answers::AnswerCommand;
use crate::features::ballots::BallotCommand;
use crate::features::chair::ChairCommand;
use crate::features::circulation::CirculationCommand;
use crate::features::comments::CommentCommand;
use crate::features::commitments::CommitmentCommand;
use crate::features::desks::DeskCommand;
use crate::features::floor::FloorCommand;
use crate::features::lead::LeadCommand;
use crate::features::no_objection::NoObjectionCommand;
use crate::features::practices::PracticeCommand;
use crate::features::projector::ProjectorCommand;
use crate::features::pulling::PullingCommand;
use crate::features::report::ReportCommand;
use crate::features::revisions::RevisionCommand;
use crate::features::roll_call::RollCallCommand;
use crate::features::sign_off::SignOffCommand;
use crate::features::temperature::TemperatureCommand;
use crate::features::themes::ThemeCommand;
use crate::tagged::composed;

composed! {
    "command",
    /// What a participant asks. Ids are made by the client, so that asking twice is the same as once: every command is
    /// idempotent.
    pub enum Command {
        /// Moves, the clock, readiness.
        Agenda(AgendaCommand),
        /// Private texts.
        Desks(DeskCommand),
        /// What can be written.
        Answers(AnswerCommand),
        /// Good practices, and what is said to them.
        Practices(PracticeCommand),
        /// What practices speak to.
        Themes(ThemeCommand),
        /// Ballots and votes.
        Ballots(BallotCommand),
        /// What the room is shown.
        Projector(ProjectorCommand),
        /// Who presides.
        Chair(ChairCommand),
        /// The list of speakers.
        Floor(FloorCommand),
        /// Where everybody looks.
        Lead(LeadCommand),
        /// Comments on passages.
        Comments(CommentCommand),
        /// The text, frozen.
        Revisions(RevisionCommand),
        /// How the room leans.
        Temperature(TemperatureCommand),
        /// What goes from one text into another.
        Pulling(PullingCommand),
        /// Who is present.
        RollCall(RollCallCommand),
        /// What the rapporteurs write.
        Report(ReportCommand),
        /// Wording that stands unless somebody objects.
        NoObjection(NoObjectionCommand),
        /// Drafts of the outcome that go out, and corrections.
        Circulation(CirculationCommand),
        /// Who will do what by when.
        Commitments(CommitmentCommand),
        /// Signing the outcome off.
        SignOff(SignOffCommand),
    }
}
