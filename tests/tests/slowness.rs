//! Slow, vanished and loud clients, and a server that stops.

use futures_util::{SinkExt as _, StreamExt as _};
use server::tables::heartbeat::Heartbeat;
use shared::protocol::SUBPROTOCOL;
use std::time::{Duration, Instant};
use tests::house::House;
use tests::plan::is_long;
use tests::seat::{PATIENCE, Seat};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
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
        .tables
        .metrics()
        .render(1)
        .contains("roundtable_closings_total{code=\"4508\"")
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

/// Ben says nothing but answers pings, although the table is busy all the time; Carla holds her
/// connection open, and neither reads nor answers.
async fn silence_is_noticed(house: &House, silence: Duration) -> Duration {
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    carla.drops();
    let mut gone = carla.socket(Some(SUBPROTOCOL)).await.unwrap();
    ben.until("Carla is present", |heard| {
        heard.present.contains_key(&carla.participant)
    })
    .await;
    let begun = Instant::now();
    let busy = async {
        while begun.elapsed() < silence * 3 / 2 {
            ana.writes("answer/q1", ".");
            tokio::time::sleep(silence / 25).await;
        }
    };
    let noticed = async {
        ben.until("Carla's silence is noticed", |heard| {
            !heard.present.contains_key(&carla.participant)
        })
        .await;
        begun.elapsed()
    };
    let (noticed, ()) = tokio::join!(noticed, busy);
    for seat in [&ana, &ben] {
        assert_eq!(seat.heard().closed, None, "who is there keeps their seat");
    }
    drop(gone.send(Message::Close(None)).await);
    while let Some(Ok(_)) = gone.next().await {}
    noticed
}

#[tokio::test]
async fn half_open_connections_are_noticed_and_silent_readers_are_not() {
    let patience = Heartbeat {
        ping: Duration::from_millis(400),
        silence: Duration::from_secs(2),
        ..Heartbeat::default()
    };
    let house = House::chosen(move |config| config.tables.heartbeat = patience).await;
    silence_is_noticed(&house, patience.silence).await;
}

#[tokio::test]
async fn the_usual_patience_notices_within_thirty_seconds() {
    let usual = Heartbeat::default();
    // Whoever answers pings is heard several times before they could be taken for gone.
    assert!(usual.ping * 2 < usual.silence && usual.silence < Duration::from_secs(30));
    if is_long() {
        let noticed = silence_is_noticed(&House::open().await, usual.silence).await;
        assert!(
            noticed < Duration::from_secs(30),
            "noticed after {noticed:?}"
        );
    }
}

/// What a server says to somebody who begins like this and goes on letter by letter, until it hangs up.
async fn trickled(house: &House, beginning: &str) -> String {
    let address = house.door.address();
    let slow = tokio::net::TcpStream::connect(address).await.unwrap();
    let (mut answer, mut words) = slow.into_split();
    words.write_all(beginning.as_bytes()).await.unwrap();
    let trickle = tokio::spawn(async move {
        while words.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut said = Vec::new();
    // A reset is as good an end as any.
    let cut = tokio::time::timeout(PATIENCE, answer.read_to_end(&mut said)).await;
    assert!(cut.is_ok(), "the connection is held open for ever");
    trickle.abort();
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn who_asks_letter_by_letter_is_cut_off() {
    let patience = Duration::from_millis(500);
    let house = House::chosen(move |config| {
        config.head_patience = patience;
        config.request_patience = patience;
    })
    .await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    assert_eq!(
        trickled(&house, "GET / HTTP/1.1\r\nhost: x\r\nx-slow: ").await,
        "",
        "what was never asked is not answered"
    );
    let body = "POST /api/join HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                content-length: 100000\r\n\r\n{";
    let answer = trickled(&house, body).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    // A seat may be silent for longer than that.
    ana.writes("answer/q1", "Nobody else was cut off.");
    ben.reads("answer/q1", "Nobody else was cut off.").await;
    assert_eq!(ben.heard().closed, None);
}

#[tokio::test]
async fn who_asks_and_does_not_read_the_answer_is_cut_off() {
    let house = House::chosen(|config| config.write_patience = Duration::from_millis(300)).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let address = house.door.address().parse().unwrap();
    let stream = socket.connect(address).await.unwrap();
    // More than the system holds for somebody who does not read.
    let question = b"GET /api/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n";
    let deadline = Instant::now() + PATIENCE;
    loop {
        match stream.try_write(question) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(_) => break,
        }
        assert!(
            Instant::now() < deadline,
            "the connection is held open for ever"
        );
    }
}

#[tokio::test]
async fn who_reads_the_answer_slowly_gets_all_of_it() {
    let patience = Duration::from_millis(300);
    let house = House::chosen(move |config| config.write_patience = patience).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let address = house.door.address().parse().unwrap();
    let mut stream = socket.connect(address).await.unwrap();
    let question = b"GET /api/openapi.json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    stream.write_all(question).await.unwrap();
    let (mut answer, mut some) = (Vec::new(), [0; 512]);
    let begun = Instant::now();
    while let Ok(read @ 1..) = stream.read(&mut some).await {
        answer.extend_from_slice(&some[..read]);
        if begun.elapsed() < patience * 3 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let answer = String::from_utf8(answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str::<serde_json::Value>(body).expect("all of it");
}

#[tokio::test]
async fn who_answers_late_is_behind_until_they_answer_in_time() {
    let patience = Heartbeat {
        ping: Duration::from_millis(200),
        late: Duration::from_millis(600),
        ..Heartbeat::default()
    };
    let house = House::chosen(move |config| config.tables.heartbeat = patience).await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    carla.drops();
    let is_behind = |heard: &tests::heard::Heard| heard.behind.contains(&carla.participant);
    let mut slow = narrow(&carla, &house, table.id.as_str()).await;
    ben.until("Carla is behind", |heard| is_behind(heard)).await;
    assert_eq!(ben.heard().behind.len(), 1, "nobody else is");
    let late = table.observer("Late").await;
    late.until("who comes is told", |heard| is_behind(heard))
        .await;
    let session = ben.table().session;
    let lobby = fatou.gets(&format!("/api/sessions/{session}/lobby")).await;
    assert!(String::from_utf8_lossy(&lobby.body).contains("behind"));
    // Of two connections, one that gets through is enough.
    carla.returns().await;
    ben.until("Carla has caught up", |heard| !is_behind(heard))
        .await;
    carla.drops();
    ben.until("Carla is behind again", |heard| is_behind(heard))
        .await;
    // It reads, and so it answers.
    let reading = tokio::spawn(async move {
        while let Some(Ok(message)) = slow.next().await {
            if let Message::Ping(_) = message {
                slow.flush().await.ok();
            }
        }
    });
    ben.until("Carla answers in time", |heard| !is_behind(heard))
        .await;
    for seat in [&ana, &ben, &fatou] {
        assert_eq!(seat.heard().closed, None, "{}", seat.name);
    }
    reading.abort();
}
