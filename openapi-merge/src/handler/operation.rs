//! The methods of `Operation` by which a handler's types join its declaration.

use core::panic::Location;

use super::signature::{Argument, InPath, Signature};
use super::{Conflict, Input, Output};
use crate::declare::{DeclaredParameter, Operation};
use crate::diagnostics::{Problem, ProblemKind};

impl Operation {
    pub(crate) fn signature(&mut self) -> &mut Signature {
        self.0.signature.get_or_insert_default()
    }

    /// Takes in what an argument of the handler reads, and what is answered when it cannot be read.
    ///
    /// `argument` is the argument as it is written, for problems.
    #[must_use]
    #[track_caller]
    pub fn reads<F, T: Input<F>>(mut self, argument: &'static str) -> Self {
        let at = Location::caller();
        let argument = Argument { text: argument, at };
        let reads = T::input();
        let signature = self.signature();
        signature.opaque_input |= reads.opaque;
        if let Some(models) = reads.in_path {
            signature.in_path.push(InPath { models, argument });
        }
        if reads.body.is_some() || reads.any_body || T::READS_BODY {
            if let Some((other, _)) = &signature.body {
                let conflict = Conflict::TwoBodies { one: other.text, other: argument.text };
                signature.problems.push(Problem::error(at, ProblemKind::Conflict(conflict)));
            }
            signature.body = Some((argument, reads.body.as_ref().map(|body| body.model.clone())));
        }
        for given in reads.parameters {
            self.signature().parameters.push((given.clone(), argument));
            self.0.parameters.push(DeclaredParameter { given, at });
        }
        if let Some(body) = reads.body {
            self.0.body = Some(body);
        }
        if reads.optional_security {
            self = self.optional_security();
        }
        for security in reads.security {
            self.signature().schemes.push(security.name.clone());
            self = self.security(security);
        }
        self.take_in(<T::Refusal as Output<F>>::output(), argument.text, at, false)
    }

    /// Leaves out an argument of the handler, which may read anything.
    #[must_use]
    pub fn reads_undeclared(mut self) -> Self {
        self.signature().opaque_input = true;
        self
    }

    /// Takes in every answer of the type that the handler returns.
    ///
    /// `returns` is the type as it is written, for problems.
    #[must_use]
    #[track_caller]
    pub fn answers<F, T: Output<F>>(self, returns: &'static str) -> Self {
        self.take_in(T::output(), returns, Location::caller(), true)
    }
}
