//! Slow, vanished and loud clients, and a server that stops.

use futures_util::{SinkExt as _, StreamExt as _};
use shared::protocol::SUBPROTOCOL;
use std::time::{Duration, Instant};
use tests::house::House;
use tests::plan::is_long;
use tests::seat::{PATIENCE, Seat};
use tokio::net::TcpSocket;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::{WebSocketStream, client_async};

/// Sixteen of these are more than a seat may have waiting and the system may hold for it.
const MUCH: usize = 700_000;

/// A connection of somebody's with a small window, so that not reading shows soon.
async fn narrow(seat: &Seat, house: &House, table: &str) -> WebSocketStream<tokio::net::TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let address = house.door.address();
    let stream = socket.connect(address.parse().unwrap()).await.unwrap();
    let request =
        ClientRequestBuilder::new(format!("ws://{address}/live/{table}").parse().unwrap())
            .with_header("cookie", &seat.cookie)
            .with_sub_protocol(SUBPROTOCOL);
    client_async(request, stream).await.unwrap().0
}

/// Whether the server says that it has cut off a seat that read too slowly.
fn has_cut_off(house: &House) -> bool {
    house
        .app
        .hall
        .metrics()
        .render(1)
        .contains("roundtable_closings_total{code=\"4508\"}")
}

/// Ana writes much; Ben must not notice that somebody else does not read.
async fn writes_much(ana: &Seat, ben: &Seat, house: &House) {
    for round in 0..40 {
        let begun = Instant::now();
        ana.writes(
            "answer/q1",
            &format!("{}<{round}>", "much ".repeat(MUCH / 5)),
        );
        ben.reads("answer/q1", &format!("<{round}>")).await;
        assert!(
            begun.elapsed() < Duration::from_secs(15),
            "Ben waited {:?}",
            begun.elapsed()
        );
        if has_cut_off(house) {
            return;
        }
    }
    panic!("28 MB waited for somebody who does not read");
}

#[tokio::test]
async fn a_seat_that_does_not_read_is_cut_off_and_delays_nobody() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let deaf = narrow(&carla, &house, table.id.as_str()).await;
    writes_much(&ana, &ben, &house).await;
    drop(deaf);
    carla.returns().await;
    assert_eq!(
        carla.text("answer/q1"),
        ana.text("answer/q1"),
        "whoever is cut off resyncs"
    );
}

#[tokio::test]
async fn a_seat_that_reads_a_kilobyte_a_second_is_cut_off_and_delays_nobody() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let slow = narrow(&carla, &house, table.id.as_str()).await;
    let trickle = tokio::spawn(async move {
        let mut stream = slow.into_inner();
        let mut some = [0; 256];
        while let Ok(1..) = tokio::io::AsyncReadExt::read(&mut stream, &mut some).await {
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    });
    writes_much(&ana, &ben, &house).await;
    trickle.abort();
}

#[tokio::test]
async fn who_floods_the_table_is_sent_away() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    for _ in 0..3_000 {
        ana.sends(Message::text(r#"{"say":"ping"}"#));
    }
    assert_eq!(ana.is_closed().await, (Some(4529), "flood".to_owned()));
    ben.writes("answer/q1", "Quiet again.");
    ben.is_saved().await;
}

#[tokio::test]
async fn who_keeps_talking_after_a_refusal_still_hears_why() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    ana.writes("answer/q99", "Where?");
    for _ in 0..500 {
        ana.writes("answer/q1", &"And here? ".repeat(500));
    }
    assert_eq!(ana.is_closed().await, (Some(4400), "unknown".to_owned()));
}

#[tokio::test]
async fn stopping_tells_everybody_within_five_seconds() {
    let mut house = House::open().await;
    let table = house.table().await;
    let seats = table.seats(["Ana", "Ben", "Carla", "Dora"]).await;
    let deaf = narrow(&seats[0], &house, table.id.as_str()).await;
    for (round, seat) in seats.iter().enumerate() {
        seat.writes("answer/q1", &format!("<{round}>"));
    }
    let begun = Instant::now();
    house.closes().await;
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "stopping took {:?}",
        begun.elapsed()
    );
    for seat in &seats {
        assert_eq!(seat.is_closed().await, (Some(1012), "restart".to_owned()));
    }
    drop(deaf);
}

#[tokio::test]
async fn half_open_connections_are_noticed_and_silent_readers_are_not() {
    if !is_long() {
        return;
    }
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    carla.drops();
    // It holds the connection open, and neither reads nor answers.
    let mut gone = carla.socket(Some(SUBPROTOCOL)).await.unwrap();
    ben.until("Carla is present", |heard| {
        heard.present.contains_key(&carla.participant)
    })
    .await;
    let begun = Instant::now();
    // Ben says nothing but answers pings, although the table is busy all the time.
    let busy = async {
        while begun.elapsed() < Duration::from_secs(40) {
            ana.writes("answer/q1", ".");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    let noticed = ben.until("Carla's silence is noticed", |heard| {
        !heard.present.contains_key(&carla.participant)
    });
    let noticed = async {
        noticed.await;
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "noticed after {:?}",
            begun.elapsed()
        );
    };
    tokio::time::timeout(PATIENCE, async { tokio::join!(busy, noticed) })
        .await
        .unwrap();
    assert_eq!(ben.heard().closed, None, "who only reads keeps their seat");
    drop(gone.send(Message::Close(None)).await);
    while let Some(Ok(_)) = gone.next().await {}
}
