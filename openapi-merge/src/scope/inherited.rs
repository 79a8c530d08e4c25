//! `InheritedSettings`: what the layers around an operation add up to (R26–R28, R35, R59).

use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Map, StatusKey, Text};

use crate::declare::{DeclaredResponse, Dependency, GenerateUniqueId, Item, Layer, ResponseClass, Security};

/// What the operations of one router inherit from all layers around them.
#[derive(Clone)]
pub(crate) struct InheritedSettings<'a> {
    /// The layers themselves, outermost first.
    pub(crate) layers: Vec<&'a Layer>,
    pub(crate) prefix: String,
    pub(crate) tags: Vec<&'a Text>,
    pub(crate) security: Vec<&'a Security>,
    pub(crate) dependencies: Vec<&'a Dependency>,
    pub(crate) generate_unique_id: Option<GenerateUniqueId>,
    pub(crate) validation_error: bool,
    pub(crate) callbacks: Vec<&'a Item<()>>,
    pub(crate) responses: Map<StatusKey, &'a DeclaredResponse>,
    /// Whether one of the responses has a model. Mostly none has, and then nobody need look.
    pub(crate) responses_have_models: bool,
    pub(crate) deprecated: bool,
    pub(crate) shown: bool,
    pub(crate) response_class: &'a ResponseClass,
    /// Whether a layer names the response class.
    pub(crate) names_response_class: bool,
}

static JSON: ResponseClass = ResponseClass::json();

/// What a callback inherits that stands in no router.
pub(crate) static NO_LAYERS: InheritedSettings<'static> = InheritedSettings {
    layers: Vec::new(),
    prefix: String::new(),
    tags: Vec::new(),
    security: Vec::new(),
    dependencies: Vec::new(),
    generate_unique_id: None,
    validation_error: true,
    callbacks: Vec::new(),
    responses: Map::new(),
    responses_have_models: false,
    deprecated: false,
    shown: true,
    response_class: &JSON,
    names_response_class: false,
};

impl<'a> InheritedSettings<'a> {
    /// These settings with one more layer, which lies within all others.
    pub(crate) fn within(mut self, layer: &'a Layer) -> Self {
        let Layer {
            at: _,
            prefix,
            tags,
            responses,
            callbacks,
            default_response_class,
            deprecated,
            shown,
            security,
            dependencies,
            generate_unique_id,
            validation_error,
        } = layer;
        self.layers.push(layer);
        self.prefix.push_str(prefix);
        self.tags.extend(tags);
        self.security.extend(security);
        self.dependencies.extend(dependencies);
        self.generate_unique_id = generate_unique_id.or(self.generate_unique_id);
        self.validation_error = validation_error.unwrap_or(self.validation_error);
        self.callbacks.extend(callbacks);
        self.responses.extend(responses.by_key.iter().map(|(key, declared)| (*key, declared)));
        self.responses_have_models =
            self.responses.values().any(|declared| declared.response.models().next().is_some());
        self.deprecated |= deprecated;
        self.shown &= shown;
        self.names_response_class |= default_response_class.is_some();
        self.response_class = default_response_class.as_ref().unwrap_or(self.response_class);
        self
    }
}
