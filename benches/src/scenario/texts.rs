//! The texts of the mixture: made when they are asked for, or literals.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::models::MIXTURE;
use super::{Action, Planned, Texts};
use crate::shapes::title;

/// A text, known when the program was compiled or made while it runs.
pub type Word = Cow<'static, str>;

/// Operations whose texts can stand for literals.
const LITERALS: usize = 10_000;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The texts of one operation as literals.
        struct Literals { $($name: &'static str),* }

        static TABLE: LazyLock<Vec<Literals>> = LazyLock::new(|| {
            (0..LITERALS)
                .map(|number| {
                    let planned = Planned::new(&MIXTURE, number, Texts::Made);
                    Literals { $($name: planned.$name().into_owned().leak()),* }
                })
                .collect()
        });

        impl Planned {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> Word {
                    match self.literals() {
                        Some(literals) => Cow::Borrowed(literals.$name),
                        None => Cow::Owned(make::$name(self)),
                    }
                }
            )*
        }
    };
}

texts! {
    /// `/area3`, perhaps with a parameter: the prefix of the router.
    router_prefix,
    /// `/v2`: the prefix of its inclusion.
    inclusion_prefix,
    /// `area3`: the tag of the router.
    tag,
    /// `/resource7/{id}`: the path inside the router.
    path,
    /// `/v2/area3/resource7/{id}`: the whole path, for who knows no routers.
    full_path,
    /// `read_resource_7`
    name,
    /// The operation at length.
    description,
    /// The 404 at length.
    missing,
    /// The 409 at length.
    taken,
    /// The callback's name.
    callback_name,
    /// `Read Resource 7`, for who does not make it from the name.
    summary,
    /// `read_resource_7_v2_area3_resource7__id__get`, for who does not make it from name, path and method.
    operation_id,
    /// The `operationId` of the operation that reads what this one created.
    reading_id,
    /// The callback's summary, for who does not make it from the name.
    callback_summary,
    /// The callback's `operationId`, for who does not make it from name, path and method.
    callback_id,
}

/// Makes the table of literals, so that no measured sample does.
pub(super) fn prepare() {
    LazyLock::force(&TABLE);
}

impl Planned {
    fn literals(&self) -> Option<&'static Literals> {
        (self.texts == Texts::Literal).then(|| TABLE.get(self.number)).flatten()
    }
}

mod make {
    use super::{Action, Planned, title};
    use crate::scenario::EXPRESSION;

    pub(super) fn router_prefix(it: &Planned) -> String {
        let router = it.router();
        if it.has_tenant() { format!("/tenants/{{tenant}}/area{router}") } else { format!("/area{router}") }
    }

    pub(super) fn inclusion_prefix(it: &Planned) -> String {
        format!("/v{}", 1 + it.router() % 3)
    }

    pub(super) fn tag(it: &Planned) -> String {
        format!("area{}", it.router())
    }

    pub(super) fn path(it: &Planned) -> String {
        let resource = it.resource();
        if it.has_id() { format!("/resource{resource}/{{id}}") } else { format!("/resource{resource}") }
    }

    pub(super) fn full_path(it: &Planned) -> String {
        [inclusion_prefix(it), router_prefix(it), path(it)].concat()
    }

    pub(super) fn name(it: &Planned) -> String {
        let verb = match it.action() {
            Action::List => "list",
            Action::Create => "create",
            Action::Read => "read",
            Action::Write => "change",
            Action::Delete => "delete",
        };
        format!("{verb}_resource_{}", it.resource())
    }

    pub(super) fn description(it: &Planned) -> String {
        let resource = it.resource();
        match it.action() {
            Action::List => format!("Lists what there is of resource {resource}, a page at a time."),
            Action::Create => format!("Adds one to resource {resource} and tells where it is."),
            Action::Read => format!("Gives one of resource {resource}."),
            Action::Write => format!("Changes one of resource {resource}; what is not given stays as it was."),
            Action::Delete => format!("Removes one of resource {resource} for ever."),
        }
    }

    pub(super) fn missing(it: &Planned) -> String {
        format!("Resource {} has no such entry", it.resource())
    }

    pub(super) fn taken(it: &Planned) -> String {
        format!("Somebody else is changing resource {}", it.resource())
    }

    pub(super) fn callback_name(it: &Planned) -> String {
        format!("on_resource_{}_created", it.resource())
    }

    pub(super) fn summary(it: &Planned) -> String {
        title(&name(it))
    }

    pub(super) fn operation_id(it: &Planned) -> String {
        unique_id(&name(it), &full_path(it), it.method())
    }

    pub(super) fn reading_id(it: &Planned) -> String {
        let resource = it.resource();
        unique_id(&format!("read_resource_{resource}"), &format!("{}/{{id}}", full_path(it)), "GET")
    }

    pub(super) fn callback_summary(it: &Planned) -> String {
        title(&callback_name(it))
    }

    pub(super) fn callback_id(it: &Planned) -> String {
        unique_id(&callback_name(it), EXPRESSION, "POST")
    }

    /// Name and path with `_` for whatever is no part of a word, and the method.
    fn unique_id(name: &str, path: &str, method: &str) -> String {
        let mut id = format!("{name}{path}");
        if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            id = id.replace(|character: char| !character.is_ascii_alphanumeric() && character != '_', "_");
        }
        id.push('_');
        id.extend(method.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        id
    }
}
