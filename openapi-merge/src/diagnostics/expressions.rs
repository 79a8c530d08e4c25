//! Warnings: what a callback's expression reads, held against what the operation around it declares.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use openapi_model::expression::{Expression, Finding, HeaderName, Mistake, Name, Reading, Source, Template};
use openapi_model::{ApiKeyLocation, MediaType, ParameterLocation, RefOr, Response, Text, Value};

use super::lookup::{Body, Lookup};
use super::problem::{Problem, ProblemKind, Problems};
use crate::declare::path::PathTemplate;
use crate::declare::{GivenParameter, Security};
use crate::rules::{self, DocumentedBody};
use crate::schemas::Schemas;
use crate::scope::{OperationInScope, Place, Role};

/// Checks every callback of an operation, and the callbacks of those. Schemas are resolved by now.
pub(crate) fn check(operation: &OperationInScope<'_>, schemas: &Schemas, problems: &mut Problems) {
    check_callbacks(operation, &operation.place(), schemas, problems);
}

fn check_callbacks(parent: &OperationInScope<'_>, place: &Place<'_>, schemas: &Schemas, problems: &mut Problems) {
    let place = &Place::Within(place, "callbacks");
    for callback in parent.callbacks() {
        let Some(name) = rules::callback_name(&callback) else { continue };
        let place = &Place::Within(place, name);
        for message in (Declared { operation: parent, schemas }).messages(&Template::from(callback.path)) {
            let kind = ProblemKind::Expression { message };
            problems.add(Problem::warning(callback.declared.at, kind).within(place));
        }
        check_callbacks(&callback, place, schemas, problems);
    }
}

/// What an operation declares and an expression can read.
struct Declared<'a> {
    operation: &'a OperationInScope<'a>,
    schemas: &'a Schemas,
}

/// An expression that reads what is not declared.
struct Undeclared {
    message: String,
    instead: Option<Expression>,
}

