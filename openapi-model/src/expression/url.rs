//! What a URL to call must be, and how one is put together so that no value changes where it leads.

use alloc::string::String;
use core::net::Ipv6Addr;

use super::encode::percent_encode;
use super::error::{EvaluateError, UrlFault};

/// The component of a URL in which some text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Component {
    Authority,
    Path,
    Query,
    Fragment,
}

/// Checks that the text is an absolute URL to call, and says in which component it ends.
pub(super) fn check(text: &str) -> Result<Component, UrlFault> {
    if let Some(found) = text.chars().find(|letter| cannot_stand_in_a_url(*letter)) {
        return Err(UrlFault::Character(found));
    }
    let (scheme, rest) = text.split_once("://").ok_or(UrlFault::Scheme)?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(UrlFault::Scheme);
    }
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    check_authority(&rest[..authority_end])?;
    Ok(rest[authority_end..].chars().fold(Component::Authority, |component, letter| component.after(letter)))
}

fn check_authority(authority: &str) -> Result<(), UrlFault> {
    let (user, address) = authority.split_once('@').unwrap_or(("", authority));
    let (host, port) = match address.strip_prefix('[').and_then(|address| address.split_once(']')) {
        Some((host, port)) => (host.parse::<Ipv6Addr>().is_ok(), port),
        None => {
            let host_end = address.find(':').unwrap_or(address.len());
            (is_plain_host(&address[..host_end]), &address[host_end..])
        }
    };
    let is_port = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit()) && digits.parse::<u16>().is_ok();
    match port.strip_prefix(':') {
        _ if !host || user.contains(['[', ']']) => Err(UrlFault::Host),
        None if port.is_empty() => Ok(()),
        Some(digits) if is_port(digits) => Ok(()),
        _ => Err(UrlFault::Port),
    }
}

fn is_plain_host(host: &str) -> bool {
    !host.is_empty() && !host.contains(['%', '@', '[', ']', '<', '>', '^', '|', '"', '`', '{', '}'])
}

fn cannot_stand_in_a_url(letter: char) -> bool {
    letter.is_control() || letter.is_whitespace() || letter == '\\'
}

