//! One function per FastAPI rule, each with its number; [`combine`](crate::combine) is their table of contents.
//!
//! | rule | where, if not here |
//! |---|---|
//! | R1, R2 status of the main response | `main_status` |
//! | R3, R4, R7, R8 its media type and schema | `main_response`, `media_type_of_main_response` |
//! | R5 its model | `response_model` |
//! | R6 titles of inline schemas | `inline_title` |
//! | R9 which status has a body | `status::may_have_body`, `checks::model_of_response` |
//! | R10, R11 descriptions | `main_response`, `choose_description`, `status::phrase` |
//! | R12, R17 an additional response's model | `attach_model` |
//! | R13, R15, R16 and its media type | `media_type_for_model` |
//! | R14, R21, R22, R29 status keys | `declare::IntoStatusKey` |
//! | R18, R19, R20 what joins the main response | `join`, `merge_over` |
//! | R23, R24, R25 deep merge | `deep_merge` |
//! | R26, R27, R28 layers | `layers::Said` |
//! | R30, R31 headers, links, other members | `declare::Response::written` |
//! | R32, R33, R34 the 422 | `validation_error_response`, `brings_validation_error`, `validation_error` |
//! | R35 hidden operations | `layers::Said::shown` |
//! | R36, R37, R38 what writing the document changes | nowhere: a document is written as it is |
//! | R39 operationId, summary, parameters, body, security | `operation_id` and those after it |
//! | R40, R41, R42, R43, R44, R45, R46 callbacks | `callbacks`, `checks::callbacks`, `api::security_schemes` |
//! | R47, R48 several methods, `openapi_extra` | `declare::Operation` |
//! | R49 one path twice | `api::Api::document`, `checks::operation` |
//! | R50, R57 which models are components | `models`, `shows_response_model` |
//! | R51, R52, R53, R54 their names | `naming::choose_names` |
//! | R55 schemas that are not separate | `schemas::Schemas::mode` |
//! | R56 webhooks | `layers::Role::Webhook` |
//! | R58 a callback's path | `layers::Said::path` |
//! | R59 default response classes | `layers::Said::response_class` |
//! | E1, E2, E8 statuses | `checks::statuses` |
//! | E3, E4 responses that are no objects | the types of `declare::Response`; `checks::schema_beside_model` |
//! | E5, E6, E7 prefixes and paths | `checks::prefix`, `checks::empty_paths`, `checks::path_template` |

mod body;
mod callbacks;
mod models;
mod parameters;
mod responses;
mod security;
pub(crate) mod status;
mod texts;
mod validation_error;

pub(crate) use body::{request_body, write_request_body};
pub(crate) use callbacks::{callback_name, callbacks};
pub(crate) use models::register_models;
pub(crate) use parameters::parameters;
pub(crate) use responses::{main_status, media_type_for_model, response_model, responses, shows_response_model};
pub(crate) use security::{add_security_schemes, security};
pub(crate) use texts::{description, operation_id, summary};
