//! What the server is to others: its bus, its address, its certificate, and settings that nobody reads.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use clap::CommandFactory as _;
use server::clock::now;
use server::cluster::Bus;
use shared::words::Words;

use super::super::CommandLine;
use super::super::serve::Chosen;
use super::finding::Finding;
use super::host::others_read;

/// How long a bus may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long before its end a certificate should have been replaced, in milliseconds: three weeks.
const SOON: u64 = 21 * 24 * 60 * 60 * 1_000;
/// Variables of the environment that are no settings of a command.
const READ_ELSEWHERE: [&str; 1] = ["ROUNDTABLE_LOG"];

/// Whether processes can ring for each other.
pub(super) async fn bus(url: Option<&str>, nodes: u64, words: &Words) -> Vec<Finding> {
    const CHECK: &str = "bus";
    let Some(url) = url else {
        let told = [("nodes", nodes.into())];
        return vec![if nodes > 1 {
            Finding::warning(CHECK, "can-run-bus-missing", &told, words)
        } else {
            Finding::ok(CHECK, "can-run-bus-none", &told, words)
        }];
    };
    let mut all = Vec::new();
    if is_open_bus(url) {
        all.push(Finding::warning(CHECK, "can-run-bus-open", &[], words));
    }
    all.push(match Bus::probe(url, PATIENCE).await {
        Ok(took) => {
            let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            Finding::ok(CHECK, "can-run-bus", &[("millis", millis.into())], words)
        }
        // Everything goes on by the database, slower.
        Err(why) => Finding::warning(CHECK, "can-run-bus-away", &[("why", why.into())], words),
    });
    all
}

/// Whether anybody is let in to a bus on another machine, in clear.
fn is_open_bus(url: &str) -> bool {
    let rest = url.strip_prefix("nats://").unwrap_or(url);
    if rest.contains("://") {
        return false;
    }
    let at = rest.split('/').next().unwrap_or_default();
    if at.contains('@') {
        return false;
    }
    let host = at.rsplit_once(':').map_or(at, |(host, _)| host);
    !is_this_machine(host.trim_start_matches('[').trim_end_matches(']'))
}

/// Whether the address can be listened on, and what people find there.
pub(super) fn address(chosen: &Chosen, words: &Words) -> Vec<Finding> {
    let mut all = Vec::new();
    let told = |why: String| {
        let at = chosen.listen.to_string();
        [("address", at.into()), ("why", why.into())]
    };
    all.push(match std::net::TcpListener::bind(chosen.listen) {
        Ok(_) => Finding::ok("listening", "can-run-listen", &told(String::new()), words),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            let told = told(error.to_string());
            Finding::warning("listening", "can-run-listen-taken", &told, words)
        }
        Err(error) => {
            let told = told(error.to_string());
            Finding::failed("listening", "can-run-listen-not", &told, words)
        }
    });
    let Ok(tls) = chosen.tls() else { return all };
    if chosen.proxies > 0 && (tls.is_some() || chosen.listen.ip().is_unspecified()) {
        let told = [
            ("proxies", chosen.proxies.into()),
            ("listen", chosen.listen.to_string().into()),
        ];
        all.push(Finding::warning(
            "address",
            "can-run-address-believed",
            &told,
            words,
        ));
    }
    match chosen.public_url(chosen.listen, tls.is_some()) {
        Err(error) => {
            let told = [("why", error.to_string().into())];
            all.push(Finding::failed(
                "address",
                "can-run-address-not",
                &told,
                words,
            ));
        }
        Ok(url) => {
            let told = [("address", url.as_str().to_owned().into())];
            let find = |key: &str| Finding::warning("address", key, &told, words);
            all.push(if !url.is_https() && !is_this_machine(url.host()) {
                find("can-run-address-plain")
            } else if url.is_https() && tls.is_none() && chosen.proxies == 0 {
                find("can-run-address-proxy")
            } else {
                Finding::ok("address", "can-run-address", &told, words)
            });
        }
    }
    all
}

fn is_this_machine(host: &str) -> bool {
    let address = host.parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|it| it.is_loopback())
}

/// Whether the certificate is good, for this host, and for how long.
pub(super) fn tls(chosen: &Chosen, words: &Words) -> Vec<Finding> {
    const CHECK: &str = "tls";
    let failed = |why: String| {
        let told = [("why", why.into())];
        vec![Finding::failed(CHECK, "can-run-tls-not", &told, words)]
    };
    let files = match chosen.tls() {
        Ok(Some(files)) => files,
        Ok(None) => return Vec::new(),
        Err(error) => return failed(error.to_string()),
    };
    let certificate = match files.certificate() {
        Ok(certificate) => certificate,
        Err(error) => return failed(error.to_string()),
    };
    let mut all = Vec::new();
    let now = now();
    let told = [
        ("from", words.moment(certificate.from).into()),
        ("until", words.moment(certificate.until).into()),
    ];
    all.push(if certificate.until < now {
        Finding::failed(CHECK, "can-run-tls-over", &told, words)
    } else if certificate.from > now {
        Finding::failed(CHECK, "can-run-tls-early", &told, words)
    } else if certificate.until.0 < now.0 + SOON {
        Finding::warning(CHECK, "can-run-tls-soon", &told, words)
    } else {
        Finding::ok(CHECK, "can-run-tls", &told, words)
    });
    let listening: SocketAddr = chosen.listen;
    if let Ok(url) = chosen.public_url(listening, true)
        && !certificate.is_for(url.host())
    {
        let told = [
            ("host", url.host().to_owned().into()),
            ("hosts", certificate.hosts.join(", ").into()),
        ];
        all.push(Finding::warning(CHECK, "can-run-tls-other", &told, words));
    }
    if others_read(&files.key) {
        let told = [("file", files.key.display().to_string().into())];
        all.push(Finding::warning(CHECK, "can-run-tls-open", &told, words));
    }
    all
}

/// Variables of the environment that look like settings and are none, and a file of settings that others may read.
pub(super) fn settings(chosen: &Chosen, words: &Words) -> Vec<Finding> {
    const CHECK: &str = "settings";
    let mut all = Vec::new();
    let command = CommandLine::command();
    let commands = command.get_subcommands();
    let known: BTreeSet<_> = commands
        .flat_map(clap::Command::get_arguments)
        .filter_map(|arg| arg.get_env().and_then(|name| name.to_str()))
        .chain(READ_ELSEWHERE)
        .collect();
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("ROUNDTABLE_") && !known.contains(name.as_str()) {
            let told = [("name", name.into())];
            all.push(Finding::warning(
                CHECK,
                "can-run-setting-unknown",
                &told,
                words,
            ));
        }
    }
    if let Some(file) = &chosen.database.config
        && others_read(file)
    {
        let told = [("file", file.display().to_string().into())];
        all.push(Finding::warning(
            CHECK,
            "can-run-settings-open",
            &told,
            words,
        ));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bus_elsewhere_that_lets_everybody_in_is_minded() {
        let open = [
            "nats://bus:4222",
            "nats://10.0.0.7",
            "nats://[2001:db8::7]:4222",
        ];
        let good = [
            "nats://127.0.0.1:4222",
            "nats://[::1]:4222",
            "nats://localhost",
            "nats://rt:pw@bus",
            "tls://bus",
        ];
        assert!(open.into_iter().all(is_open_bus));
        assert!(!good.into_iter().any(is_open_bus));
    }
}
