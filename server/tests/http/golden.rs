//! Databases that earlier builds wrote, and that every later one has to open: never written anew, only added to.

use std::path::PathBuf;

use serde_json::Value;
use server::sessions::state::SessionState;
use server::store::Store;
use server::tables::state::TableState;
use shared::document::{DocumentId, Root};
use shared::features::answers::{Disclosure, Stage};
use shared::features::lead::Led;
use shared::features::projector::Projected;
use shared::ids::{ParticipantId, SessionId, TableId};
use shared::prose::plain;
use shared::table::Audience;

use crate::command_line::{DATABASE, Folder};

/// The session that is kept in them.
const SESSION: &str = "ympa045d9swbqfhc";

/// The session that is kept in `day.sqlite`.
const DAY: &str = "urjhmgb8k0rmvvn7";

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

/// A folder with a copy of one of them.
fn opened(name: &str) -> Folder {
    let folder = Folder::new();
    std::fs::copy(golden(name), folder.path("rt.db")).unwrap();
    folder
}

/// The outcome as data, without the moment at which it was made.
fn outcome(folder: &Folder) -> Value {
    let words = ["--session", SESSION, "--format", "json", "--out", "-"];
    let printed = folder.prints(&[&["export"], &DATABASE[..], &words].concat());
    let mut outcomes: Value = serde_json::from_str(&printed).unwrap();
    for outcome in outcomes.as_array_mut().unwrap() {
        outcome.as_object_mut().unwrap().remove("made").unwrap();
    }
    outcomes
}

#[test]
fn logs_and_snapshots_of_earlier_builds_open_and_say_the_same() {
    let expected = std::fs::read_to_string(golden("outcome.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    for name in ["whole.sqlite", "folded.sqlite"] {
        let folder = opened(name);
        let verdict = folder.prints(&[&["verify"], &DATABASE[..]].concat());
        assert!(verdict.starts_with("Sound: 1 tables"), "{name}: {verdict}");
        assert_eq!(outcome(&folder), expected, "{name}");
    }
}

#[test]
fn an_earlier_log_is_folded_today_without_losing_a_word() {
    let folder = opened("whole.sqlite");
    let before = outcome(&folder);
    let day = ["--before", "2026-12-01"];
    let told = folder.prints(&[&["compact"], &DATABASE[..], &day].concat());
    assert!(!told.starts_with('0'), "{told}");
    assert_eq!(outcome(&folder), before);
}

/// A desk that a guest works on, too: partly in a snapshot, partly in the log.
#[tokio::test]
async fn what_lay_on_a_desk_lies_on_it() {
    let folder = opened("desk.sqlite");
    assert_desk(&folder).await;
    // What every snapshot holds goes, and nothing of it is lost.
    let day = ["--before", "2026-12-01"];
    let told = folder.prints(&[&["compact"], &DATABASE[..], &day].concat());
    assert!(!told.starts_with('0'), "{told}");
    assert_desk(&folder).await;
}

/// An agenda that was changed, a clock that stands still until a move, a speech, and a session with a log of its own.
#[tokio::test]
async fn an_agenda_the_floor_and_a_session_are_what_they_were() {
    let folder = opened("agenda.sqlite");
    let verdict = folder.prints(&[&["verify"], &DATABASE[..]].concat());
    assert!(verdict.starts_with("Sound: 1 tables"), "{verdict}");
    let database = format!("sqlite:{}", folder.path("rt.db").display());
    let store = Store::open(&database).await.unwrap();
    let table = TableId::new("ty25mjy8dfhzhvmx").unwrap();
    let state = TableState::open(&store, &table).await.unwrap();
    let agenda = &state.table.agenda;
    let items = agenda.items.iter();
    let items: Vec<_> = items
        .map(|item| (item.title.as_str(), item.minutes))
        .collect();
    let expected = [
        ("Welcome", 5),
        ("Drafting", 15),
        ("Drafting (continued)", 15),
        ("Decisions", 10),
        ("Coffee", 15),
        ("Wrap-up", 5),
    ];
    assert_eq!(items, expected);
    assert_eq!(agenda.current().unwrap().title, "Drafting (continued)");
    let before = agenda.before_move.as_ref().unwrap();
    assert_eq!((before.ends, before.left), (None, Some(299_918)));
    let spoken = state.table.floor.spoken.len();
    assert_eq!(spoken, 1, "one delegation has spoken");
    let text = "Back soon".to_owned();
    assert_eq!(state.table.projector.shows, Projected::Pause { text });
    let session = SessionId::new("aepduc5q92e7vsdr").unwrap();
    let session = SessionState::open(&store, &session).await.unwrap().session;
    assert_eq!((session.people.len(), session.tables.len()), (3, 1));
    store.close().await.unwrap();
}

/// Answers that were private and are revealed, a comment, two revisions, and what a facilitator said, of an hour at three tables.
#[tokio::test]
async fn what_was_revealed_frozen_commented_and_announced_is_there() {
    let folder = opened("hour.sqlite");
    let verdict = folder.prints(&[&["verify"], &DATABASE[..]].concat());
    assert!(verdict.starts_with("Sound: 3 tables"), "{verdict}");
    let database = format!("sqlite:{}", folder.path("rt.db").display());
    let store = Store::open(&database).await.unwrap();
    let table = TableId::new("6ta43cq8b34d7y0a").unwrap();
    let mut state = TableState::open(&store, &table).await.unwrap();
    let question = &state.table.questions[0];
    assert_eq!(question.disclosure, Disclosure::Revealed);
    let frozen = state.table.revisions.frozen.iter();
    let frozen: Vec<_> = frozen.map(|it| (it.number, it.name.as_str())).collect();
    assert_eq!(
        frozen,
        [(1, "Zero draft"), (2, "With an answer to the comment")]
    );
    let comments: Vec<_> = state.table.comments.iter().collect();
    assert_eq!((comments.len(), comments[0].text.as_str()), (1, "By whom?"));
    assert!(!state.table.announcements.is_empty());
    let prose = state.prose();
    let private = prose
        .iter()
        .filter(|(root, _)| matches!(root, Root::Private(..)));
    let said: Vec<_> = private.map(|(_, blocks)| plain(blocks)).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().any(|it| it.contains("at every crossing")));
    store.close().await.unwrap();
}

