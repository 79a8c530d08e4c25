//! FastAPI's rules, one function each, named after what it decides. `render/operation.rs` is their table of contents.
//!
//! Each row says what the rule demands, which function of FastAPI 0.165 (or of pydantic, marked P) decides it, and which
//! of ours. Its cases are the files of `tests/rules/cases` whose names begin with its number; where we differ, the table
//! in the README says so.
//!
//! `path` is `get_openapi_path`, `get`, `fields` and `metadata` are `get_openapi`, `get_fields_from_routes` and
//! `get_openapi_operation_metadata`, all in `fastapi/openapi/utils.py`; `route` is `APIRoute.__init__` and `include` is
//! `APIRouter.include_router` in `fastapi/routing.py`; `defs` is `GenerateJsonSchema` in `pydantic/json_schema.py`.
//!
//! | rule | what it demands | FastAPI | here |
//! |---|---|---|---|
//! | R1 | A `status_code` is the key of the main response. | path | `main_status` |
//! | R2 | Without one, the key is the default status of the response class. | path | `main_status` |
//! | R3 | A JSON class with a media type shows the schema of the response model there, or `{}`. | path | `main_response` |
//! | R4 | A class that is not JSON shows `{"type": "string"}` under its media type. | path | `main_response` |
//! | R5 | A `response_model` counts before the return type, also when it says that there is none. | route | `response_model` |
//! | R6 | A response's schema that is no mere reference is titled after the operation. | route | `titled_after_operation` |
//! | R7 | A class without a media type gives the main response no content. | path | `media_type_of_main_response` |
//! | R8 | A declared status that never has a body gives the main response no content. | path | `media_type_of_main_response` |
//! | R9 | A status that never has a body cannot have a model. | route | `status::may_have_body` |
//! | R10 | The main response is described by `response_description`. | path | `main_response` |
//! | R11 | A description is the first that is not empty of: its own, the main response's, the phrase of the status, "Additional Response". | path | `choose_description` |
//! | R12 | `model` becomes a schema, and is no member of the response; null is no model. | path | `additional_response` |
//! | R13 | That schema stands under the media type of the operation's response class. | path | `media_type_for_model` |
//! | R14 | A key is upper case, but `default`. | path | `declare::IntoStatusKey` |
//! | R15 | The response class may have any media type. | path | `media_type_for_model` |
//! | R16 | Without one, the model is JSON. | path | `media_type_for_model` |
//! | R17 | A model's schema is merged into the schema that is declared beside it. | path | `add_schema` |
//! | R18 | What is declared for the main status is merged over the main response. | path | `merge_over` |
//! | R19 | So is a model that is declared for it. | path | `merge_over` |
//! | R20 | The main response comes first, then the additional ones as declared, then the 422. | path | `responses` |
//! | R21, R22 | A number and its text are two keys; those that look alike in the end are merged. | path | `declare::IntoStatusKey` |
//! | R23, R24, R25 | In a deep merge objects recurse, arrays add up, and of all else the later counts. | `deep_dict_update` in `fastapi/utils.py` | `deep_merge` |
//! | R26 | Layers replace one another's responses whole, key by key; a key keeps its first position. | include | `scope::OperationInScope::responses` |
//! | R27 | Application, inclusion, router, operation: tags, callbacks and prefixes add up in this order, and the later response counts. | include | `scope` |
//! | R28 | Routers in routers are layers within layers. | include | `scope` |
//! | R29 | What Python reads as a number is a key. | path | `declare::IntoStatusKey` |
//! | R30 | Headers, links and examples stay as they are. | path | `written` |
//! | R31 | So do unknown members, and what stands beside a reference. | path | `written` |
//! | R32 | An operation with any input answers 422. | path | `brings_validation_error` |
//! | R33 | Not if 422, 4XX or `default` is declared. | path | `brings_validation_error` |
//! | R34 | The components of the 422 are there if an operation brings it. | get | `register_models`, `validation_error` |
//! | R35 | An operation is shown if every layer around it is. | include | `scope::OperationInScope::shown` |
//! | R36, R37, R38 | Writing the document drops members that are null. | `jsonable_encoder` | nowhere: a document is written as it is |
//! | R39 | Name, path and method give summary and operationId; parameters stand by place; a body needs a method that may have one. | metadata, path | `summary`, `operation_id`, `parameters`, `request_body`, `security` |
//! | R40 | A callback is shown under its name and its expression. | path | `callbacks` |
//! | R41 | Of two callbacks of one name one is shown. | path | `callbacks` |
//! | R42, R43 | Callbacks have callbacks; routers in their routers are not looked at. | path | `callbacks` |
//! | R44 | The 422 of a callback refers to components like any other. | path | `register_models` |
//! | R45 | Schemes of security are components. | get | `add_security_schemes` |
//! | R46 | A hidden callback leaves its name. | path | `callback_name` |
//! | R47, R48 | An operation may have several methods, and `openapi_extra` merged over it. | path | `declare::Operation` |
//! | R49 | Operations on one path share its Path Item; of one method the later counts. | get | `render`, `checks::operations` |
//! | R50 | Components are all models that are reached, in the order of their names. | fields | `register_models` |
//! | R51 | A model that differs when read and when written is two components. | P defs | `schemas::naming` |
//! | R52 | Models of one name are called after their modules. | P defs | `schemas::naming` |
//! | R53 | Models that nothing else tells apart are numbered. | P defs | `schemas::naming` |
//! | R54 | What is no identifier in a name becomes `_`, and a dot `__`. | P `normalize_name` | `schemas::naming` |
//! | R55 | Without separate schemas a model is one component. | `get_definitions` in `fastapi/_compat/v2.py` | `schemas::Schemas` |
//! | R56 | Webhooks are operations under a name, without the application's layers. | get | `scope::Role` |
//! | R57 | Models that no response shows are components too. | fields | `register_models`, `shows_response_model` |
//! | R58 | The path of a callback stands as it is written; others lose their convertors. | path | `scope::OperationInScope::documented_path` |
//! | R59 | The innermost default response class counts. | include | `scope::OperationInScope::response_class` |
//! | E1 | A model on a status without a body is an error when it is declared. | route | `checks::statuses` |
//! | E2, E8 | A key must be a status, and a status must be known. | path | `checks::statuses` |
//! | E3, E4 | A response is an object, and so is its content. | path | the types of `declare::Response`, `checks::schema_beside_model` |
//! | E5, E6, E7 | A prefix begins with a slash and ends without; prefix and path are not both empty; a path names a parameter once. | include, route | `checks::prefix`, `checks::path_template` |

mod body;
mod callbacks;
mod models;
mod parameters;
mod responses;
mod security;
pub(crate) mod status;
mod streams;
mod texts;
mod validation_error;

pub(crate) use body::{DocumentedBody, add_body_components, request_body};
pub(crate) use callbacks::{callback_name, callbacks};
pub(crate) use models::register_models;
pub(crate) use parameters::parameters;
pub(crate) use responses::{main_status, media_type_for_model, response_model, responses, shows_response_model};
pub(crate) use security::{add_security_schemes, security};
pub(crate) use texts::{description, operation_id, summary};
