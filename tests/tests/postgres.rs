//! A whole meeting on PostgreSQL: the same as on SQLite.

use server::store::Store;
use server::tables::audit::audit;
use shared::features::agenda::Phase;
use shared::features::answers::AnswerCommand;
use shared::ids::QuestionId;
use shared::table::Command;
use tests::heard::Answer::Done;
use tests::house::House;
use tests::postgres::{Server, break_connections};
use tests::process::{Process, said};
use tests::seat::PATIENCE;

const ROOT: &str = "answer/q1";

#[tokio::test]
async fn a_meeting_outlasts_restarts_and_broken_connections() {
    let Some(server) = Server::find() else { return };
    let url = server.schema("a_meeting").await;
    let database = url.clone();
    let mut house = House::chosen(move |config| config.database.clone_from(&database)).await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, "Ana. ");
    ben.writes(ROOT, "Ben. ");
    ana.is_saved().await;
    ben.is_saved().await;
    ana.reads(ROOT, "Ben. ").await;
    fatou.moves(Phase::Drafting, Phase::Practices).await;
    ben.sees("the phase", |table| table.agenda.at == Phase::Practices)
        .await;
    assert_eq!(ana.gets("/readyz").await.status, 200);

    // The database restarts under us: nothing unsaved is shown, nothing saved is lost.
    break_connections(&url).await;
    fatou.moves(Phase::Practices, Phase::Drafting).await;
    ana.writes(ROOT, "After it broke. ");
    if tokio::time::timeout(PATIENCE / 2, ana.is_saved())
        .await
        .is_err()
    {
        ana.returns().await;
        ana.is_saved().await;
    }
    ben.reads(ROOT, "After it broke. ").await;

    house.restarts().await;
    ben.returns().await;
    ben.reads(ROOT, "After it broke. ").await;
    ana.returns().await;
    let lock = Command::Answers(AnswerCommand::LockAnswer {
        question: QuestionId::new("q1").unwrap(),
        locked: true,
    });
    fatou.returns().await;
    assert_eq!(fatou.asks(lock).await, Done);
    fatou.last_words_are_in().await;
    ana.writes(ROOT, "Too late.");
    assert_eq!(ana.is_closed().await, (Some(4400), "locked".to_owned()));
    let export = house.app.export(&table.id).await.unwrap();
    assert_eq!(export.table.agenda.at, Phase::Drafting);
    house.closes().await;

    let store = Store::open(&url).await.unwrap();
    let report = audit(&store).await.unwrap();
    assert!(report.is_sound() && report.snapshots > 0, "{report:?}");
    store.close().await.unwrap();
}

#[tokio::test]
async fn nothing_read_by_others_is_lost_by_kill_9() {
    let Some(server) = Server::find() else { return };
    let mut process = Process::start_at(&server.schema("kill_9").await).await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    for round in 0..200 {
        ana.writes(ROOT, &format!("<{round}>"));
    }
    ben.reads(ROOT, "<50>").await;
    process.dies().await;
    ana.is_closed().await;
    let read = ben.text(ROOT);
    process.starts_again().await;
    let witness = table.observer("Witness").await;
    witness.reads(ROOT, read.trim_end()).await;
    ana.returns().await;
    ana.is_saved().await;
    witness.reads(ROOT, "<199>").await;
    let verified = process.runs(&["verify"]).await;
    assert!(verified.status.success(), "{}", said(&verified.stdout));
    let copied = process.runs(&["backup", "copy.db"]).await;
    assert!(
        !copied.status.success(),
        "PostgreSQL has tools of its own for that"
    );
}
