//! An example of an adapter, running as a user runs it.

use std::error::Error;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Program {
    child: Child,
    port: u16,
}

impl Program {
    /// Builds and starts `cargo run -p PACKAGE --example EXAMPLE`, and waits until it listens.
    pub fn start(package: &str, example: &str, arguments: &[&str]) -> Result<Self, Box<dyn Error>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let child = Command::new(cargo)
            .args(["run", "-q", "-p", package, "--example", example, "--", "--port", &port.to_string()])
            .args(arguments)
            .stdout(Stdio::null())
            .spawn()?;
        let mut program = Self { child, port };
        // The first start may have to build.
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if program.child.try_wait()?.is_some() || started.elapsed() > Duration::from_secs(600) {
                return Err(format!("`{example}` of {package} does not start").into());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(program)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // `cargo run` replaces itself by the program, so this ends the server.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
