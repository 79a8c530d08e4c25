//! Which models an API shows (R50, R53, R56, R57), in the order in which FastAPI meets them.

use alloc::vec::Vec;

use openapi_model::Map;

use crate::declare::{GivenParameter, Mode, Model};
use crate::layers::{Role, Said};
use crate::rules;

/// Is given each model and how it is used.
type UseModel<'a> = &'a mut dyn FnMut(&Model, Mode, Role);

/// Calls what it is given with each operation.
pub(crate) type EachOperation<'a> = &'a dyn Fn(&mut dyn FnMut(&Said<'_>));

/// After the models of callbacks come those of all bodies, of all responses and of all parameters, then the 422's.
const PHASES: [fn(&Said<'_>, UseModel<'_>); 3] = [of_body, of_responses, of_parameters];

/// Every model that is shown, with its direction: all those of callbacks, then phase by phase. A model may come again.
/// `validation_error` is that of the 422.
pub(crate) fn each(each_operation: EachOperation<'_>, validation_error: &Model, use_model: UseModel<'_>) {
    let mut phases: [Met; PHASES.len()] = Default::default();
    let mut brings_one = false;
    each_operation(&mut |said| {
        of_callbacks(said, validation_error, use_model);
        for (phase, met) in PHASES.iter().zip(&mut phases) {
            phase(said, &mut |model, mode, role| {
                met.get_or_insert_with((model.address(), mode, role), || model.clone());
            });
        }
        brings_one = brings_one || brings_validation_error(said);
    });
    for ((_, mode, role), model) in phases.iter().flatten() {
        use_model(model, *mode, *role);
    }
    if brings_one {
        use_model(validation_error, Mode::Output, Role::Path);
    }
}

/// The models of a phase, each once.
type Met = Map<(usize, Mode, Role), Model>;

fn of_callbacks(said: &Said<'_>, validation_error: &Model, use_model: UseModel<'_>) {
    if let Some(callback) = said.only_callback() {
        if callback.shown() {
            of_callbacks(&callback, validation_error, use_model);
            PHASES.iter().for_each(|phase| phase(&callback, use_model));
            if brings_validation_error(&callback) {
                use_model(validation_error, Mode::Output, Role::Path);
            }
        }
    } else if said.has_callbacks() {
        let each_callback = |visit_one: &mut dyn FnMut(&Said<'_>)| {
            said.visit_callbacks(&mut |callback| {
                if callback.shown() {
                    visit_one(&callback);
                }
            });
        };
        each(&each_callback, validation_error, use_model);
    }
}

fn of_body(said: &Said<'_>, use_model: UseModel<'_>) {
    if let Some(body) = &said.operation.body {
        use_model(&body.model, Mode::Input, said.role);
    }
}

fn of_responses(said: &Said<'_>, use_model: UseModel<'_>) {
    if let (Some(model), true) = (rules::response_model(said), rules::shows_response_model(said)) {
        use_model(model, Mode::Output, said.role);
    }
    said.responses_with_model().for_each(|(_, _, model)| use_model(model, Mode::Output, said.role));
}

fn of_parameters(said: &Said<'_>, use_model: UseModel<'_>) {
    let shown = said.operation.parameters.iter().filter_map(|parameters| match &parameters.given {
        GivenParameter::One(parameter) if !parameter.shown => None,
        GivenParameter::One(parameter) => Some((parameter.location, &parameter.model)),
        GivenParameter::Struct(location, model) => Some((*location, model)),
    });
    if said.operation.parameters.len() < 2 {
        shown.for_each(|(_, model)| use_model(model, Mode::Input, said.role));
        return;
    }
    let mut shown: Vec<_> = shown.collect();
    shown.sort_by_key(|(location, _)| rules::place_among_parameters(*location));
    for (_, model) in shown {
        use_model(model, Mode::Input, said.role);
    }
}

fn brings_validation_error(said: &Said<'_>) -> bool {
    rules::brings_validation_error(said, rules::main_status(said))
}