fn is_control_or_line_break(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

impl Component {
    fn after(self, letter: char) -> Self {
        match (self, letter) {
            (Component::Fragment, _) | (_, '#') => Component::Fragment,
            (Component::Query, _) | (_, '?') => Component::Query,
            (Component::Path, _) | (_, '/') => Component::Path,
            (Component::Authority, _) => Component::Authority,
        }
    }
}

/// A URL that grows from left to right.
#[derive(Default)]
pub(super) struct UrlText {
    text: String,
    /// What it begins with: an expression or text.
    opening: String,
    /// In which component it ends; none before it begins.
    component: Option<Component>,
    /// It is one value up to here, which ends in its query or fragment.
    path_is_over: bool,
    /// Where the last segment of the path begins.
    segment: usize,
    /// The expression whose value was put into that segment.
    segment_holds: Option<String>,
}

impl UrlText {
    /// Begins or goes on with text of the template.
    pub(super) fn push_literal(&mut self, literal: &str) -> Result<(), EvaluateError> {
        let Some(mut component) = self.component else { return self.open(literal, literal) };
        if let Some(found) = literal.chars().find(|letter| cannot_stand_in_a_url(*letter)) {
            return Err(EvaluateError::Character { text: literal.into(), found });
        }
        self.continues_with(literal, literal)?;
        for letter in literal.chars() {
            let next = component.after(letter);
            if next != component || (letter == '/' && next == Component::Path) {
                self.end_segment()?;
                self.segment = self.text.len() + 1;
            }
            component = next;
            self.component = Some(next);
            self.text.push(letter);
        }
        Ok(())
    }

    /// Begins with a value as it stands, or goes on with one, encoded so that it ends where it began: in this segment,
    /// query or fragment.
    pub(super) fn push_value(&mut self, expression: &str, value: &str) -> Result<(), EvaluateError> {
        if self.component.is_none() {
            self.open(expression, value)?;
            self.path_is_over = matches!(self.component, Some(Component::Query | Component::Fragment));
            return Ok(());
        }
        if let Some(found) = value.chars().find(|letter| is_control_or_line_break(*letter)) {
            return Err(EvaluateError::Character { text: expression.into(), found });
        }
        self.continues_with("", expression)?;
        self.text.push_str(&percent_encode(value));
        if self.component == Some(Component::Path) {
            self.segment_holds = Some(expression.into());
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<String, EvaluateError> {
        if self.component.is_none() {
            self.open("", "")?;
        }
        self.end_segment()?;
        Ok(self.text)
    }

    fn open(&mut self, name: &str, text: &str) -> Result<(), EvaluateError> {
        let component = check(text).map_err(|fault| EvaluateError::NotAUrl { opening: name.into(), fault })?;
        self.component = Some(component);
        self.opening = name.into();
        self.text = text.into();
        self.segment = text.rfind('/').map_or(0, |slash| slash + 1);
        Ok(())
    }

    /// Refuses what would change the host, or end up in the query or fragment of the opening value.
    fn continues_with(&mut self, literal: &str, next: &str) -> Result<(), EvaluateError> {
        let allowed: &[char] = match self.component {
            Some(Component::Authority) => &['/', '?', '#'],
            Some(Component::Query) if self.path_is_over => &['&', '#'],
            Some(Component::Fragment) if self.path_is_over => &[],
            _ => return Ok(()),
        };
        if literal.starts_with(allowed) {
            self.path_is_over = false;
            return Ok(());
        }
        let (opening, next) = (self.opening.clone(), next.into());
        Err(match self.path_is_over {
            true => EvaluateError::PathIsOver { opening, next },
            false => EvaluateError::HostRunsOn { opening, next },
        })
    }

    /// Refuses a segment that a value has made empty, `.` or `..`: it would lead elsewhere than the template says.
    fn end_segment(&mut self) -> Result<(), EvaluateError> {
        let Some(expression) = self.segment_holds.take() else { return Ok(()) };
        let segment = &self.text[self.segment..];
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "" | "." | ".." => Err(EvaluateError::Segment { expression, segment: segment.into() }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_component_in_which_a_url_ends_is_known() {
        for (text, component) in [
            ("https://a.example", Component::Authority),
            ("HTTP://user:pw@a.example:8080", Component::Authority),
            ("https://[::1]:80/", Component::Path),
            ("https://a.example/?", Component::Query),
            ("https://a.example?a=https://b.example/", Component::Query),
            ("https://a.example/#?/", Component::Fragment),
            ("https://xn--mnchen-3ya.example/a", Component::Path),
            ("https://münchen.example", Component::Authority),
        ] {
            assert_eq!(check(text), Ok(component), "{text}");
        }
    }

    #[test]
    fn what_is_no_url_to_call_is_refused() {
        for (text, fault) in [
            ("", UrlFault::Scheme),
            ("/events", UrlFault::Scheme),
            ("//a.example", UrlFault::Scheme),
            ("https:a.example", UrlFault::Scheme),
            ("https:/a.example", UrlFault::Scheme),
            ("ftp://a.example", UrlFault::Scheme),
            ("javascript:alert(1)//://", UrlFault::Scheme),
            ("https://", UrlFault::Host),
            ("https:///a.example", UrlFault::Host),
            ("https://?a", UrlFault::Host),
            ("https://user@", UrlFault::Host),
            ("https://:80", UrlFault::Host),
            ("https://a@b@c.example", UrlFault::Host),
            ("https://a%2eexample", UrlFault::Host),
            ("https://[fe80::1%25eth0]/", UrlFault::Host),
            ("https://[::1", UrlFault::Host),
            ("https://[::1]a/", UrlFault::Port),
            ("https://a.example:", UrlFault::Port),
            ("https://a.example:+80", UrlFault::Port),
            ("https://a.example:65536", UrlFault::Port),
            ("https://a.example\r\nHost: b", UrlFault::Character('\r')),
            ("https://a.example\\@b.example", UrlFault::Character('\\')),
            (" https://a.example", UrlFault::Character(' ')),
            ("https://a.example/\u{2028}", UrlFault::Character('\u{2028}')),
        ] {
            assert_eq!(check(text), Err(fault), "{text}");
        }
    }
}
