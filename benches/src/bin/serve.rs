//! Asks for `/openapi.json` of the scenario, served by each of our adapters and by the peers:
//! `cargo run --release -p benches --features peers --bin serve -- [--quick] [--fastapi PYTHON]`
//!
//! With the feature `serving` alone it measures ours alone. Each server is a process of its own with one thread that
//! answers; this process asks over eight connections. Samples are taken in turns.

use std::error::Error;
use std::io::{self, BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use benches::arguments::Arguments;
use benches::load::{self, Sample};
use benches::scenario::Scenario;
use benches::serving::{DOCUMENT, servers};
use benches::table::Table;
use benches::{fastapi, median};

const OPERATIONS: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::given();
    match &arguments.others[..] {
        [] => measure(&arguments),
        [name] => serve(name),
        _ => Err("expected no argument, or the name of a server".into()),
    }
}

/// Is the server of that name, for ever.
fn serve(name: &str) -> Result<(), Box<dyn Error>> {
    let found = servers().into_iter().find(|(held, _)| *held == name);
    let (_, serve) = found.ok_or_else(|| format!("there is no server `{name}`"))?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    println!("{}", listener.local_addr()?);
    serve(listener, OPERATIONS);
    Ok(())
}

/// A process that ends with this one.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill().and_then(|()| self.0.wait());
    }
}

/// A server in a process of its own.
struct Server {
    name: String,
    process: Process,
    address: SocketAddr,
}

impl Server {
    fn start(name: &str, command: &mut Command) -> Result<Self, Box<dyn Error>> {
        Self::of(name, command.stdout(Stdio::piped()).spawn()?)
    }

    /// A process that prints its address first.
    fn of(name: &str, process: Child) -> Result<Self, Box<dyn Error>> {
        let mut process = Process(process);
        let mut line = String::new();
        if let Some(output) = process.0.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let address = line.trim().parse();
        let address =
            address.map_err(|_| format!("{name}: expected an address to be printed, found `{}`", line.trim()))?;
        Ok(Self { name: name.to_owned(), process, address })
    }

    fn blame(&self, error: &io::Error) -> String {
        format!("{}: {error}", self.name)
    }

    /// How long its process has had a processor, in seconds, where the system tells.
    fn busy(&self) -> Option<f64> {
        let told = std::fs::read_to_string(format!("/proc/{}/stat", self.process.0.id())).ok()?;
        let mut fields = told.rsplit_once(')')?.1.split_whitespace().skip(11);
        let mut ticks = || fields.next()?.parse::<f64>().ok();
        // A tick is a hundredth of a second on every Linux.
        Some((ticks()? + ticks()?) / 100.0)
    }
}

/// What a client asks for, and what it is sent by each server.
struct Question {
    heading: &'static str,
    asked: Vec<Asked>,
}

/// The request that a server gets, and the samples taken of it.
struct Asked {
    request: String,
    sent: String,
    samples: Vec<(Sample, Option<f64>)>,
}

impl Asked {
    /// How long the server has had a processor for one request, in microseconds: the mean of all samples, for ticks are
    /// coarse.
    fn busy_each(&self) -> Option<f64> {
        let requests: usize = self.samples.iter().map(|(sample, _)| sample.requests).sum();
        let busy: Option<f64> = self.samples.iter().map(|(_, busy)| *busy).sum();
        Some(busy? * 1e6 / requests as f64)
    }
}

impl Question {
    fn new(
        heading: &'static str,
        all: &[Server],
        headers: impl Fn(&Server) -> Result<Option<(&'static str, String)>, Box<dyn Error>>,
    ) -> Result<Self, Box<dyn Error>> {
        let mut asked = Vec::new();
        for server in all {
            let header = headers(server)?;
            let header: Vec<(&str, &str)> = header.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let request = load::get(DOCUMENT, &header);
            let reply = load::ask(server.address, &request).map_err(|error| server.blame(&error))?;
            let encoding = reply.header("content-encoding").unwrap_or("identity");
            let sent = match reply.status {
                304 => "304".to_owned(),
                status => format!("{status}, {encoding}, {} KB", reply.body.len() / 1000),
            };
            asked.push(Asked { request, sent, samples: Vec::new() });
        }
        Ok(Self { heading, asked })
    }
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let (rounds, duration) = if arguments.quick { (3, 300) } else { (7, 700) };
    let duration = Duration::from_millis(duration);
    let mut all = Vec::new();
    for (name, _) in servers() {
        all.push(Server::start(name, Command::new(std::env::current_exe()?).arg(name))?);
    }
    if let Some(python) = &arguments.fastapi {
        let process = fastapi::start(python, &["serve"], Some(Scenario::made(OPERATIONS)))?;
        all.push(Server::of("FastAPI on uvicorn", process)?);
    }
    let mut questions = [
        Question::new("As it is", &all, |_| Ok(None))?,
        Question::new("`accept-encoding: br`", &all, |_| Ok(Some(("accept-encoding", "br".to_owned()))))?,
        Question::new("`if-none-match` with the `etag` that was sent, if one was", &all, |server| {
            let reply = load::ask(server.address, &load::get(DOCUMENT, &[])).map_err(|error| server.blame(&error))?;
            Ok(reply.header("etag").map(|etag| ("if-none-match", etag.to_owned())))
        })?,
    ];
    for _ in 0..rounds {
        for question in &mut questions {
            for (server, asked) in all.iter().zip(&mut question.asked) {
                let before = server.busy();
                let sample = load::run(server.address, &asked.request, duration);
                let sample = sample.map_err(|error| server.blame(&error))?;
                let busy = server.busy().zip(before).map(|(after, before)| after - before);
                asked.samples.push((sample, busy));
            }
        }
    }
    for question in &questions {
        println!("### {}\n\n{}", question.heading, table(&all, question));
    }
    Ok(())
}

fn table(all: &[Server], question: &Question) -> Table {
    let head = ["", "is sent", "requests/s", "median µs", "99 % µs", "server's µs of processor each", "÷ ours on axum"];
    let mut table = Table::new(head);
    let ours = question.asked.first().and_then(Asked::busy_each);
    for (server, asked) in all.iter().zip(&question.asked) {
        let of = |figure: fn(&Sample) -> f64| {
            median(asked.samples.iter().map(|(sample, _)| figure(sample))).unwrap_or(f64::NAN)
        };
        let busy = asked.busy_each();
        let figure =
            |figure: Option<f64>, decimals: usize| figure.map_or("–".to_owned(), |it| format!("{it:.decimals$}"));
        table.row([
            server.name.clone(),
            asked.sent.clone(),
            format!("{:.0}", of(|sample| sample.rate)),
            format!("{:.0}", of(|sample| sample.median)),
            format!("{:.0}", of(|sample| sample.p99)),
            figure(busy, 1),
            figure(busy.zip(ours).map(|(busy, ours)| busy / ours), 1),
        ]);
    }
    table
}
