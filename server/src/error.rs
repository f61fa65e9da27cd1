//! Why a request is not answered as it was hoped. A [`Problem`] becomes words in one place, for people,
//! and a code and a status, for scripts.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::concept_note::{DocxError, NoteProblem};
use shared::ids::Timestamp;
use shared::practice_file::PracticeFileError;
use shared::refusal::{Noun, Refusal};
use shared::words::Words;

use crate::export::workshop::NoFile;
use crate::store::StoreError;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Problem {
    /// Nobody is known by the request's cookie, or it has none.
    Stranger,
    /// The person belongs elsewhere.
    NotAMember,
    /// A facilitator has taken the person's place away.
    Removed,
    /// Only a facilitator may.
    NotAFacilitator,
    /// The table is closed to observers, and whoever asks is one.
    ClosedToObservers,
    /// A facilitator would remove themselves.
    Yourself,
    /// There is no such page, session, table or invitation.
    NotFound,
    /// The path knows no such method.
    WrongMethod,
    /// No invitation has that secret.
    InvitationUnknown,
    /// The invitation was good once.
    InvitationExpired {
        /// Until when.
        at: Timestamp,
    },
    /// The invitation was taken back.
    InvitationRevoked,
    /// As many people have come in by the invitation as it was for.
    InvitationUsedUp {
        /// How many.
        most: u32,
    },
    /// An invitation is for at least one person and at most this many, or for any number.
    BadUses {
        /// The most.
        most: u32,
    },
    /// No link for another device has that secret, or it was used, or its minutes are over.
    DeviceLinkOver,
    /// No session has that join code.
    CodeUnknown,
    /// The join code was good once.
    CodeExpired {
        /// Until when.
        at: Timestamp,
    },
    /// The join code was taken back.
    CodeRevoked,
    /// Wrong join codes were tried too often.
    CodesTooOften,
    /// A join code is good for at least an hour and at most this many.
    BadHours {
        /// The most.
        most: u32,
    },
    /// So many people knock that nobody else may.
    DoorFull,
    /// Whoever knocks has a place in the session.
    AlreadyIn,
    /// Whoever is answered does not knock any more.
    NotWaiting,
    /// A delegate's invitation names no delegation of the session, or another role's names one.
    InvitationUnfit,
    /// An invitation is good for at least a day and at most this many.
    BadDays {
        /// The most.
        most: u32,
    },
    /// The domain says no.
    Refused(Refusal),
    /// A session has more of something than it can.
    TooManyTables {
        /// The most.
        most: usize,
    },
    /// No session can be made of the concept note yet.
    Note(NoteProblem),
    /// The file is no Word document that can be read.
    Docx(DocxError),
    /// The file is no collection of practices that can be read.
    PracticeFile(PracticeFileError),
    /// The file is no text.
    UnreadableText,
    /// It is a PDF, which browsers read.
    Pdf,
    /// The body is not the JSON that is expected.
    BadBody {
        /// Where it stops making sense.
        detail: String,
    },
    /// The body is of another type than is expected.
    WrongType,
    /// The body is too large.
    TooLarge,
    /// The request was sent by a page of another site.
    ForeignOrigin,
    /// A table is reached by a websocket only.
    NoWebsocket,
    /// Invitations were tried too often from one address.
    TooOften,
    /// One person asks for more than they can read.
    AskedTooOften,
    /// The table has no revision of that number.
    NoSuchRevision {
        /// The number.
        number: u32,
    },
    /// Changes since a revision are shown by Word files only.
    ChangesOnlyInWord,
    /// It took too long.
    TooSlow,
    /// What was asked could not be made durable; nothing changed.
    NotSaved,
    /// The table's log is damaged.
    Damaged,
    /// A newer build has written to the log, and this one does not understand it.
    Newer,
    /// The server is stopping.
    Stopping,
    /// The server was built without the pages for browsers.
    NoClient,
    /// Something that should not happen.
    Internal,
}

