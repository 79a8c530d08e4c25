//! Whether a request fits the operation that it is for.

use http::HeaderMap;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use openapi_model::ParameterLocation;

use crate::body::{Body, BodyFault, declared_for, look};
use crate::media_type::MediaType;
use crate::operation::{Credential, Declared, DeclaredBody, DeclaredParameter, Proof};
use crate::schema::{Fault, Schemas};
use crate::value::{Encoding, faults_of_pairs, faults_of_text, object_of_pairs, pairs};
use crate::violation::RequestFault;

/// A request as it is looked at.
pub(crate) struct Request<'a> {
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: Body<'a>,
    /// What stands for each parameter of the path, as it was sent.
    pub(crate) path_parameters: Vec<(&'a str, &'a str)>,
}

#[derive(Debug, Default)]
pub(crate) struct Fit {
    pub(crate) faults: Vec<RequestFault>,
    pub(crate) not_looked_at: Vec<String>,
}

pub(crate) fn fit(schemas: &Schemas, declared: &Declared, request: &Request<'_>) -> Fit {
    let mut fit = Fit::default();
    let query = pairs(request.query);
    let cookies = cookies(request.headers);
    for parameter in &declared.parameters {
        if is_no_parameter(parameter) {
            continue;
        }
        let value = &parameter.value;
        let text = |text: Option<&str>, encoding| {
            text.map(|text| faults_of_text(schemas, value, &parameter.name, text, encoding)).transpose()
        };
        let (location, found) = match parameter.location {
            ParameterLocation::Path => {
                let sent = request.path_parameters.iter().find(|(name, _)| *name == parameter.name);
                ("path", text(sent.map(|(_, value)| *value), Encoding::Percent))
            }
            ParameterLocation::Query => {
                let is_empty = |(name, value): &(String, &str)| *name == parameter.name && value.is_empty();
                if parameter.may_be_empty && query.iter().any(is_empty) {
                    continue;
                }
                ("query", faults_of_pairs(schemas, value, &parameter.name, &query))
            }
            ParameterLocation::Querystring => {
                let found = match (&value.schema, value.content) {
                    (Some(schema), Some(crate::media_type::Sort::Form)) if !request.query.is_empty() => {
                        schemas.faults(schema, &object_of_pairs(schemas, schema, &query)).map(Some)
                    }
                    _ => text((!request.query.is_empty()).then_some(request.query), Encoding::Form),
                };
                ("querystring", found)
            }
            ParameterLocation::Header => {
                let all = request.headers.get_all(&*parameter.name);
                let texts: Vec<_> = all.iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
                let joined = (!texts.is_empty()).then(|| texts.join(", "));
                ("header", text(joined.as_deref(), Encoding::Plain))
            }
            _ => {
                let sent = cookies.iter().find(|(name, _)| *name == parameter.name);
                ("cookie", text(sent.map(|(_, value)| &**value), Encoding::Percent))
            }
        };
        let name = || parameter.name.clone();
        match found {
            Err(reason) => {
                fit.not_looked_at.push(format!("the {location} parameter `{}` of the request: {reason}", name()));
            }
            Ok(None) if parameter.required => {
                fit.faults.push(RequestFault::MissingParameter { location, name: name() })
            }
            Ok(None) => {}
            Ok(Some(faults)) => {
                let fault = |fault: Fault| {
                    let at = if fault.pointer.is_empty() { String::new() } else { format!("at `{}`: ", fault.pointer) };
                    RequestFault::Parameter { location, name: name(), reason: format!("{at}{}", fault.reason) }
                };
                fit.faults.extend(faults.into_iter().map(fault));
            }
        }
    }
    if let Some(body) = &declared.body {
        fit_body(schemas, body, request, &mut fit);
    }
    fit
}

/// Header parameters of these names mean nothing (OAS 3.2, Parameter Object).
fn is_no_parameter(parameter: &DeclaredParameter) -> bool {
    let reserved = ["accept", "content-type", "authorization"];
    parameter.location == ParameterLocation::Header
        && reserved.iter().any(|name| parameter.name.eq_ignore_ascii_case(name))
}

fn fit_body(schemas: &Schemas, declared: &DeclaredBody, request: &Request<'_>, fit: &mut Fit) {
    if request.body.is_empty() {
        if declared.required {
            fit.faults.push(RequestFault::MissingBody);
        }
        return;
    }
    if request.body.bytes.is_empty() {
        fit.not_looked_at.extend(request.body.not_seen().map(|reason| format!("the request: {reason}")));
        return;
    }
    let text = request.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let found = text.as_deref().and_then(MediaType::read);
    let content = found.as_ref().and_then(|found| Some((found, declared_for(&declared.content, found)?.1)));
    let Some((found, content)) = content else {
        let declared = declared.content.iter().map(|content| content.key.clone()).collect();
        fit.faults.push(RequestFault::UndeclaredMediaType { found: text, declared });
        return;
    };
    let looked = look(schemas, content, found, request.body);
    fit.not_looked_at.extend(looked.not_looked_at.map(|reason| format!("the request: {reason}")));
    fit.faults.extend(looked.faults.into_iter().map(|fault| match fault {
        BodyFault::NotJson(reason) => RequestFault::NotJson { reason },
        BodyFault::Value(Fault { pointer, reason }) => RequestFault::Body { pointer, reason },
        BodyFault::Item(index, Fault { pointer, reason }) => {
            RequestFault::Body { pointer: format!("/{index}{pointer}"), reason }
        }
    }));
}

/// Whether one of the declared alternatives has all that it needs, as far as a request shows it.
pub(crate) fn has_credentials(declared: &Declared, request: &Request<'_>) -> bool {
    let cookies = cookies(request.headers);
    let proven = |credential: &Credential| match &credential.proof {
        Proof::Header(name) => request.headers.contains_key(&**name),
        Proof::Query(name) => pairs(request.query).iter().any(|(key, _)| key == name),
        Proof::Cookie(name) => cookies.iter().any(|(key, _)| key == name),
        Proof::Authorization(scheme) => request.headers.get_all(AUTHORIZATION).iter().any(|value| {
            let value = String::from_utf8_lossy(value.as_bytes());
            value.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(scheme))
        }),
        Proof::Unseen => true,
    };
    declared.security.is_empty() || declared.security.iter().any(|all| all.iter().all(proven))
}

fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for value in headers.get_all(COOKIE) {
        let text = String::from_utf8_lossy(value.as_bytes());
        let pairs = text.split(';').filter_map(|pair| pair.trim().split_once('='));
        all.extend(pairs.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned())));
    }
    all
}
