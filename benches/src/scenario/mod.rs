//! The mixture: operations of an API that are not alike, said the same by every generator.
//!
//! Five operations are a resource: a list, a creation, and reading, replacing or changing, and deleting one by its id. Ten
//! resources are a router with a prefix, a tag and responses of its own, included under a second prefix. From an
//! operation's number follow its models (of 30, some generic, some nested), its parameters (none to four, in path, query,
//! header and cookie), its responses (one to six: codes, ranges, `default`, with models, headers, links, several media
//! types or none of these) and whether it has a callback (every tenth).

pub mod application;
pub mod models;
mod texts;

use std::collections::BTreeMap;

use models::{MIXTURE, Models, Named};
pub use texts::Word;

use crate::shapes::{Kind, Shape};

/// Which models there are, how many operations, and where their texts come from.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "all that differs between runs")]
pub struct Scenario {
    /// What its operations take and answer.
    pub models: &'static Models,
    /// How many operations.
    pub count: usize,
    /// Where their texts come from.
    pub texts: Texts,
}

/// Where texts come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "there are two ways")]
pub enum Texts {
    /// They are made when they are asked for.
    Made,
    /// They stand for literals: they cost nothing but a copy of their address.
    Literal,
}

/// Where every callback goes.
pub const EXPRESSION: &str = "{$request.query.callback_url}";

/// How many operations a router has.
pub const OF_A_ROUTER: usize = 50;

impl Scenario {
    /// The mixture, with texts made at run time.
    #[must_use]
    pub fn made(count: usize) -> Self {
        Self { models: &MIXTURE, count, texts: Texts::Made }
    }

    /// The mixture, with texts known at compile time.
    #[must_use]
    pub fn literal(count: usize) -> Self {
        Self { models: &MIXTURE, count, texts: Texts::Literal }
    }

    /// The models that the operations name, and those that these name, by name.
    #[must_use]
    pub fn used(self) -> Vec<&'static Shape> {
        let mut waiting = vec!["HTTPValidationError"];
        for planned in self.operations() {
            let named = [planned.body(), planned.response_model()];
            waiting.extend(named.into_iter().flatten().map(|named| named.name));
            waiting.extend(planned.all_answers().filter_map(|answer| Some(answer.model?.name)));
            waiting.extend(planned.callback().iter().flatten().map(|named| named.name));
        }
        let mut used = BTreeMap::new();
        while let Some(name) = waiting.pop() {
            if let Some(shape) = self.models.shapes.get(name)
                && used.insert(name, shape).is_none()
            {
                waiting.extend(shape.components());
            }
        }
        used.into_values().collect()
    }

    /// The operations, in order.
    ///
    /// Literals are prepared when they are first asked for.
    pub fn operations(self) -> impl Iterator<Item = Planned> {
        if self.texts == Texts::Literal {
            texts::prepare();
        }
        (0..self.count).map(move |number| Planned::new(self.models, number, self.texts))
    }
}

/// What an operation does with its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "the five that there are")]
pub enum Action {
    /// `GET /resource7`
    List,
    /// `POST /resource7`
    Create,
    /// `GET /resource7/{id}`
    Read,
    /// `PUT` or `PATCH /resource7/{id}`
    Write,
    /// `DELETE /resource7/{id}`
    Delete,
}

/// A parameter.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "every generator says all of it")]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its name as a title.
    pub title: &'static str,
    /// `path`, `query`, `header` or `cookie`.
    pub location: &'static str,
    /// What it holds: one of the plain kinds.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
}

static TENANT: Parameter =
    Parameter { name: "tenant", title: "Tenant", location: "path", kind: Kind::String, required: true };
static NUMBER: Parameter = Parameter { name: "id", title: "Id", location: "path", kind: Kind::Integer, required: true };
static TEXT: Parameter = Parameter { name: "id", title: "Id", location: "path", kind: Kind::String, required: true };
static CALLBACK_URL: Parameter =
    Parameter { name: "callback_url", title: "Callback Url", location: "query", kind: Kind::String, required: false };

