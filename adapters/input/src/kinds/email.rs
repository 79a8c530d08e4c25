//! Email addresses, by the rules of the Python package that pydantic asks.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::{Exactness, Read};
use crate::fault::Fault;

/// RFC 5321: the most bytes of a label of the domain, of a domain, of an address.
const MOST_LABEL: usize = 63;
const MOST_DOMAIN: usize = 253;
const MOST_ADDRESS: usize = 254;

/// More than any address with a name before it.
const MOST_TEXT: usize = 2048;

/// Names that nobody's mail is sent to: RFC 6761 and its kin.
const RESERVED: [&str; 6] = ["arpa", "invalid", "local", "localhost", "onion", "test"];

pub(super) fn read(input: &Value) -> Read {
    let Value::String(text) = input else { return Err(Fault::string_type()) };
    let address = address(text).map_err(Fault::email)?;
    Ok((address.into(), Exactness::Lax))
}

/// The address alone: `User <user@EXAMPLE.com>` → `user@example.com`
fn address(text: &str) -> Result<String, &'static str> {
    if text.len() > MOST_TEXT {
        return Err("Length must not exceed 2048 characters.");
    }
    if text.contains(['\r', '\n']) {
        return Err("Carriage return and line feed characters are not allowed");
    }
    let trimmed = text.trim();
    let address = match trimmed.strip_suffix('>').and_then(|named| named.split_once('<')) {
        Some((name, address)) if !address.contains(['<', '>']) && is_name(name.trim()) => address,
        _ => trimmed,
    };
    let (local, domain) = address.rsplit_once('@').ok_or("An email address must have an @-sign.")?;
    let (local, domain) = split(local, domain, address)?;
    check_local(local)?;
    let domain = ascii_domain(domain)?;
    if local.len() + 1 + domain.len() > MOST_ADDRESS {
        return Err("The email address is too long.");
    }
    Ok(format!("{local}@{domain}"))
}

/// A name before an address has no character that is one of an address.
fn is_name(name: &str) -> bool {
    name.is_empty() || !name.contains(['@', ';', ',', '(', ')', '[', ']', '\\'])
}

/// The first sign parts an address, unless it is quoted.
fn split<'a>(local: &'a str, domain: &'a str, address: &'a str) -> Result<(&'a str, &'a str), &'static str> {
    if local.is_empty() {
        return Err("There must be something before the @-sign.");
    }
    if domain.is_empty() {
        return Err("There must be something after the @-sign.");
    }
    if local.starts_with('"') {
        return Err("Quoting the part before the @-sign is not allowed here.");
    }
    if local.contains('@') {
        return Err("The part after the @-sign contains invalid characters: '@'.");
    }
    if address.contains(is_unsafe) {
        return Err("The email address contains unsafe characters.");
    }
    Ok((local, domain))
}

/// Characters that nobody sees.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || character != ' ' && character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(character, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn check_local(local: &str) -> Result<(), &'static str> {
    if local.starts_with('.') {
        return Err("An email address cannot start with a period.");
    }
    if local.ends_with('.') {
        return Err("An email address cannot have a period immediately before the @-sign.");
    }
    if local.contains("..") {
        return Err("An email address cannot have two periods in a row.");
    }
    let allowed = |character: char| {
        character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character) || is_letter(character)
    };
    if !local.chars().all(allowed) {
        return Err("The email address contains invalid characters before the @-sign.");
    }
    Ok(())
}

/// A letter, mark or digit beyond ASCII.
fn is_letter(character: char) -> bool {
    !character.is_ascii() && !character.is_whitespace() && !character.is_control() && character != '\u{fffd}'
}

fn ascii_domain(domain: &str) -> Result<String, &'static str> {
    if let Some(literal) = domain.strip_prefix('[').and_then(|literal| literal.strip_suffix(']')) {
        let is_address =
            literal.parse::<Ipv4Addr>().is_ok() || literal.trim_start_matches("IPv6:").parse::<Ipv6Addr>().is_ok();
        return Err(if is_address {
            "A bracketed IP address after the @-sign is not allowed here."
        } else {
            "The address in brackets after the @-sign is not valid."
        });
    }
    if domain
        .chars()
        .any(|character| character.is_ascii() && !character.is_ascii_alphanumeric() && !"-.".contains(character))
    {
        return Err("The part after the @-sign contains invalid characters.");
    }
    if domain.starts_with('.') || domain.ends_with('.') {
        return Err("An email address cannot have a period at the start or the end of the domain.");
    }
    if domain.contains("..") {
        return Err("An email address cannot have two periods in a row.");
    }
    let labels = || domain.split('.');
    if labels().any(|label| label.starts_with('-') || label.ends_with('-')) {
        return Err("An email address cannot have a hyphen next to a period or at the end of the domain.");
    }
    let is_no_punycode = |label: &str| {
        label.get(2..4) == Some("--") && !label.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("xn"))
    };
    if labels().any(is_no_punycode) {
        return Err("An email address cannot have two letters followed by two dashes, except Punycode.");
    }
    let ascii = idna::domain_to_ascii(domain).map_err(|_| "The part after the @-sign contains invalid characters.")?;
    if ascii.len() > MOST_DOMAIN || ascii.split('.').any(|label| label.len() > MOST_LABEL || label.is_empty()) {
        return Err("The email address is too long after the @-sign.");
    }
    let last = ascii.rsplit('.').next().unwrap_or_default();
    if ascii.contains('.') && RESERVED.contains(&last) {
        return Err("The part after the @-sign is a special-use or reserved name that cannot be used with email.");
    }
    if !ascii.contains('.') {
        return Err("The part after the @-sign is not valid. It should have a period.");
    }
    if !last.ends_with(|last: char| last.is_ascii_alphabetic()) {
        return Err("The part after the @-sign is not valid. It is not within a valid top-level domain.");
    }
    Ok(ascii)
}
