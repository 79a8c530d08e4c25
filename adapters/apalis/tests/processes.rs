//! Stored callbacks and processes that are killed, and that work together. Prints what it counts.
//!
//! ```console
//! $ cargo test -p openapi-apalis --test processes                                            # a short form of both
//! $ cargo test --release -p openapi-apalis --test processes -- kill --kills 50 --callbacks 1000
//! $ cargo test --release -p openapi-apalis --test processes -- together --workers 2 --callbacks 5000
//! ```
//!
//! `--postgres URL` (feature `postgres`) takes that in place of a file.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

#[path = "receiver/mod.rs"]
mod receiver;

use std::collections::{BTreeMap, HashMap};
use std::process::{ExitCode, Stdio};
use std::time::{Duration, Instant};

use openapi_apalis::{Handle, Queue, Store};
use openapi_merge::declare;
use openapi_reqwest::{AnyAnswer, Callback, Policy, Retries, Secret, Sender, Verifier};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use receiver::{Receiver, Reply};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // A test program that is asked for its tests has none with a name.
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let number = |name: &str, usual: usize| option(&arguments, name).map_or(usual, |text| text.parse().unwrap());
    let (workers, concurrency) = (number("--workers", 2), number("--concurrency", 16));
    runtime.block_on(async {
        match arguments.first().map(String::as_str) {
            Some("child") => child(&arguments).await,
            Some("kill") => kill(number("--kills", 50), number("--callbacks", 1000), &arguments).await,
            Some("together") => together(workers, number("--callbacks", 5000), concurrency, &arguments).await,
            _ => {
                kill(5, 100, &arguments).await;
                together(2, 200, 16, &arguments).await;
            }
        }
    });
    ExitCode::SUCCESS
}

fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let mut after = arguments.iter().skip_while(|argument| *argument != name);
    after.nth(1).map(String::as_str)
}

fn callback() -> Callback<usize, AnyAnswer> {
    Callback::new(declare::post("{$request.query.url}").name("counted")).signed().at_least_once()
}

async fn store(place: &str) -> Store {
    #[cfg(feature = "postgres")]
    if let Some((url, queue)) = place.split_once("#") {
        return Store::postgres(url).await.unwrap().queue(queue);
    }
    Store::sqlite(place).await.unwrap()
}

async fn queue(place: &str, name: &str, concurrency: usize) -> (Queue, Handle<usize, AnyAnswer>) {
    let policy = Policy::new().http(true).any_port(true).loopback(true).user_agent(name);
    let queue = Queue::builder(store(place).await, Sender::new(policy).unwrap())
        .retries(Retries::attempts(1000).first_wait(Duration::from_millis(1)).longest_wait(Duration::from_millis(1)))
        .secrets(async |_| Ok(vec![SECRET.parse::<Secret>().unwrap()]))
        .heartbeat(Duration::from_secs(1))
        .poll(Duration::from_millis(50))
        .concurrency(concurrency)
        .build();
    let handle = queue.prepare(callback()).unwrap().secret("any");
    (queue, handle)
}