#[rustfmt::skip]
static OTHERS: [Parameter; 5] = [
    Parameter { name: "limit", title: "Limit", location: "query", kind: Kind::Integer, required: false },
    Parameter { name: "q", title: "Q", location: "query", kind: Kind::String, required: true },
    Parameter { name: "x-request-id", title: "X-Request-Id", location: "header", kind: Kind::String, required: false },
    Parameter { name: "session", title: "Session", location: "cookie", kind: Kind::String, required: false },
    Parameter { name: "exact", title: "Exact", location: "query", kind: Kind::Boolean, required: false },
];

/// A response beside the main one.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "every generator says all of it")]
pub struct Answer {
    /// `404`, `4XX`, `default`
    pub key: &'static str,
    /// The model of its body, if it has one.
    pub model: Option<&'static Named>,
    /// In a sentence.
    pub description: Word,
    /// The header that it brings, of text.
    pub header: Option<&'static str>,
}

/// An operation before anybody said it: numbers, of which everything follows.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    models: &'static Models,
    number: usize,
    texts: Texts,
    /// Bits that look like chance and are the same in every run.
    chance: u64,
}

impl Planned {
    fn new(models: &'static Models, number: usize, texts: Texts) -> Self {
        // splitmix64's last step: neighbours have little in common.
        let mut chance = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        chance = (chance ^ (chance >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Self { models, number, texts, chance: chance ^ (chance >> 31) }
    }

    /// A number below a limit, from one byte of the chance.
    fn pick(&self, byte: usize, limit: usize) -> usize {
        ((self.chance >> (8 * byte)) & 0xff) as usize % limit
    }

    /// The number of its router.
    pub fn router(&self) -> usize {
        self.number / OF_A_ROUTER
    }

    fn resource(&self) -> usize {
        self.number / 5
    }

    /// What it does.
    pub fn action(&self) -> Action {
        [Action::List, Action::Create, Action::Read, Action::Write, Action::Delete][self.number % 5]
    }

    /// The method, as it is sent.
    pub fn method(&self) -> &'static str {
        match self.action() {
            Action::List | Action::Read => "GET",
            Action::Create => "POST",
            Action::Write if self.resource().is_multiple_of(2) => "PUT",
            Action::Write => "PATCH",
            Action::Delete => "DELETE",
        }
    }

    /// Whether the router's prefix has a parameter.
    fn has_tenant(&self) -> bool {
        self.router() % 4 == 3
    }

    fn has_id(&self) -> bool {
        !matches!(self.action(), Action::List | Action::Create)
    }

    /// The parameters, those of the path first.
    pub fn parameters(&self) -> impl Iterator<Item = &'static Parameter> + use<> {
        let tenant = self.has_tenant().then_some(&TENANT);
        let id = if self.resource().is_multiple_of(2) { &NUMBER } else { &TEXT };
        let id = self.has_id().then_some(id);
        let callback_url = self.callback().map(|_| &CALLBACK_URL);
        let fixed = tenant.into_iter().chain(id).chain(callback_url);
        let room = 4 - fixed.clone().count();
        let (first, count) = (self.pick(0, OTHERS.len()), self.pick(1, 5).min(room));
        let others = (first..first + count).filter_map(|at| OTHERS.get(at % OTHERS.len()));
        fixed.chain(others)
    }

