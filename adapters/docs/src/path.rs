//! The paths files are answered at, and how one refers to another from wherever the whole is mounted.

/// Why `path` cannot be the path of a file, or `None` if it can.
///
/// Only characters that mean nothing to HTML, to a URL or to any framework's route syntax are taken, so that a path
/// is written the same everywhere without escaping.
pub(crate) fn mistake(path: &str) -> Option<&'static str> {
    let Some(rest) = path.strip_prefix('/') else {
        return Some("expected it to start with `/`");
    };
    let segments = rest.strip_suffix('/').unwrap_or(rest).split('/');
    for segment in segments.filter(|_| !rest.is_empty()) {
        if segment.is_empty() || segment == "." || segment == ".." {
            return Some("expected no empty, `.` or `..` segment");
        }
        if !segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~@+".contains(&byte)) {
            return Some("expected segments of ASCII letters, digits and `-_.~@+`");
        }
    }
    None
}

/// Where the files of the page at `page` are: below it, so that one route with all below it serves a page.
pub(crate) fn below(page: &str, name: &str) -> String {
    format!("{}/{name}", page.strip_suffix('/').unwrap_or(page))
}

/// The reference that leads a browser looking at `from` to `to`, whatever both are mounted under.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let directory: Vec<&str> = from.split('/').rev().skip(1).collect();
    let target: Vec<&str> = to.split('/').collect();
    let shared = directory.iter().rev().zip(&target[..target.len() - 1]).take_while(|(from, to)| from == to).count();
    let reference = "../".repeat(directory.len() - shared) + &target[shared..].join("/");
    if reference.is_empty() { "./".into() } else { reference }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_starts_with_a_slash_and_has_plain_segments() {
        for path in ["/", "/docs", "/docs/", "/a/b/openapi-3.0.json", "/@me/v1+x"] {
            assert_eq!(mistake(path), None, "{path}");
        }
        for path in ["", "docs", "//docs", "/docs//x", "/../x", "/a/{b}", "/:a", "/*", "/a b", "/a?b", "/a\"b", "/é"] {
            assert!(mistake(path).is_some(), "{path}");
        }
    }

    const PATH: &str = "(/[a-c.]{0,1}[a-c]){1,4}/?";

    proptest! {
        #[test]
        fn a_reference_arrives_under_any_prefix(from in PATH, to in PATH, prefix in "(/[a-c]){0,3}") {
            let origin = "http://host.example";
            let page = url::Url::parse(&format!("{origin}{prefix}{from}"))?;
            let arrived = page.join(&relative(&from, &to))?;
            prop_assert_eq!(arrived.as_str(), format!("{origin}{prefix}{to}"));
        }
    }
}
