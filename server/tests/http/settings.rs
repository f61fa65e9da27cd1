//! Settings: where they come from, and which of two holds.

use crate::command_line::Folder;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Output, Stdio};

fn holds(folder: &Folder, flags: &[&str], environment: &[(&str, &str)]) -> Output {
    let words = [&["serve", "--print-config"], flags].concat();
    let mut command = folder.command(&words);
    command.envs(environment.iter().copied());
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_command_line_holds_before_the_environment_and_that_before_the_file() {
    let folder = Folder::new();
    let file = "# ours\nlisten = \"127.0.0.1:1\"\nproxies = 1\nmessage-bytes = 1\ndemo = true\n\
                database = \"postgres://rt:secret@db/house\"\n";
    std::fs::write(folder.path("rt.toml"), file).unwrap();
    let environment = [
        ("ROUNDTABLE_CONFIG", "rt.toml"),
        ("ROUNDTABLE_PROXIES", "2"),
        ("ROUNDTABLE_MESSAGE_BYTES", "2"),
        ("ROUNDTABLE_BUS", "nats://rt:secret@bus:4222"),
    ];
    let output = holds(&folder, &["--message-bytes", "3"], &environment);
    assert!(output.status.success(), "{}", said(&output));
    let text = said(&output);
    for line in [
        "listen = \"127.0.0.1:1\"  # rt.toml, line 2",
        "proxies = 2  # ROUNDTABLE_PROXIES in the environment",
        "message-bytes = 3  # the command line",
        "demo = true  # rt.toml, line 5",
        "database = \"postgres://***@db/house\"  # rt.toml, line 6",
        "bus = \"nats://***@bus:4222\"  # ROUNDTABLE_BUS in the environment",
        "document-bytes = 33554432  # nothing else said",
        "# public-url is not set",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}: {text}");
    }
    assert!(!text.contains("secret"), "{text}");
    // What is printed is a file of settings.
    std::fs::write(folder.path("again.toml"), &text).unwrap();
    let again = said(&holds(&folder, &["--config", "again.toml"], &[]));
    assert!(again.contains("message-bytes = 3  # again.toml"), "{again}");
}

#[test]
fn other_commands_read_what_they_have_of_the_same_file() {
    let folder = Folder::new();
    let file = "database = \"sqlite:there.db\"\nproxies = 1\n";
    std::fs::write(folder.path("rt.toml"), file).unwrap();
    folder.prints(&["demo", "--json", "--config", "rt.toml"]);
    assert!(folder.path("there.db").exists());
    assert!(!folder.path("roundtable.db").exists());
}

#[test]
fn what_a_file_cannot_say_is_refused_with_its_line() {
    let folder = Folder::new();
    for (file, wanted) in [
        (
            "proxies = 1\nlisten_on = \"x\"\n",
            "line 2: there is no setting “listen_on”",
        ),
        ("\nseats-per-table = 1\n", "line 2: there is no setting"),
        ("print-config = true\n", "line 1: there is no setting"),
        (
            "[serve]\nproxies = 1\n",
            "line 1: “serve” must be a text or a whole number",
        ),
        (
            "proxies = true\n",
            "line 1: “proxies” must be a text or a whole number",
        ),
        ("demo = \"yes\"\n", "line 1: “demo” must be true or false"),
        (
            "proxies = 1\n\nlisten = \"here\"\n",
            "line 3: invalid value 'here'",
        ),
        (
            "proxies = 1\nproxies = 2\n",
            "line 2: this is not understood",
        ),
        ("proxies\n", "line 1: this is not understood"),
    ] {
        std::fs::write(folder.path("rt.toml"), file).unwrap();
        let output = holds(&folder, &["--config", "rt.toml"], &[]);
        assert!(!output.status.success(), "{file}");
        let text = said(&output);
        assert!(
            text.contains(&format!("rt.toml, {wanted}")),
            "{file}: {text}"
        );
    }
    let output = holds(&folder, &["--config", "nowhere.toml"], &[]);
    assert!(!output.status.success());
    assert!(said(&output).contains("The settings in nowhere.toml cannot be read"));
}

#[cfg(unix)]
#[test]
fn what_operators_follow_is_json_where_they_want_it() {
    let folder = Folder::new();
    let words = ["serve", "--listen", "127.0.0.1:0", "--log-format", "json"];
    let mut serving = folder
        .command(&words)
        .env("ROUNDTABLE_LOG", "info")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It listens, and has said so to whoever follows, when it greets whoever facilitates.
    let mut greeted = BufReader::new(serving.stdout.take().unwrap()).lines();
    assert!(greeted.any(|line| line.unwrap().contains("/join#")));
    let stop = Command::new("kill").arg(serving.id().to_string()).status();
    assert!(stop.unwrap().success());
    let mut followed = String::new();
    let mut stderr = serving.stderr.take().unwrap();
    stderr.read_to_string(&mut followed).unwrap();
    assert!(serving.wait().unwrap().success());
    let lines: Vec<Value> = followed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let said = |what: &str| lines.iter().any(|it| it["fields"]["message"] == what);
    assert!(said("listening") && said("stopping"), "{followed}");
    // So is why it could not begin.
    let output = folder.run(&[&words[..], &["--tls-key", "key.pem"]].concat());
    let last: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(last["level"], "ERROR", "{last}");
    assert!(
        last["fields"]["error"]
            .as_str()
            .unwrap()
            .contains("--tls-cert"),
        "{last}"
    );
}