    fn of_resource(&self) -> &'static [Named; 2] {
        &self.models.resources[self.resource() % self.models.resources.len()]
    }

    /// The model of the resource.
    pub fn resource_model(&self) -> &'static Named {
        &self.of_resource()[0]
    }

    /// The model of the JSON body.
    pub fn body(&self) -> Option<&'static Named> {
        matches!(self.action(), Action::Create | Action::Write).then(|| self.resource_model())
    }

    /// The code of the main response.
    pub fn status(&self) -> u16 {
        match self.action() {
            Action::Create => 201,
            Action::Delete => 204,
            _ => 200,
        }
    }

    /// The model of the main response.
    pub fn response_model(&self) -> Option<&'static Named> {
        match self.action() {
            Action::Delete => None,
            Action::List => Some(&self.of_resource()[1]),
            _ => Some(self.resource_model()),
        }
    }

    /// Media types of the main response beside JSON, of which nothing else is said.
    pub fn other_media_types(&self) -> &'static [&'static str] {
        match (self.action(), self.pick(2, 4)) {
            (Action::Read, 0) => &["application/pdf"],
            (Action::Read, 1) => &["image/png", "image/webp"],
            (Action::List, 0) => &["text/csv"],
            _ => &[],
        }
    }

    /// Whether the main response has the header `Location` and a link to the operation that reads what was created.
    pub fn links_to_reading(&self) -> bool {
        self.action() == Action::Create
    }

    /// The responses that the operation itself declares beside the main one.
    pub fn answers(&self) -> impl Iterator<Item = Answer> + use<'_> {
        let of_layers = usize::from(self.router_answer().is_some()) + usize::from(self.inclusion_answer().is_some());
        let (first, count) = (self.pick(3, 5), self.pick(4, 5 - of_layers));
        (first..first + count).map(|at| self.answer(at % 5))
    }

    fn answer(&self, which: usize) -> Answer {
        let (key, model, description) = match which {
            0 => ("404", Some(&self.models.problem), self.missing()),
            1 => ("409", Some(&self.models.conflict), self.taken()),
            2 => ("4XX", Some(&self.models.problem), "What was asked for cannot be done".into()),
            3 => ("503", None, "Come again later".into()),
            _ => ("default", Some(&self.models.problem), "Anything else".into()),
        };
        Answer { key, model, description, header: (key == "503").then_some("Retry-After") }
    }

    /// The response that the router brings to all its operations.
    pub fn router_answer(&self) -> Option<Answer> {
        self.router().is_multiple_of(2).then(|| Answer {
            key: "401",
            model: Some(&self.models.problem),
            description: "Who asks is not known".into(),
            header: Some("WWW-Authenticate"),
        })
    }

    /// The response that the router's inclusion brings.
    pub fn inclusion_answer(&self) -> Option<Answer> {
        (self.router() % 3 == 2).then(|| Answer {
            key: "403",
            model: None,
            description: "Not enough privileges".into(),
            header: None,
        })
    }

    /// Every response that FastAPI's rules leave beside the main one and the 422, in their order.
    pub fn all_answers(&self) -> impl Iterator<Item = Answer> + use<'_> {
        self.inclusion_answer().into_iter().chain(self.router_answer()).chain(self.answers())
    }

    /// Whether FastAPI adds a 422: there is input, and no other response is for what is wrong with it.
    pub fn brings_422(&self) -> bool {
        let has_input = self.body().is_some() || self.parameters().next().is_some();
        has_input && !self.all_answers().any(|answer| ["4XX", "default"].contains(&answer.key))
    }

    /// What a callback sends and what it is answered, if there is one.
    pub fn callback(&self) -> Option<[&'static Named; 2]> {
        (self.number % 10 == 1).then_some([&self.models.event, &self.models.receipt])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_mixture_is_as_wide_as_it_says() {
        let scenario = Scenario::made(1_000);
        let all: Vec<Planned> = scenario.operations().collect();
        let methods: BTreeSet<_> = all.iter().map(Planned::method).collect();
        assert_eq!(methods.len(), 5);
        let parameters: BTreeSet<_> = all.iter().map(|planned| planned.parameters().count()).collect();
        assert_eq!(parameters, BTreeSet::from([0, 1, 2, 3, 4]));
        let responses = |planned: &Planned| 1 + planned.all_answers().count() + usize::from(planned.brings_422());
        assert_eq!(all.iter().map(responses).collect::<BTreeSet<_>>(), BTreeSet::from([1, 2, 3, 4, 5, 6]));
        assert_eq!(all.iter().filter(|planned| planned.callback().is_some()).count(), 100);
        // Thirty, and the two of a 422.
        assert_eq!(scenario.used().len(), 32);
    }

    #[test]
    fn nothing_is_said_that_is_probably_not_meant() {
        for scenario in [Scenario::made(1_000), application::application(900, 10)] {
            let rendered = crate::ours::render(&crate::ours::api(scenario));
            assert_eq!(rendered.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
        }
    }

    #[test]
    fn texts_are_the_same_whether_they_are_made_or_literals() {
        let [made, literal] = [Scenario::made(100), Scenario::literal(100)].map(crate::ours::generate);
        assert_eq!(made, literal);
    }

    #[test]
    fn an_application_has_the_models_that_it_is_asked_for() {
        for (models, depth) in [(450, 10), (900, 2), (900, 10), (900, 800)] {
            assert_eq!(
                application::application(models, depth).used().len(),
                models + 2,
                "{models} models, {depth} deep"
            );
        }
    }
}