/// A process that sends what is stored, and stores callbacks itself if it is told to: one line on its standard output for
/// each that it knows to be stored.
async fn child(arguments: &[String]) {
    let text = |name| option(arguments, name).unwrap();
    let (queue, notify) = queue(text("--place"), text("--name"), text("--concurrency").parse().unwrap()).await;
    let (first, end): (usize, usize) = (text("--first").parse().unwrap(), text("--end").parse().unwrap());
    let url = text("--url").to_owned();
    tokio::spawn(async move {
        for number in first..end {
            let id = notify.enqueue_to(&url, &number).await.unwrap();
            println!("stored {number} {id}");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    // The parent has the other end; without it there is nobody to work for.
    let parent = async {
        let mut line = String::new();
        let _ = BufReader::new(tokio::io::stdin()).read_line(&mut line).await;
    };
    queue.run_until(parent).await;
}

fn start(place: &str, url: &str, name: &str, concurrency: usize, numbers: std::ops::Range<usize>) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["child", "--place", place, "--url", url, "--name", name])
        .args(["--concurrency", &concurrency.to_string()])
        .args(["--first", &numbers.start.to_string(), "--end", &numbers.end.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

/// A store of this run's own: a file that goes with it, or a queue of this name in PostgreSQL.
struct Place(String, bool);

impl Place {
    fn new(arguments: &[String], run: &str) -> Self {
        let name = format!("openapi-apalis-{run}-{}", std::process::id());
        match option(arguments, "--postgres") {
            Some(url) => Self(format!("{url}#{name}"), false),
            None => Self(std::env::temp_dir().join(format!("{name}.db")).display().to_string(), true),
        }
    }

    fn kind(&self) -> &'static str {
        if self.1 { "SQLite" } else { "PostgreSQL" }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.1 {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", self.0));
            }
        }
    }
}

/// Kills the process that stores and sends at random moments, until all is stored, and looks what has arrived.
async fn kill(kills: usize, callbacks: usize, arguments: &[String]) {
    let receiver = Receiver::new(|_, before| Reply::ok().delay(Duration::from_millis(before as u64 % 40))).await;
    let place = Place::new(arguments, "kill");
    let mut stored: BTreeMap<usize, String> = BTreeMap::new();
    let mut killed = 0;
    let begun = Instant::now();
    while killed < kills || stored.len() < callbacks {
        let next = stored.keys().next_back().map_or(0, |last| last + 1);
        // Of each life's share the last callbacks may be stored and not told, so they come again with another id.
        let share = if killed < kills { (callbacks * (killed + 1)).div_ceil(kills) } else { callbacks };
        let mut process = start(&place.0, &receiver.url(), "killed", 16, next..share.max(next));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next_line();
        // Told to start, it may have nothing to store.
        let _ = tokio::time::timeout(Duration::from_secs(10), async {
            if share > next {
                remember(&mut stored, first.await.unwrap());
            }
        })
        .await;
        if killed < kills {
            let moment = Duration::from_micros(random(900_000));
            let life = async {
                while let Ok(line) = lines.next_line().await {
                    if line.is_none() {
                        std::future::pending::<()>().await;
                    }
                    remember(&mut stored, line);
                }
            };
            let _ = tokio::time::timeout(moment, life).await;
            // SIGKILL: nothing of the process runs any more.
            process.kill().await.unwrap();
            killed += 1;
            // What it said before is in the pipe.
            while let Ok(Some(line)) = lines.next_line().await {
                remember(&mut stored, Some(line));
            }
        } else {
            while stored.len() < callbacks {
                remember(&mut stored, lines.next_line().await.unwrap());
            }
            process.kill().await.unwrap();
        }
    }

    let _last = start(&place.0, &receiver.url(), "last", 16, 0..0);
    let mut missing = stored.len();
    for _ in 0..600 {
        let arrived = counted(&receiver);
        missing = stored.values().filter(|id| !arrived.contains_key(id.as_str())).count();
        if missing == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Doubles of the last processes come when their jobs are given to the new one.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let arrived = counted(&receiver);
    let doubles = arrived.values().filter(|times| **times > 1).count();
    println!(
        "{}: {killed} times SIGKILL while {} callbacks were stored and sent, {:.1} s: {missing} lost, {} requests for {} ids, \
         {doubles} of them more than once",
        place.kind(),
        stored.len(),
        begun.elapsed().as_secs_f64(),
        arrived.values().sum::<usize>(),
        arrived.len(),
    );
    assert_eq!(missing, 0);
    same_body_for_the_same_id(&receiver);
}

fn remember(stored: &mut BTreeMap<usize, String>, line: Option<String>) {
    let line = line.unwrap();
    let mut words = line.split(' ').skip(1);
    stored.insert(words.next().unwrap().parse().unwrap(), words.next().unwrap().to_owned());
}

fn counted(receiver: &Receiver) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    for arrived in receiver.arrived() {
        *counted.entry(arrived.id().to_owned()).or_default() += 1;
    }
    counted
}

/// Every arrival is signed, and what comes again with an id is what came before.
fn same_body_for_the_same_id(receiver: &Receiver) {
    let verifier = Verifier::new([SECRET.parse::<Secret>().unwrap()]).tolerance(Duration::from_secs(3600));
    let mut bodies: HashMap<String, String> = HashMap::new();
    for arrived in receiver.arrived() {
        verifier.verify(|name| arrived.header(name), arrived.body.as_bytes()).unwrap();
        let first = bodies.entry(arrived.id().to_owned()).or_insert_with(|| arrived.body.clone());
        assert_eq!(*first, arrived.body);
    }
}

/// Several processes on one store, none of which is killed.
async fn together(workers: usize, callbacks: usize, concurrency: usize, arguments: &[String]) {
    let receiver = Receiver::with([Reply::ok()]).await;
    let place = Place::new(arguments, "together");
    let (queue, notify) = queue(&place.0, "nobody", concurrency).await;
    let begun = Instant::now();
    for number in 0..callbacks {
        notify.enqueue_to(&receiver.url(), &number).await.unwrap();
    }
    let storing = begun.elapsed();

    let names: Vec<String> = (1..=workers).map(|worker| format!("worker-{worker}")).collect();
    let mut processes = Vec::new();
    for name in &names {
        processes.push(start(&place.0, &receiver.url(), name, concurrency, 0..0));
    }
    while receiver.arrived().len() < callbacks {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    while queue.counts().await.unwrap().sent < callbacks as u64 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    drop(processes);

    let arrived = receiver.arrived();
    let sending = arrived[arrived.len() - 1].at - arrived[0].at;
    let again = counted(&receiver).values().filter(|times| **times > 1).count();
    let at_once = arrived.iter().filter(|arrived| arrived.together > 1).count();
    let shares: Vec<usize> = names
        .iter()
        .map(|name| arrived.iter().filter(|arrived| arrived.header("user-agent") == Some(name)).count())
        .collect();
    let rate = |time: Duration| callbacks as f64 / time.as_secs_f64();
    println!(
        "{}: {callbacks} callbacks stored one by one, {:.0} a second; sent by {workers} processes, {concurrency} at a time \
         each, {:.0} a second, shares {shares:?}; {again} sent more than once, {at_once} of them at the same time",
        place.kind(),
        rate(storing),
        rate(sending),
    );
    assert_eq!((again, at_once), (0, 0));
    assert!(workers < 2 || shares.iter().all(|share| *share > 0), "{shares:?}");
    same_body_for_the_same_id(&receiver);
}

/// A number below `end` from the low digits of the clock: the moments need not be more random than this.
fn random(end: u64) -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    u64::from(now.subsec_nanos()).wrapping_mul(2_654_435_761) % end
}
