//! One wrong request has one answer, whichever framework reads it.

use openapi_input::Reading;

use crate::FRAMEWORKS;
use crate::wire::{Answer, request, send};

const JSON: (&str, &str) = ("content-type", "application/json");

/// What is wrong, the request, the status and the kind of the first fault.
fn wrong() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let night = |room: &str, query: &str| request("GET", &format!("/rooms/{room}/nights/2031-02-03?{query}"), &[], b"");
    let book = |headers: &[(&str, &str)], body: &[u8]| request("POST", "/bookings", headers, body);
    let me = |headers: &[(&str, &str)]| request("GET", "/me", headers, b"");
    vec![
        ("a segment that is no UTF-8", night("%ff", "guests=2"), 422, "string_unicode"),
        ("half a character", night("%e2%82", "guests=2"), 422, "string_unicode"),
        ("a segment that is no number", night("%7e", "guests=2"), 422, "int_parsing"),
        ("a query that is no UTF-8", night("7", "guests=%ff"), 422, "int_parsing"),
        ("a percent sign alone", night("7", "guests=%"), 422, "int_parsing"),
        ("a name twice, the last one wrong", night("7", "guests=2&guests=x"), 422, "int_parsing"),
        ("a name that is not known", night("7", "guests=2&guest=3"), 422, "extra_forbidden"),
        ("a body that is no UTF-8", book(&[JSON], b"{\"guests\": \"\xff\"}"), 400, ""),
        ("a body that is no JSON", book(&[JSON], b"{"), 422, "json_invalid"),
        ("no body", book(&[JSON], b""), 422, "missing"),
        ("a body of another media type", book(&[("content-type", "text/plain")], b"{}"), 422, "model_attributes_type"),
        ("a body of no media type", book(&[], b"{}"), 422, "model_attributes_type"),
        ("a number that no float holds", book(&[JSON], b"{\"room\": 1e999}"), 422, ""),
        ("a lone surrogate", book(&[JSON], b"\"\\ud800\""), 422, "json_invalid"),
        ("a text for an integer", book(&[JSON], br#"{"guests": [{"name": "Ann"}], "room": "7", "board": "none", "price": "1", "pays": {"by": "cash", "deposit": 1}}"#), 422, "int_type"),
        ("a struct as a list", book(&[JSON], b"[1, 2, 3]"), 422, "model_attributes_type"),
        ("a tuple that is too long", book(&[JSON], br#"{"guests": [{"name": "Ann"}], "room": 7, "board": "none", "price": "1", "pays": {"by": "cash", "deposit": 1}, "bed": [1, true, 3]}"#), 422, "too_long"),
        ("a header that is no ASCII", me(&[("x-device", "\u{e9}"), ("cookie", "ticket=abcd")]), 422, "string_too_short"),
        ("a header twice, the first one wrong", me(&[("x-device", "a"), ("x-device", "phone"), ("cookie", "ticket=abcd")]), 422, "string_too_short"),
        ("a cookie that is none", me(&[("x-device", "phone"), ("cookie", ";=;ticket")]), 422, "missing"),
        ("two cookie headers", me(&[("x-device", "phone"), ("cookie", "ticket=abcd"), ("cookie", "ticket=ABCD")]), 422, "string_pattern_mismatch"),
        ("a form of another media type", request("POST", "/opinions", &[JSON], b"{}"), 422, "missing"),
        ("a multipart form that breaks off", request("POST", "/opinions", &[("content-type", "multipart/form-data; boundary=x")], b"--x\r\n"), 400, ""),
        ("a multipart form without a boundary", request("POST", "/opinions", &[("content-type", "multipart/form-data")], b"--x\r\n"), 400, ""),
    ]
}

fn answers(reading: Option<Reading>) -> Vec<(&'static str, Vec<Answer>)> {
    FRAMEWORKS
        .map(|(name, serve)| {
            let address = serve(reading.clone());
            let answers = wrong()
                .iter()
                .map(|(what, request, ..)| send(address, request).unwrap_or_else(|| panic!("{name}: {what}")))
                .collect();
            (name, answers)
        })
        .into()
}

fn one_answer_each(reading: Option<Reading>) {
    let all = answers(reading);
    for (index, (what, _, status, kind)) in wrong().iter().enumerate() {
        let (_, first) = &all[0];
        for (name, answers) in &all {
            let answer = &answers[index];
            assert_eq!(answer.status, *status, "{name}: {what}: {}", answer.body);
            assert_eq!(answer.content_type, "application/json", "{name}: {what}");
            assert_eq!(answer.body, first[index].body, "{name}: {what}");
            if !kind.is_empty() {
                assert_eq!(answer.faults()[0].0, *kind, "{name}: {what}: {}", answer.body);
            }
        }
    }
}

#[test]
fn extractors_give_one_answer_on_all_frameworks() {
    one_answer_each(None);
}

#[test]
fn the_look_at_a_whole_request_gives_one_answer_on_all_frameworks() {
    one_answer_each(Some(Reading::strict()));
}

#[test]
fn faults_of_one_extractor_are_told_at_once_and_those_of_all_with_a_word() {
    let request = request("GET", "/rooms/0/nights/soon?guests=9&quiet=perhaps", &[], b"");
    for (name, serve) in FRAMEWORKS {
        let by_itself = send(serve(None), &request).unwrap();
        let places = |answer: &Answer| answer.faults().iter().map(|(_, loc)| loc.to_string()).collect::<Vec<_>>();
        assert_eq!(places(&by_itself), [r#"["path","room"]"#, r#"["path","night"]"#], "{name}");
        let whole = send(serve(Some(Reading::strict())), &request).unwrap();
        let all = [r#"["path","room"]"#, r#"["path","night"]"#, r#"["query","guests"]"#, r#"["query","quiet"]"#];
        assert_eq!(places(&whole), all, "{name}");
    }
}

#[test]
fn no_answer_names_a_type_of_rust() {
    for (name, serve) in FRAMEWORKS {
        let address = serve(None);
        for (what, request, ..) in wrong() {
            let body = send(address, &request).unwrap().body;
            for of_rust in ["u8", "i64", "struct", "enum Floor", "Booking", "expected", "invalid type"] {
                let quoted = body.contains("\"expected\"");
                assert!(of_rust == "expected" && quoted || !body.contains(of_rust), "{name}: {what}: {body}");
            }
        }
    }
}
