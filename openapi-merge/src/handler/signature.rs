//! `Signature`: what a handler's types say of an operation, kept to be compared with what is declared.

use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{StatusKey, Text};

use super::answers::Described;
use crate::declare::{GivenParameter, Model};
use crate::diagnostics::Problem;

/// What the types of a handler's arguments and of its answer declare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    pub(crate) main: Option<MainByType>,
    pub(crate) answered: Vec<AnsweredByType>,
    pub(crate) in_path: Vec<InPath>,
    pub(crate) parameters: Vec<(GivenParameter, Argument)>,
    pub(crate) body: Option<(Argument, Option<Model>)>,
    pub(crate) schemes: Vec<Text>,
    pub(crate) opaque_input: bool,
    pub(crate) opaque_output: bool,
    pub(crate) validation_error: bool,
    pub(crate) problems: Vec<Problem>,
}

/// An argument as it is written, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Argument {
    pub(crate) text: &'static str,
    pub(crate) at: &'static Location<'static>,
}

/// Values that an argument reads from the path in their order.
#[derive(Clone, Debug)]
pub(crate) struct InPath {
    pub(crate) models: Vec<Model>,
    pub(crate) argument: Argument,
}

/// The main answer, as the type that is returned has it.
#[derive(Clone, Debug)]
pub(crate) struct MainByType {
    pub(crate) returns: &'static str,
    /// None if the declaration alone tells it.
    pub(crate) key: Option<StatusKey>,
    pub(crate) media_type: Option<Text>,
    pub(crate) model: Option<Model>,
    pub(crate) at: &'static Location<'static>,
}

/// An answer that a type has besides the main one, or more about the main one.
#[derive(Clone, Debug)]
pub(crate) struct AnsweredByType {
    pub(crate) key: StatusKey,
    pub(crate) described: Described,
    pub(crate) by: &'static str,
}
