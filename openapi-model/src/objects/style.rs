//! How values are written in paths, queries, headers, cookies and forms.

use crate::codec::object::words;

/// How a parameter's, header's or form property's value is written.
///
/// OAS 3.2 [Style Values](https://spec.openapis.org/oas/v3.2.0#style-values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue.black`
    Label,
    /// `blue,black`
    Simple,
    /// `color=blue&color=black`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color[R]=100&color[G]=200`
    DeepObject,
    /// `color=blue; size=10`. Since OAS 3.2.
    Cookie,
}

words!(Style, "a style", {
    "matrix" => Matrix,
    "label" => Label,
    "simple" => Simple,
    "form" => Form,
    "spaceDelimited" => SpaceDelimited,
    "pipeDelimited" => PipeDelimited,
    "deepObject" => DeepObject,
    "cookie" => Cookie,
});