impl Problem {
    /// A stable code, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::NotAMember => "not-a-member",
            Self::Removed => "removed",
            Self::ClosedToObservers => "closed-to-observers",
            Self::NotAFacilitator => "not-a-facilitator",
            Self::Yourself => "yourself",
            Self::NotFound => "not-found",
            Self::WrongMethod => "wrong-method",
            Self::InvitationUnknown => "invitation-unknown",
            Self::InvitationExpired { .. } => "invitation-expired",
            Self::InvitationRevoked => "invitation-revoked",
            Self::InvitationUsedUp { .. } => "invitation-used-up",
            Self::BadUses { .. } => "bad-uses",
            Self::DeviceLinkOver => "device-link-over",
            Self::CodeUnknown => "code-unknown",
            Self::CodeExpired { .. } => "code-expired",
            Self::CodeRevoked => "code-revoked",
            Self::CodesTooOften => "codes-too-often",
            Self::BadHours { .. } => "bad-hours",
            Self::DoorFull => "door-full",
            Self::AlreadyIn => "already-in",
            Self::NotWaiting => "not-waiting",
            Self::InvitationUnfit => "invitation-unfit",
            Self::BadDays { .. } => "bad-days",
            Self::Refused(refusal) => refusal.code(),
            Self::TooManyTables { .. } => "too-many-tables",
            Self::Note(problem) => problem.key(),
            Self::Docx(error) => error.code(),
            Self::PracticeFile(error) => error.code(),
            Self::UnreadableText => "unreadable-text",
            Self::Pdf => "pdf",
            Self::BadBody { .. } => "bad-body",
            Self::WrongType => "wrong-type",
            Self::TooLarge => "too-large",
            Self::ForeignOrigin => "foreign-origin",
            Self::NoWebsocket => "no-websocket",
            Self::TooOften => "too-often",
            Self::AskedTooOften => "asked-too-often",
            Self::NoSuchRevision { .. } => "no-such-revision",
            Self::ChangesOnlyInWord => "changes-only-in-word",
            Self::TooSlow => "too-slow",
            Self::NotSaved => "not-saved",
            Self::Damaged => "damaged",
            Self::Newer => "newer",
            Self::Stopping => "stopping",
            Self::NoClient => "no-client",
            Self::Internal => "internal",
        }
    }
}

