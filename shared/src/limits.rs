//! How much of everything a table takes, and the checks that texts pass. Texts are counted in characters.

use crate::names::is_invisible;
use crate::refusal::{Noun, Refusal};

/// A person's or delegation's name, or a theme.
pub const NAME: usize = 120;
/// A delegation's short name.
pub const SHORT_NAME: usize = 16;
/// A question's label.
pub const LABEL: usize = 20;
/// The title of a practice or ballot, or a place and time.
pub const TITLE: usize = 200;
/// A contact or link on a card.
pub const CONTACT: usize = 500;
/// A question on a practice, or its answer; a comment, or a reply to it.
pub const REMARK: usize = 2_000;
/// The words that a comment keeps of its passage.
pub const QUOTE: usize = 500;
/// Comments at one table, those taken back among them.
pub const COMMENTS: usize = 1_000;
/// Of these, comments of one person, those taken back included.
pub const COMMENTS_EACH: usize = 200;
/// Characters of all comments and replies at one table together.
pub const COMMENT_TEXTS: usize = 400_000;
/// Replies to one comment.
pub const REPLIES: usize = 50;
/// Why a ballot was cancelled.
pub const REASON: usize = 500;
/// What a ballot keeps of one field of a practice, as it was when the ballot was opened; and the wording that is put with a time to
/// object.
pub const WORDING: usize = 20_000;
/// Bytes of wording that is put, as it is kept: with its formats and the addresses of its links.
pub const WORDING_BYTES: usize = 120_000;
/// Questions on one practice.
pub const REMARKS: usize = 200;
/// Tables of one session.
pub const TABLES: usize = 500;
/// Delegations at one table.
pub const DELEGATIONS: usize = 200;
/// People who belong to one session.
pub const PARTICIPANTS: usize = 5_000;
/// Guiding questions of one note, and at one table.
pub const QUESTIONS: usize = 50;
/// Themes of one note, and at one table.
pub const THEMES: usize = 40;
/// Practices at one table.
pub const PRACTICES: usize = 500;
/// Items on one agenda.
pub const AGENDA_ITEMS: usize = 60;
/// What a clock that stands still may have left, in milliseconds: a day.
pub const CLOCK: u64 = 86_400_000;
/// Minutes of one item.
pub const MINUTES: u32 = 600;
/// Steps that the projector goes down.
pub const PAGES: u32 = 1_000;
/// An announcement.
pub const ANNOUNCEMENT: usize = 500;
/// Announcements that a table keeps.
pub const ANNOUNCEMENTS: usize = 20;
/// And that a session keeps, for tables that have yet to take them: more than may be said in a minute.
pub const SESSION_ANNOUNCEMENTS: usize = 200;
/// Announcements of one facilitator in a minute.
pub const ANNOUNCEMENTS_A_MINUTE: usize = 10;
/// Moves of people to other tables by one facilitator in a minute.
pub const MOVES_A_MINUTE: usize = 60;
/// Minutes until when everybody is called back.
pub const CALL_MINUTES: u32 = 60;
/// Ballots at one table.
pub const BALLOTS: usize = 200;
/// Options on one ballot that is cast as a whole.
pub const BALLOT_OPTIONS: usize = 60;
/// What one of them says.
pub const BALLOT_OPTION: usize = 500;
/// Points that a delegation spreads on a ballot.
pub const POINTS: u32 = 1_000;

/// Wording put with a time to object, at one table.
pub const DECISIONS: usize = 100;
/// Characters of all of it together to which one may still object, with what was said to it.
pub const DECISION_TEXTS: usize = 400_000;
/// And of all that was ever put, with what was said to it: whoever comes gets all of it at once.
pub const ALL_DECISION_TEXTS: usize = 2_000_000;
/// For how many seconds one may object in the room.
pub const ROOM_SECONDS: std::ops::RangeInclusive<u32> = 10..=1_800;
/// How long silence may last, in milliseconds: ninety days.
pub const SILENCE: u64 = 90 * 86_400_000;