#[test]
fn what_changed_since_a_revision_is_exported_and_a_revision_that_is_not_there_is_refused() {
    let folder = opened("hour.sqlite");
    let export = |format: &str, rest: &[&str]| {
        let words = [
            "--session",
            "z9nfb0s26qvjrc8j",
            "--format",
            format,
            "--out",
            "file",
        ];
        folder.run(&[&["export"], &DATABASE[..], &words, rest].concat())
    };
    let said = |output: std::process::Output| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), said)
    };
    let (is_made, told) = said(export("docx", &["--changes-since", "1"]));
    assert!(is_made, "{told}");
    // The other two tables froze nothing.
    assert_eq!(told.matches("has no Rev.1").count(), 2, "{told}");
    let file = std::fs::read(folder.path("file")).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut document = String::new();
    let mut part = package.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut document).unwrap();
    assert!(document.contains("<w:ins ") && document.contains("Changes since Rev.1 of"));
    assert!(document.contains("This table has no Rev.1"));
    for (format, revision, why) in [
        ("docx", "9", "No table of this session has a Rev.9."),
        ("docx", "0", "No table of this session has a Rev.0."),
        ("md", "1", "only Word files have"),
        ("json", "1", "only Word files have"),
        ("docx", "first", "invalid value"),
    ] {
        std::fs::remove_file(folder.path("file")).ok();
        let (is_made, told) = said(export(format, &["--changes-since", revision]));
        assert!(
            !is_made && told.contains(why),
            "{format} {revision}: {told}"
        );
        assert!(!folder.path("file").exists(), "{format} {revision}");
    }
    let (is_made, told) = said(export("docx", &["--changes-since", "1", "--practices"]));
    assert!(!is_made && told.contains("only Word files"), "{told}");
}

/// Own answers by stages, compiled and taken into the joint answer, and from there to another table; a roll call; statements handed in,
/// one of them delivered; a temperature check that nobody has ended; words that the chair points at; facilitators' notes; a join code.
#[tokio::test]
async fn what_was_compiled_handed_in_and_noted_is_there() {
    let folder = opened("room.sqlite");
    let verdict = folder.prints(&[&["verify"], &DATABASE[..]].concat());
    assert!(verdict.starts_with("Sound: 2 tables"), "{verdict}");
    let database = format!("sqlite:{}", folder.path("rt.db").display());
    let store = Store::open(&database).await.unwrap();
    let plenary = TableId::new("r50urwacwfvg7w6b").unwrap();
    let mut state = TableState::open(&store, &plenary).await.unwrap();
    let table = &state.table;
    assert_eq!(table.questions[0].stage(), Some(Stage::Joint));
    assert_eq!(
        (table.pulling.compilations.len(), table.pulling.pulls.len()),
        (1, 1)
    );
    assert_eq!(table.roll_call.present.len(), 2);
    assert_eq!(table.floor.delivered.len(), 1);
    let check = table.temperature.now.as_ref().expect("it is on");
    assert_eq!((check.wording.as_str(), check.said()), ("Consensus?", 2));
    assert!(matches!(table.lead.0, Some(Led::Passage { .. })));
    let joint = Root::parse("answer/q1").unwrap();
    let text = plain(&state.prose()[&joint]);
    let both = ["We propose a fund.", "No new fund, but a desk."];
    assert!(both.iter().all(|words| text.contains(words)), "{text}");
    let notes = state
        .document(&DocumentId::Notes)
        .open()
        .prose(vec![Root::Notes]);
    assert_eq!(plain(&notes[&Root::Notes]), "South will not move. ");
    let hall = TableId::new("9cmzdp2gajv2yzta").unwrap();
    let mut hall = TableState::open(&store, &hall).await.unwrap();
    assert_eq!(plain(&hall.prose()[&joint]).trim(), text.trim());
    // The authors are those of the plenary.
    let ana = ParticipantId::new("yhvghcetdfehxyz0").unwrap();
    assert!(hall.owners.values().any(|who| *who == ana));
    store.close().await.unwrap();
}