impl Declared<'_> {
    fn messages(&self, template: &Template) -> Vec<String> {
        let mut messages = Vec::new();
        let findings = template.lint();
        for finding in &findings {
            self.misspelt(finding.clone(), &mut messages);
        }
        let is_found = |range: &core::ops::Range<usize>| {
            findings.iter().any(|finding| range.start <= finding.range.start && finding.range.end <= range.end)
        };
        for placeholder in template.placeholders().filter(|placeholder| !is_found(&placeholder.range)) {
            if let Some(Reading::Expression(expression)) = placeholder.reading {
                messages.extend(self.undeclared(&expression).map(|undeclared| undeclared.message));
            }
        }
        messages
    }

    /// The sentence of a finding, with the suggestion that fits what is declared.
    fn misspelt(&self, mut finding: Finding, messages: &mut Vec<String>) {
        match finding.reading.clone().map(answerable) {
            None => messages.push(finding.to_string()),
            Some(Reading::Expression(meant)) => match self.undeclared(&meant) {
                Some(Undeclared { instead: Some(instead), .. }) => {
                    suggest(&mut finding, &instead);
                    messages.push(finding.to_string());
                }
                Some(undeclared) => messages.extend([finding.to_string(), undeclared.message]),
                None => messages.push(finding.to_string()),
            },
            Some(Reading::Name(name)) => match self.named(&name) {
                Some(meant) => {
                    suggest(&mut finding, &meant);
                    messages.push(finding.to_string());
                }
                None if self.request_body().is_open() => messages.push(finding.to_string()),
                None => {
                    finding.suggestion = None;
                    let place = self.operation.place();
                    messages.push(format!("{finding}, and {place} declares nothing that is named `{name}`"));
                }
            },
            // A reading of a kind that is new to this crate.
            Some(_) => messages.push(finding.to_string()),
        }
    }

    /// What a bare name stands for: what has this name, else what has nearly this name.
    fn named(&self, name: &str) -> Option<Expression> {
        self.exactly(name).or_else(|| nearest(name, self.everything()))
    }

    /// In the order in which evaluation looks; then the headers, where only a correct spelling finds it.
    fn exactly(&self, name: &str) -> Option<Expression> {
        self.everything()
            .into_iter()
            .find(|(known, source)| match source {
                Source::Header(_) => known.replace('_', "-").eq_ignore_ascii_case(&name.replace('_', "-")),
                _ => known == name,
            })
            .map(|(_, source)| Expression::Request(source))
    }

    fn everything(&self) -> Vec<Named> {
        let mut all = self.parameters(ParameterLocation::Query);
        all.extend(self.parameters(ParameterLocation::Path));
        all.extend(self.request_body().names(&[]).into_iter().map(|name| {
            let source = Source::body([name.as_str()]);
            (name, source)
        }));
        all.extend(self.parameters(ParameterLocation::Header));
        all
    }

    fn undeclared(&self, expression: &Expression) -> Option<Undeclared> {
        let place = self.operation.place();
        match expression {
            Expression::Request(Source::Query(name)) => self.parameter(expression, name, ParameterLocation::Query),
            Expression::Request(Source::Path(name)) => self.parameter(expression, name, ParameterLocation::Path),
            Expression::Request(Source::Header(name)) => self.header(expression, name),
            Expression::Response(Source::Header(name)) => self.response_header(expression, name),
            Expression::Request(Source::Body(pointer)) => {
                let tokens = pointer.iter().flat_map(|pointer| pointer.tokens()).collect();
                let body = self.request_body();
                if body.is_missing() {
                    return Some(Undeclared {
                        message: format!("`{expression}` reads the request body, but {place} declares none"),
                        instead: None,
                    });
                }
                let lacking = format!("`{expression}` reads a body property that {place} does not declare");
                self.property(tokens, &body, lacking, Expression::Request)
            }
            Expression::Response(Source::Body(pointer)) => {
                let tokens = pointer.iter().flat_map(|pointer| pointer.tokens()).collect();
                let lacking = format!("`{expression}` reads a body property that no response of {place} declares");
                self.property(tokens, &self.response_bodies(), lacking, Expression::Response)
            }
            _ => None,
        }
    }

    fn parameter(&self, expression: &Expression, name: &Name, location: ParameterLocation) -> Option<Undeclared> {
        let name = name.decoded();
        let declared = self.parameters(location);
        if declared.iter().any(|(known, _)| *known == name) {
            return None;
        }
        let kind = if location == ParameterLocation::Path { "path" } else { "query" };
        let lacking =
            format!("`{expression}` reads a {kind} parameter that {} does not declare", self.operation.place());
        Some(self.instead(lacking, &name, declared))
    }

    fn header(&self, expression: &Expression, name: &HeaderName) -> Option<Undeclared> {
        let name = name.as_str();
        let declared = self.parameters(ParameterLocation::Header);
        // OAS 3.2: parameters of these names are ignored, so nobody declares them.
        let never_declared = ["accept", "content-type", "authorization"];
        let known = never_declared.into_iter().chain(declared.iter().map(|(known, _)| known.as_str()));
        if known.into_iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return None;
        }
        let lacking = format!("`{expression}` reads a header that {} does not declare", self.operation.place());
        Some(self.instead(lacking, name, declared))
    }

    fn response_header(&self, expression: &Expression, name: &HeaderName) -> Option<Undeclared> {
        let name = name.as_str();
        let mut declared: Vec<Named> = Vec::new();
        for response in self.responses() {
            // A response elsewhere may have any header.
            let RefOr::Item(response) = response else { return None };
            declared
                .extend(response.headers.keys().filter_map(|known| Some((known.to_string(), Source::header(known)?))));
        }
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        if declared.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return None;
        }
        let message = format!("`{expression}` reads a header that no response of {} declares", self.operation.place());
        let instead = best(name, declared.clone()).map(Expression::Response);
        Some(Undeclared { message: with_expected(message, instead.as_ref(), &declared), instead })
    }

    fn property(
        &self,
        tokens: Vec<String>,
        body: &Body<'_>,
        lacking: String,
        side: fn(Source) -> Expression,
    ) -> Option<Undeclared> {
        let Lookup::Missing { at } = body.look(&tokens) else { return None };
        let (before, name) = (&tokens[..at], &tokens[at]);
        let path_to = |name: &str| {
            let path =
                before.iter().map(String::as_str).chain([name]).chain(tokens[at + 1..].iter().map(String::as_str));
            Source::body(path)
        };
        let declared: Vec<Named> =
            body.names(before).into_iter().map(|known| (known.clone(), path_to(&known))).collect();
        let of_request = matches!(side(Source::body([])), Expression::Request(_));
        if of_request && tokens.len() == 1 {
            return Some(self.instead(lacking, name, declared));
        }
        let instead = best(name, declared.clone()).map(side);
        Some(Undeclared { message: with_expected(lacking, instead.as_ref(), &declared), instead })
    }

    /// The same name where it is declared, or the nearest of those that may stand here.
    fn instead(&self, lacking: String, name: &str, declared: Vec<Named>) -> Undeclared {
        let instead = self.exactly(name).or_else(|| nearest(name, declared.clone()));
        Undeclared { message: with_expected(lacking, instead.as_ref(), &declared), instead }
    }

    /// The parameters that may be read there: declared ones, shown or not, those of the path, and API keys.
    fn parameters(&self, location: ParameterLocation) -> Vec<Named> {
        let mut names: Vec<Text> = Vec::new();
        let shown = rules::parameters(self.operation, self.schemas);
        names.extend(shown.into_iter().filter(|it| it.location == location).map(|it| it.name.into_owned().into()));
        for parameters in self.operation.parameters() {
            match &parameters.given {
                GivenParameter::One(hidden) if !hidden.shown && hidden.location == location => {
                    names.push(hidden.name.clone());
                }
                _ => {}
            }
        }
        if location == ParameterLocation::Path && self.operation.role == Role::Path {
            let template = PathTemplate::new(self.operation.path);
            names.extend(template.parameters().map(|name| Text::Owned(name.into())));
        }
        names.extend(self.api_keys(location));
        let mut once: Vec<Text> = Vec::with_capacity(names.len());
        for name in names {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        once.iter()
            .filter_map(|name| {
                let source = match location {
                    ParameterLocation::Header => Source::header(name)?,
                    ParameterLocation::Path => Source::path(name),
                    _ => Source::query(name),
                };
                Some((name.to_string(), source))
            })
            .collect()
    }

    fn api_keys(&self, location: ParameterLocation) -> impl Iterator<Item = Text> + '_ {
        self.operation.security().flat_map(Security::each).filter_map(move |security| {
            let there = match security.scheme.location.as_ref()? {
                ApiKeyLocation::Header => ParameterLocation::Header,
                ApiKeyLocation::Query => ParameterLocation::Query,
                _ => return None,
            };
            security.scheme.name.clone().filter(|_| there == location)
        })
    }

    fn request_body(&self) -> Body<'_> {
        let body = rules::request_body(self.operation, self.schemas);
        Body::new(self.schemas, body.and_then(DocumentedBody::into_main_schema).into_iter())
    }

    fn response_bodies(&self) -> Body<'_> {
        let schemas = self.responses().into_iter().flat_map(|response| match response {
            RefOr::Item(response) => {
                response.content.into_iter().map(|(_, media_type)| schema_of(media_type)).collect()
            }
            // A response elsewhere may have any body.
            RefOr::Ref(_) => Vec::from([ANYTHING]),
        });
        Body::new(self.schemas, schemas)
    }

    fn responses(&self) -> Vec<RefOr<Response>> {
        let mut responses = Vec::new();
        rules::responses(self.operation, self.schemas, |_, response| responses.push(response.into_object()));
        responses
    }
}