/// Drafts of one table's outcome that go out. Each holds all of it.
pub const DRAFTS: usize = 20;
/// For how long a draft may be out, in milliseconds: ninety days.
pub const CIRCULATION_TIME: u64 = 90 * 86_400_000;
/// Corrections at one table, those taken back among them.
pub const CORRECTIONS: usize = 1_000;
/// Of these, corrections of one delegation.
pub const CORRECTIONS_EACH: usize = 200;
/// The words that a correction is about, and what they should read.
pub const CORRECTION: usize = 2_000;
/// Characters of all corrections at one table together, with their answers.
pub const CORRECTION_TEXTS: usize = 400_000;
/// Of these, characters that one delegation offers.
pub const CORRECTION_TEXTS_EACH: usize = 40_000;
/// How often what was signed is opened again.
pub const VERSIONS: usize = 50;
/// Commitments of one table.
pub const COMMITMENTS: usize = 100;
/// What one of them says.
pub const COMMITMENT: usize = 500;

/// Revisions of one table. Each holds all of its text.
pub const REVISIONS: usize = 50;
/// What is kept of a text that is frozen, in bytes of its canonical form: about a thousand pages.
pub const FROZEN: usize = 4_000_000;
/// Paragraphs of revisions that are put back at one table.
pub const RESTORATIONS: usize = 1_000;
/// Compilations at one table. Each holds the answers of all delegations to a question.
pub const COMPILATIONS: usize = 200;
/// How often words are pulled into the texts of one table.
pub const PULLS: usize = 2_000;
/// Of these, how often by those who do not run it: the last are kept for those who do.
pub const PULLS_OF_OTHERS: usize = 1_500;
/// And by each of them.
pub const PULLS_EACH: usize = 200;

/// What stands before the report, such as its place or its officers.
pub const REPORT_FACT: usize = 500;
/// Sections of the report, those left out among them.
pub const REPORT_SECTIONS: usize = 120;
/// How many words a report may be limited to.
pub const REPORT_WORDS: u32 = 1_000_000;
/// How often something is brought into the report.
pub const BRINGINGS: usize = 1_000;

/// Characters of what stands before a person's name, such as "H.E." or "Director".
pub const PERSON_TITLE: usize = 60;
/// People who knock at one session and wait. A code is no secret in the room: whoever has it must not fill the house.
pub const KNOCKS: usize = 500;
/// Of these, behind one address: a hall is one, and leaves room for those who come from elsewhere.
pub const KNOCKS_OF_ONE: usize = 400;
/// Lines of a session's roster.
pub const ROSTER: usize = 2_000;
/// The whole of it, in bytes.
pub const ROSTER_BYTES: usize = 400_000;

/// People who preside together.
pub const CHAIRS: usize = 8;
/// Speeches that a table keeps of a round; more than two for each delegation, so that all that wait are among them.
pub const SPEECHES: usize = 500;
/// Times between pauses that are kept of a speech.
pub const SPELLS: usize = 50;
/// The text of a statement: some fifteen minutes.
pub const STATEMENT: usize = 12_000;
/// How often one may be handed in for one speech.
pub const STATEMENT_TIMES: usize = 50;
/// Delivered statements that a table keeps at hand; the log keeps all.
pub const DELIVERED: usize = 60;
/// Characters of these together, but for the newest: whoever comes gets all of them at once.
pub const DELIVERED_TEXTS: usize = 60_000;
/// Characters of all statements that wait at one table to be delivered. Of each delegation there is one, and that of whoever speaks.
pub const STATEMENT_TEXTS: usize = 400_000;
/// How long one may speak, and how much may be given beyond that, in seconds.
pub const SPEAKING: u32 = 3 * 3_600;

/// Refuses a text that is empty, too long or holds control characters other than line breaks.
pub fn named(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(Refusal::Empty { what });
    }
    short(text, what, most)
}

/// Refuses a text that is too long or holds control characters other than line breaks.
pub(crate) fn short(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most {
        return Err(Refusal::TooLong { what, most });
    }
    if text.chars().any(is_odd) {
        return Err(Refusal::OddCharacters { what });
    }
    Ok(())
}

fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}