impl Problem {
    /// The status that goes with it.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Stranger => StatusCode::UNAUTHORIZED,
            Self::NotAMember
            | Self::Removed
            | Self::ClosedToObservers
            | Self::NotAFacilitator
            | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::NotFound
            | Self::InvitationUnknown
            | Self::CodeUnknown
            | Self::NotWaiting
            | Self::NoSuchRevision { .. } => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::InvitationExpired { .. }
            | Self::InvitationRevoked
            | Self::InvitationUsedUp { .. }
            | Self::DeviceLinkOver
            | Self::CodeExpired { .. }
            | Self::CodeRevoked => StatusCode::GONE,
            Self::Yourself
            | Self::DoorFull
            | Self::AlreadyIn
            | Self::Refused(
                Refusal::DuplicateDelegation { .. }
                | Refusal::IdTaken { .. }
                | Refusal::TooMany { .. },
            ) => StatusCode::CONFLICT,
            Self::TooOften
            | Self::CodesTooOften
            | Self::AskedTooOften
            | Self::Refused(Refusal::TooOften) => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_)
            | Self::InvitationUnfit
            | Self::BadDays { .. }
            | Self::BadHours { .. }
            | Self::BadUses { .. }
            | Self::TooManyTables { .. }
            | Self::Note(_)
            | Self::Docx(_)
            | Self::PracticeFile(_)
            | Self::UnreadableText
            | Self::Pdf => StatusCode::UNPROCESSABLE_ENTITY,
            Self::BadBody { .. } | Self::ChangesOnlyInWord => StatusCode::BAD_REQUEST,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoWebsocket => StatusCode::UPGRADE_REQUIRED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NotSaved | Self::Damaged | Self::Newer | Self::Stopping | Self::NoClient => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What went wrong and what to do, for people.
    pub fn message(&self, words: &Words) -> String {
        let key = format!("problem-{}", self.code());
        match self {
            Self::Refused(refusal) => words.refusal(refusal),
            Self::Note(problem) => {
                let values = problem
                    .values()
                    .into_iter()
                    .map(|(name, value)| (name, value.into()));
                words.tell(problem.key(), &values.collect::<Vec<_>>())
            }
            Self::Docx(error) => words.say(&error.key()),
            Self::PracticeFile(error) => {
                let values = error.values().into_iter();
                let values = values.map(|(name, value)| (name, value.into()));
                words.tell(&error.key(), &values.collect::<Vec<_>>())
            }
            Self::InvitationExpired { at } | Self::CodeExpired { at } => {
                words.tell(&key, &[("when", words.moment(*at).into())])
            }
            Self::BadDays { most }
            | Self::BadHours { most }
            | Self::BadUses { most }
            | Self::InvitationUsedUp { most } => words.tell(&key, &[("most", (*most).into())]),
            Self::TooManyTables { most } => words.tell(&key, &[("most", (*most).into())]),
            Self::NoSuchRevision { number } => {
                words.tell(&key, &[("number", number.to_string().into())])
            }
            Self::BadBody { detail } => words.tell(&key, &[("detail", detail.as_str().into())]),
            Self::Stranger
            | Self::NotAMember
            | Self::Removed
            | Self::ClosedToObservers
            | Self::NotAFacilitator
            | Self::Yourself
            | Self::NotFound
            | Self::WrongMethod
            | Self::InvitationUnknown
            | Self::InvitationRevoked
            | Self::InvitationUnfit
            | Self::DeviceLinkOver
            | Self::CodeUnknown
            | Self::CodeRevoked
            | Self::CodesTooOften
            | Self::DoorFull
            | Self::AlreadyIn
            | Self::NotWaiting
            | Self::UnreadableText
            | Self::Pdf
            | Self::WrongType
            | Self::TooLarge
            | Self::ForeignOrigin
            | Self::NoWebsocket
            | Self::TooOften
            | Self::AskedTooOften
            | Self::ChangesOnlyInWord
            | Self::TooSlow
            | Self::NotSaved
            | Self::Damaged
            | Self::Newer
            | Self::Stopping
            | Self::NoClient
            | Self::Internal => words.say(&key),
        }
    }
}

/// The words are found in one place, `http::answer`, which knows in which language to speak.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooMany {
                what: Noun::Table,
                most,
            } => Self::TooManyTables { most },
            refusal => Self::Refused(refusal),
        }
    }
}

impl From<NoteProblem> for Problem {
    fn from(problem: NoteProblem) -> Self {
        Self::Note(problem)
    }
}

impl From<NoFile> for Problem {
    fn from(error: NoFile) -> Self {
        tracing::error!(%error, "a file was not made");
        match error {
            NoFile::TooSlow => Self::TooSlow,
            NoFile::Failed(_) | NoFile::Process(_) | NoFile::Panicked => Self::Internal,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::UnknownTable(_) | StoreError::Missing => Self::NotFound,
            StoreError::Damaged(damage) => {
                tracing::error!(%damage, "the log is damaged");
                Self::Damaged
            }
            StoreError::Closed => Self::Stopping,
            StoreError::Full | StoreError::Failed(_) | StoreError::Silent => {
                tracing::error!(%error, "the store failed");
                Self::NotSaved
            }
            StoreError::BadUrl
            | StoreError::NewerSchema { .. }
            | StoreError::Taken
            | StoreError::Moved
            | StoreError::Unsupported
            | StoreError::Compacted { .. }
            | StoreError::OutOfRange
            | StoreError::BackupExists
            | StoreError::BackupFile(_)
            | StoreError::BackupElsewhere => {
                tracing::error!(%error, "the store was used wrongly");
                Self::Internal
            }
        }
    }
}