/// A name that is declared, and how it is read.
type Named = (String, Source);

/// The schema of a media type; of one without a schema nothing is known.
fn schema_of(media_type: RefOr<MediaType>) -> Cow<'static, Value> {
    let schema = match media_type {
        RefOr::Item(media_type) => media_type.schema,
        RefOr::Ref(_) => None,
    };
    schema.map_or(ANYTHING, |schema| Cow::Owned(schema.into_value()))
}

const ANYTHING: Cow<'static, Value> = Cow::Owned(Value::Bool(true));

/// A response has neither query nor path; the request's are meant.
fn answerable(reading: Reading) -> Reading {
    match reading {
        Reading::Expression(Expression::Response(source @ (Source::Query(_) | Source::Path(_)))) => {
            Reading::Expression(Expression::Request(source))
        }
        other => other,
    }
}

fn suggest(finding: &mut Finding, meant: &Expression) {
    let braced = matches!(finding.mistake, Mistake::Unbraced | Mistake::Word | Mistake::Unclosed);
    finding.suggestion = Some(if braced { format!("{{{meant}}}") } else { meant.to_string() });
}

fn with_expected(message: String, instead: Option<&Expression>, declared: &[Named]) -> String {
    if let Some(instead) = instead {
        return format!("{message}; did you mean `{instead}`?");
    }
    let names: Vec<String> = declared.iter().map(|(name, _)| format!("`{name}`")).collect();
    match names.len() {
        0 => format!("{message}; it declares none"),
        1..=5 => format!("{message}; expected {}", names.join(" or ")),
        _ => format!("{message}; expected one of {}", names.join(", ")),
    }
}

