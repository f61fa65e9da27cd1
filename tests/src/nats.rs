//! A NATS server of a test's own, on a free port of this machine.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that can be stopped and started again. It goes when it is dropped.
pub struct Nats {
    program: PathBuf,
    port: u16,
    server: Option<Child>,
}

impl Nats {
    /// Starts a server, or says that none is installed and the test is skipped.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
        let program = folders.find_map(|folder| {
            let program = folder.join("nats-server");
            program.is_file().then_some(program)
        });
        let Some(program) = program else {
            println!("skipped: nats-server is not installed");
            return None;
        };
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let mut nats = Self {
            program,
            port,
            server: None,
        };
        nats.starts();
        Some(nats)
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Starts, again behind the same port.
    ///
    /// # Panics
    /// If it does not.
    pub fn starts(&mut self) {
        let server = Command::new(&self.program)
            .args(["-a", "127.0.0.1", "-p", &self.port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.server = Some(server.expect("nats-server runs"));
        let deadline = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < deadline, "nats-server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// `kill -9`.
    pub fn dies(&mut self) {
        if let Some(mut server) = self.server.take() {
            drop(server.kill());
            drop(server.wait());
        }
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.dies();
    }
}