/// A ballot by each method, wording that stands and wording that does not, a report that circulated, its corrigendum, commitments, and
/// the signatures: of chair and rapporteur, and of a chair alone. `tests/tests/whole_day` tells how it came about.
#[tokio::test]
async fn what_was_decided_corrected_and_signed_is_there() {
    let folder = opened("day.sqlite");
    let verdict = folder.prints(&[&["verify"], &DATABASE[..]].concat());
    assert!(verdict.starts_with("Sound: 2 tables"), "{verdict}");
    let database = format!("sqlite:{}", folder.path("rt.db").display());
    let store = Store::open(&database).await.unwrap();
    let session = SessionId::new(DAY).unwrap();
    let tables = store.session(&session).await.unwrap().unwrap().tables;
    let table = TableState::open(&store, &tables[0]).await.unwrap().table;
    let methods: Vec<_> = table
        .ballots
        .iter()
        .map(|it| it.rules.method.as_str())
        .collect();
    let all = [
        "support", "approval", "points", "score", "ranked", "majority", "approval",
    ];
    assert_eq!(methods, all);
    let counted = table.ballots.iter();
    let counted = counted.filter(|it| it.results().is_some() || it.counted().is_some());
    assert_eq!(counted.count(), 6);
    let counts: Vec<_> = table.no_objections.iter().map(|it| it.count).collect();
    assert_eq!(counts, [0, 1]);
    assert_eq!(table.commitments.len(), 2);
    let report = table.report.as_ref().expect("it was begun");
    assert!(report.sections.iter().any(|it| !it.brought.is_empty()));
    assert_eq!(table.circulation.corrections.len(), 3);
    let signed = table.sign_off.current().expect("it was signed");
    assert_eq!((signed.number, signed.signatures.len()), (1, 2));
    assert!(table.sign_off.published.is_some());
    let other = TableState::open(&store, &tables[1]).await.unwrap().table;
    let signed = other.sign_off.current().expect("it was signed");
    assert_eq!(signed.signatures.len(), 1);
    store.close().await.unwrap();

    // What was signed is what it was, today and in the files that were made of it once.
    let words = ["--session", DAY, "--format", "json", "--out", "signed.json"];
    folder.prints(&[&["export"], &DATABASE[..], &words].concat());
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/sample");
    let sample = sample.join("signed.json").display().to_string();
    for file in ["signed.json", &sample] {
        folder.prints(&[&["verify-outcome", file], &DATABASE[..]].concat());
    }
}

async fn assert_desk(folder: &Folder) {
    let verdict = folder.prints(&[&["verify"], &DATABASE[..]].concat());
    assert!(verdict.starts_with("Sound: 1 tables"), "{verdict}");
    let database = format!("sqlite:{}", folder.path("rt.db").display());
    let store = Store::open(&database).await.unwrap();
    let table = TableId::new("5bcp9raxn834nugg").unwrap();
    let mut state = TableState::open(&store, &table).await.unwrap();
    let root = Root::parse("desk/nv9vv2vn90u7c49h").unwrap();
    let desk = root.document();
    assert!(matches!(state.table.readers(&desk), Audience::Delegations(all) if all.len() == 2));
    let text = state.document(&desk).open().prose(vec![root.clone()]);
    let text = plain(&text[&root]);
    assert_eq!(text, "What lies on the desk. And what a guest wrote. ");
    let all = state.prose();
    assert!(all.keys().all(|root| root.document() == DocumentId::Table));
    store.close().await.unwrap();
}
