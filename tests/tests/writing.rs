//! People write.

use tests::house::House;

#[tokio::test]
async fn two_delegations_write_in_the_joint_answer_at_once() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    for round in 0..20 {
        ana.writes("answer/q1", &format!("ana{round} "));
        ben.writes("answer/q1", &format!("ben{round} "));
    }
    for round in 0..20 {
        ben.reads("answer/q1", &format!("ana{round} ")).await;
        ana.reads("answer/q1", &format!("ben{round} ")).await;
    }
    assert_eq!(ana.text("answer/q1"), ben.text("answer/q1"));
    assert!(
        ana.text("answer/q1").starts_with('\n'),
        "the first newline is where it was"
    );
    ana.is_saved().await;
    ben.is_saved().await;
}

#[tokio::test]
async fn each_writes_its_own_answer_and_nobody_elses() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let own = format!("answer/q1/{}", table.delegation(0));
    ana.writes(&own, "Ours.");
    ben.reads(&own, "Ours.").await;
    ben.writes(&own, "Not so!");
    assert_eq!(ben.is_closed().await, (Some(4400), "not-yours".to_owned()));
    ana.writes("answer/q2", "Next.");
    ana.is_saved().await;
    assert_eq!(ana.text(&own), "\nOurs.", "what was refused reached nobody");
}

#[tokio::test]
async fn a_root_that_nobody_made_is_refused() {
    let house = House::open().await;
    let [ana, ben] = house.table().await.seats(["Ana", "Ben"]).await;
    ana.writes("answer/q99", "Where?");
    assert_eq!(ana.is_closed().await, (Some(4400), "unknown".to_owned()));
    ben.writes("minutes", "What?");
    assert_eq!(
        ben.is_closed().await,
        (Some(4400), "root-not-writable".to_owned())
    );
}

#[tokio::test]
async fn whoever_joins_later_reads_everything() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    ana.writes("answer/q1", "Water is life. 🌊 مياه");
    ana.marks("answer/q1", 1, 5, "strong");
    ana.is_saved().await;
    let ben = table.delegate(1, "Ben").await;
    ben.reads("answer/q1", "Water is life. 🌊 مياه").await;
    assert_eq!(ana.blocks("answer/q1"), ben.blocks("answer/q1"));
}