fn nearest(name: &str, declared: Vec<Named>) -> Option<Expression> {
    best(name, declared).map(Expression::Request)
}

/// The declared name that differs least, if a third of the letters at most differ; the first of several.
fn best(name: &str, declared: Vec<Named>) -> Option<Source> {
    let most = (name.chars().count() / 3).max(1);
    let distances = declared.into_iter().map(|(known, source)| (distance(name, &known), source));
    distances.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, source)| source)
}

/// How many letters to insert, remove, replace or swap with the next, whatever their case.
fn distance(from: &str, to: &str) -> usize {
    let [from, to] = [from, to].map(|text| text.to_lowercase().chars().collect::<Vec<char>>());
    let mut rows: Vec<Vec<usize>> = Vec::from([(0..=to.len()).collect()]);
    for (line, letter) in from.iter().enumerate() {
        let mut row = Vec::from([line + 1]);
        for (column, other) in to.iter().enumerate() {
            let replaced = rows[line][column] + usize::from(letter != other);
            let mut least = replaced.min(rows[line][column + 1] + 1).min(row[column] + 1);
            if line > 0 && column > 0 && from[line - 1] == *other && *letter == to[column - 1] {
                least = least.min(rows[line - 1][column - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
#[allow(dead_code, reason = "the types are there for their schemas")]
mod tests {
    use alloc::boxed::Box;
    use alloc::collections::BTreeMap;

    use openapi_model::SecurityScheme;
    use schemars::JsonSchema;

    use super::*;
    use crate::declare::{self, Callbacks, Operation, Parameter, RequestBody, Router, Security};
    use crate::{Api, Severity};

    #[derive(JsonSchema)]
    struct CallbackQuery {
        callback_url: Option<String>,
        #[schemars(rename = "pageSize")]
        page_size: Option<u8>,
    }

    #[derive(JsonSchema)]
    struct Headers {
        x_receiver: String,
    }

    #[derive(JsonSchema)]
    struct Invoice {
        id: String,
        customer: Customer,
        lines: Vec<Line>,
        labels: BTreeMap<String, String>,
        anything: serde_json::Value,
        kind: Option<Kind>,
    }

    #[derive(JsonSchema)]
    struct Customer {
        email: String,
        parent: Option<Box<Customer>>,
    }

    #[derive(JsonSchema)]
    struct Line {
        product: String,
    }

    #[derive(JsonSchema)]
    enum Kind {
        Draft { until: String },
        Final(Line),
    }

    #[derive(JsonSchema)]
    struct Receipt {
        number: u32,
    }

    fn create_invoice(expression: &'static str) -> Operation {
        declare::post("/invoices/{tenant}")
            .path_parameter::<String>("tenant")
            .query::<CallbackQuery>()
            .header::<Headers>()
            .parameter(Parameter::new::<String>("trace", ParameterLocation::Header).include_in_schema(false))
            .request_body::<Invoice>()
            .response_model::<Receipt>()
            .callbacks([declare::post(expression).name("notify")])
    }

    fn sentences(operation: Operation) -> Vec<String> {
        Api::without_handlers("", "")
            .operation(operation)
            .problems()
            .iter()
            .map(|problem| problem.kind.to_string())
            .collect()
    }

    #[track_caller]
    fn says(expression: &'static str, expected: &[&str]) {
        assert_eq!(sentences(create_invoice(expression)), expected, "{expression}");
    }

    #[test]
    fn what_is_declared_and_spelled_is_silent() {
        for expression in [
            "{$request.query.callback_url}/{$request.path.tenant}",
            "{$request.query.pageSize}{$url}{$method}{$statusCode}",
            "{$request.header.X-Receiver}{$request.header.trace}{$request.header.content-type}",
            "{$request.body}{$request.body#/id}{$request.body#/customer/parent/parent/email}",
            "{$request.body#/lines/3/product}{$request.body#/labels/any}{$request.body#/anything/at/all}",
            "{$request.body#/kind/Draft/until}{$request.body#/kind/Final/product}",
            "{$response.body#/number}{$response.body#/detail/0/msg}{$response.header.content-type}",
        ] {
            says(expression, &[]);
        }
    }

    #[test]
    fn fastapis_example_is_told_the_spelling() {
        says(
            "{$callback_url}/invoices/{$request.body.id}",
            &[
                "`$callback_url` is not a runtime expression; did you mean `$request.query.callback_url`?",
                "`$request.body.id` is not a runtime expression; did you mean `$request.body#/id`?",
            ],
        );
    }

    #[test]
    fn a_bare_name_is_found_where_it_is_declared() {
        for (expression, meant) in [
            ("{$tenant}", "$request.path.tenant"),
            ("{$customer}", "$request.body#/customer"),
            ("{$x_receiver}", "$request.header.x-receiver"),
            ("{$calback_url}", "$request.query.callback_url"),
            ("{$callbackUrl}", "$request.query.callback_url"),
        ] {
            let given = &expression[1..expression.len() - 1];
            says(expression, &[&format!("`{given}` is not a runtime expression; did you mean `{meant}`?")]);
        }
        says(
            "callback_url",
            &["`callback_url` is not a runtime expression; did you mean `{$request.query.callback_url}`?"],
        );
        says(
            "{$webhook}",
            &["`$webhook` is not a runtime expression, \
               and POST /invoices/{tenant} declares nothing that is named `webhook`"],
        );
    }

    #[test]
    fn what_is_not_declared_is_told_the_nearest_name() {
        says(
            "{$request.query.calback_url}",
            &["`$request.query.calback_url` reads a query parameter that POST /invoices/{tenant} does not declare; \
               did you mean `$request.query.callback_url`?"],
        );
        says(
            "{$request.query.id}",
            &["`$request.query.id` reads a query parameter that POST /invoices/{tenant} does not declare; \
               did you mean `$request.body#/id`?"],
        );
        says(
            "{$request.path.shop}",
            &["`$request.path.shop` reads a path parameter that POST /invoices/{tenant} does not declare; \
               expected `tenant`"],
        );
        says(
            "{$request.header.x-reciever}",
            &["`$request.header.x-reciever` reads a header that POST /invoices/{tenant} does not declare; \
               did you mean `$request.header.x-receiver`?"],
        );
        says(
            "{$request.body#/customer/emial}",
            &["`$request.body#/customer/emial` reads a body property that POST /invoices/{tenant} does not declare; \
               did you mean `$request.body#/customer/email`?"],
        );
        says(
            "{$request.body#/lines/0/sku}",
            &["`$request.body#/lines/0/sku` reads a body property that POST /invoices/{tenant} does not declare; \
               expected `product`"],
        );
        says(
            "{$request.body.idd}",
            &["`$request.body.idd` is not a runtime expression; did you mean `$request.body#/id`?"],
        );
        says(
            "{$request.body.webhook}",
            &[
                "`$request.body.webhook` is not a runtime expression; did you mean `$request.body#/webhook`?",
                "`$request.body#/webhook` reads a body property that POST /invoices/{tenant} does not declare; \
                 expected one of `id`, `customer`, `lines`, `labels`, `anything`, `kind`",
            ],
        );
        says(
            "{$response.body#/numbr}",
            &["`$response.body#/numbr` reads a body property that no response of POST /invoices/{tenant} declares; \
               did you mean `$response.body#/number`?"],
        );
        says(
            "{$response.header.Location}",
            &["`$response.header.Location` reads a header that no response of POST /invoices/{tenant} declares; \
               it declares none"],
        );
        says(
            "{$response.query.calback_url}",
            &["`$response.query.calback_url` reads what no response has; did you mean `$request.query.callback_url`?"],
        );
    }

    #[test]
    fn an_operation_that_takes_nothing() {
        let bare = |expression: &'static str| declare::get("/").callbacks([declare::post(expression).name("notify")]);
        assert_eq!(
            sentences(bare("{$request.body#/url}")),
            ["`$request.body#/url` reads the request body, but GET / declares none"]
        );
        assert_eq!(
            sentences(bare("{$request.query.url}")),
            ["`$request.query.url` reads a query parameter that GET / does not declare; it declares none"]
        );
        // Nothing is said of what the operation answers.
        assert_eq!(sentences(bare("{$response.body#/url}")), [""; 0]);
    }

    #[test]
    fn bodies_of_which_nothing_is_known_are_not_judged() {
        let body = RequestBody::new::<serde_json::Value>();
        let any =
            declare::post("/").body(body).callbacks([declare::post("{$request.body#/a/b}/{$name}").name("notify")]);
        assert_eq!(sentences(any), ["`$name` is not a runtime expression; did you mean `$request.query.name`?"]);
    }

    #[test]
    fn keys_of_security_schemes_are_declared() {
        let scheme = SecurityScheme::api_key("X-Key", ApiKeyLocation::Header);
        let secured = declare::get("/")
            .security(Security::new("key", scheme))
            .callbacks([declare::post("https://a.example/{$request.header.x-key}").name("notify")]);
        assert_eq!(sentences(secured), [""; 0]);
    }

    #[test]
    fn the_place_and_the_line_are_those_of_the_callback() {
        let callback = declare::post("{$request.query.url}").name("again");
        let line = line!() - 1;
        let outer = declare::post("{$request.query.callback_url}/{$request.path.tenant}").name("notify");
        let callbacks = Callbacks::from(Router::without_handlers().operation(outer.callbacks([callback])));
        let operation = create_invoice("{$request.query.callback_url}").callbacks(callbacks);
        let problems = Api::without_handlers("", "").operation(operation).problems();
        let [problem] = problems.iter().collect::<Vec<_>>()[..] else { panic!("{problems}") };
        assert_eq!(problem.severity, Severity::Warning);
        assert_eq!(problem.place, "POST /invoices/{tenant} > callbacks > notify > callbacks > again");
        assert_eq!((problem.at.file(), problem.at.line()), (file!(), line));
    }

    #[test]
    fn distances() {
        for (from, to, expected) in
            [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ID", "id", 0), ("emial", "email", 1)]
        {
            assert_eq!(distance(from, to), expected, "{from} {to}");
        }
    }
}
