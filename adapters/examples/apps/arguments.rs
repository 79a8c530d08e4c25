//! What the examples' programs take from the command line.

/// The number after `--app` or `--port`.
pub fn number(name: &str) -> Option<u16> {
    std::env::args().skip_while(|argument| argument != name).nth(1)?.parse().ok()
}
