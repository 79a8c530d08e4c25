//! An example of a crate, running as a user runs it.

use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A server that ends when it is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    address: SocketAddr,
    printed: Receiver<String>,
}

impl Program {
    /// Builds and starts `cargo run -p PACKAGE --example EXAMPLE -- --port PORT`, and waits until it listens.
    ///
    /// # Errors
    /// If it does not build, ends, or does not listen within ten minutes.
    pub fn start(package: &str, example: &str, arguments: &[&str]) -> Result<Self, Box<dyn Error>> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut child = Command::new(cargo)
            .args(["run", "-q", "-p", package, "--example", example, "--", "--port", &address.port().to_string()])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()?;
        let (line, printed) = channel();
        let stdout = BufReader::new(child.stdout.take().ok_or("nothing to read from")?);
        // Reads on when nobody listens: a program must not wait for its reader.
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).for_each(|text| drop(line.send(text))));
        let mut program = Self { child, address, printed };
        // The first start may have to build.
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            if program.child.try_wait()?.is_some() || started.elapsed() > Duration::from_secs(600) {
                return Err(format!("`{example}` of {package} does not start").into());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(program)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of a path of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits until it has printed this line.
    ///
    /// # Errors
    /// If it has not after 20 seconds; what it printed instead.
    pub fn see(&self, line: &str) -> Result<(), Box<dyn Error>> {
        let mut others = Vec::new();
        while let Ok(printed) = self.printed.recv_timeout(Duration::from_secs(20)) {
            if printed == line {
                return Ok(());
            }
            others.push(printed);
        }
        Err(format!("expected {line:?} to be printed, found {others:?}").into())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // `cargo run` replaces itself by the program, so this ends the server.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
