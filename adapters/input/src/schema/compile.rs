//! From a schema to its nodes.

use std::collections::HashMap;

use regex::Regex;
use serde_json::{Map as Members, Value};

use super::keywords::{Keywords, SEPARATE, bare_reference};
use super::{
    Choice, DurationBounds, Extra, Field, Integer, Kind, List, Map, Node, NodeId, Number, Object, Offset, Rule, Schema,
    Text, Url, checks, keywords, labels,
};
use crate::fault::either;
use crate::kinds::decimal::DecimalRules;
use crate::python;

/// Compiles a schema whose references lead into itself.
pub(super) fn compile(root: &Value) -> Schema {
    let mut compiler = Compiler { root, nodes: Vec::new(), references: HashMap::new(), unsupported: Vec::new() };
    let id = compiler.reference("#");
    let Compiler { mut nodes, unsupported, .. } = compiler;
    labels::give(&mut nodes);
    checks::mark(&mut nodes);
    Schema { nodes, root: id, unsupported }
}

struct Compiler<'a> {
    root: &'a Value,
    nodes: Vec<Node>,
    references: HashMap<String, NodeId>,
    unsupported: Vec<String>,
}

impl Compiler<'_> {
    fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// What a reference leads to, compiled once. The node is there before its members are, so that it may hold itself.
    fn reference(&mut self, reference: &str) -> NodeId {
        if let Some(id) = self.references.get(reference) {
            return *id;
        }
        let id = self.add(plain(Kind::Any));
        self.references.insert(reference.to_owned(), id);
        let root = self.root;
        if let Some(target) = keywords::resolve(root, reference) {
            let name = reference.rsplit('/').next().filter(|name| *name != "#");
            let mut node = self.build(target);
            if let Some(name) = name {
                node.label = name.to_owned();
            }
            self.nodes[id] = node;
        }
        id
    }

    fn schema(&mut self, schema: &Value) -> NodeId {
        if let Some(reference) = schema.as_object().and_then(bare_reference) {
            return self.reference(reference);
        }
        let node = self.build(schema);
        self.add(node)
    }

    fn build(&mut self, schema: &Value) -> Node {
        let Value::Object(members) = schema else {
            return plain(if *schema == Value::Bool(false) { Kind::Never } else { Kind::Any });
        };
        let keywords = Keywords::of(members, self.root);
        let (kind, nullable) = self.kind(&keywords);
        let mut node = Node { kind, rules: self.rules(&keywords), ..plain(Kind::Any) };
        node.strict = keywords.says("strict");
        node.label = keywords.text("title").unwrap_or_default().to_owned();
        if let Some(parts) = keywords.get("allOf").and_then(Value::as_array) {
            let mut all = vec![self.add(node)];
            all.extend(parts.iter().map(|part| self.schema(part)));
            node = plain(Kind::All(all));
        }
        if nullable {
            let inner = self.add(node);
            node = plain(Kind::Nullable(inner));
        }
        node
    }

    /// The kind of a value, and whether `null` is one, too.
    fn kind(&mut self, keywords: &Keywords) -> (Kind, bool) {
        if let Some(value) = keywords.get("const") {
            return (Kind::Choice(choice(vec![value.clone()], keywords)), false);
        }
        if let Some(values) = keywords.get("enum").and_then(Value::as_array) {
            let others: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
            let nullable = others.len() < values.len();
            return (Kind::Choice(choice(others, keywords)), nullable);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = keywords.get(keyword).and_then(Value::as_array) {
                return self.branches(keyword, branches, keywords);
            }
        }
        let types: Vec<&str> = match keywords.get("type") {
            Some(Value::String(only)) => vec![only],
            Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
            _ => inferred(keywords).into_iter().collect(),
        };
        let nullable = types.len() > 1 && types.contains(&"null");
        let types: Vec<&str> = types.into_iter().filter(|name| !nullable || *name != "null").collect();
        let kind = match types.as_slice() {
            [] => Kind::Any,
            [only] => self.of_type(only, keywords),
            several if is_decimal(several, keywords) => Kind::Decimal(DecimalRules::of(
                |keyword| keywords.get(keyword).and_then(Value::as_number).cloned(),
                |word| keywords.word(word).and_then(Value::as_u64),
            )),
            several => {
                let each = several.iter().map(|name| plain(self.of_type(name, keywords)));
                let each: Vec<Node> = each.collect();
                Kind::Union(each.into_iter().map(|node| self.add(node)).collect())
            }
        };
        (kind, nullable)
    }

    fn of_type(&mut self, name: &str, keywords: &Keywords) -> Kind {
        match name {
            "null" => Kind::Null,
            "boolean" => Kind::Bool,
            "integer" => Kind::Integer(integer(keywords)),
            "number" => Kind::Number(number(keywords)),
            "string" => self.text(keywords),
            "array" => self.array(keywords),
            "object" => self.object(keywords),
            _ => Kind::Any,
        }
    }

    fn text(&mut self, keywords: &Keywords) -> Kind {
        let offset = |otherwise| match keywords.word("offset").and_then(Value::as_str) {
            Some("optional") => Offset::Optional,
            Some("required") => Offset::Required,
            Some("forbidden") => Offset::Forbidden,
            _ => otherwise,
        };
        match keywords.text("format") {
            Some("uuid") => return Kind::Uuid,
            Some("uri") => {
                let schemes = keywords.word("schemes").and_then(Value::as_array).into_iter().flatten();
                let schemes: Vec<String> = schemes.filter_map(Value::as_str).map(str::to_owned).collect();
                let quoted: Vec<String> = schemes.iter().map(|scheme| format!("'{scheme}'")).collect();
                return Kind::Url(Url { most: keywords.count("maxLength"), expected: either(&quoted), schemes });
            }
            Some("email") => return Kind::Email,
            Some("base64") => return Kind::Base64,
            Some("date") => return Kind::Date,
            Some("time") => return Kind::Time(offset(Offset::Optional)),
            Some("partial-time") => return Kind::Time(offset(Offset::Forbidden)),
            Some("date-time") => return Kind::DateTime(offset(Offset::Required)),
            Some("partial-date-time") => return Kind::DateTime(offset(Offset::Forbidden)),
            Some("duration") => {
                let bound = |word| keywords.word(word).and_then(Value::as_str)?.parse().ok();
                let (at_least, at_most) = (bound("minimum"), bound("maximum"));
                return Kind::Duration(DurationBounds { at_least, at_most });
            }
            _ if keywords.text("contentEncoding") == Some("base64") => return Kind::Base64,
            _ => {}
        }
        let pattern = keywords.text("pattern").and_then(|pattern| self.pattern(pattern));
        Kind::Text(Text { least: keywords.count("minLength"), most: keywords.count("maxLength"), pattern })
    }

    fn pattern(&mut self, pattern: &str) -> Option<Regex> {
        let compiled = Regex::new(pattern);
        if compiled.is_err() {
            self.unsupported.push(pattern.to_owned());
        }
        compiled.ok()
    }

    fn array(&mut self, keywords: &Keywords) -> Kind {
        let (least, most) = (keywords.count("minItems"), keywords.count("maxItems"));
        let prefix = keywords.list("prefixItems");
        if !prefix.is_empty() {
            let items: Vec<NodeId> = prefix.iter().map(|item| self.schema(item)).collect();
            let closed = most == Some(items.len() as u64) || keywords.get("items") == Some(&Value::Bool(false));
            let rest = match keywords.get("items") {
                _ if closed => None,
                Some(items) => Some(self.schema(items)),
                None => Some(self.add(plain(Kind::Any))),
            };
            let least = least.map_or(0, |least| least as usize).min(items.len());
            return Kind::Tuple { items, least, rest };
        }
        let items = keywords.get("items").cloned().unwrap_or(Value::Bool(true));
        let set = keywords.get("uniqueItems") == Some(&Value::Bool(true));
        Kind::List(List { items: self.schema(&items), least, most, set })
    }

    fn object(&mut self, keywords: &Keywords) -> Kind {
        let patterns = keywords.members("patternProperties").into_iter().flatten();
        let patterns: Vec<_> =
            patterns.filter_map(|(pattern, schema)| Some((self.pattern(pattern)?, self.schema(schema)))).collect();
        let extra = match keywords.get("additionalProperties").or_else(|| keywords.get("unevaluatedProperties")) {
            None | Some(Value::Bool(true)) => Extra::Any,
            Some(Value::Bool(false)) => Extra::Forbidden,
            Some(schema) => Extra::Each(self.schema(schema)),
        };
        let required = keywords.list("required");
        if !keywords.0.contains_key("properties") && required.is_empty() {
            // An empty struct without other members is an object, everything else without fields a map.
            if !(extra == Extra::Forbidden && patterns.is_empty()) {
                let keys = keywords.get("propertyNames").map(|names| {
                    let mut names = names.clone();
                    if let Value::Object(names) = &mut names {
                        names.entry("type").or_insert("string".into());
                    }
                    self.schema(&names)
                });
                return Kind::Map(Map { keys, values: extra, patterns });
            }
        }
        let no_members = Members::new();
        let properties = keywords.members("properties").unwrap_or(&no_members);
        let mut fields: Vec<Field> = properties
            .iter()
            .map(|(name, schema)| Field {
                name: name.clone(),
                node: self.schema(schema),
                required: required.iter().any(|it| it == name),
                unchecked: schema.get("default").is_some(),
            })
            .collect();
        for name in required.iter().filter_map(Value::as_str) {
            if !properties.contains_key(name) && !fields.iter().any(|field| field.name == name) {
                let node = self.add(plain(Kind::Any));
                fields.push(Field { name: name.to_owned(), node, required: true, unchecked: true });
            }
        }
        Kind::Object(Object { fields, extra, patterns, separate: keywords.says(SEPARATE) })
    }

    fn branches(&mut self, keyword: &str, all: &[Value], keywords: &Keywords) -> (Kind, bool) {
        let is_null = |branch: &&Value| branch.get("type") == Some(&Value::from("null"));
        let nullable = all.iter().any(|branch| is_null(&branch));
        let others: Vec<&Value> = all.iter().filter(|branch| !is_null(branch)).collect();
        let mut rest = keywords.clone();
        rest.0.shift_remove(keyword);
        rest.0.shift_remove("allOf");
        let says_more = [
            "type",
            "properties",
            "required",
            "items",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "enum",
            "const",
            "anyOf",
            "oneOf",
            "format",
            "x-input",
        ]
        .into_iter()
        .any(|keyword| rest.0.contains_key(keyword));
        if let ([only], true) = (others.as_slice(), says_more) {
            // What stands beside a branch that may be null counts for the branch.
            let mut both = only.as_object().cloned().unwrap_or_default();
            both.extend(rest.0.into_iter().filter(|(keyword, _)| keyword != "default"));
            let merged = Keywords::of(&both, self.root);
            let (kind, inner_nullable) = self.kind(&merged);
            return (kind, nullable || inner_nullable);
        }
        if let [only] = others.as_slice() {
            let only = self.schema(only);
            return (Kind::All(vec![only]), nullable);
        }
        let branches = self.union(&others, keywords);
        if !says_more {
            return (branches, nullable);
        }
        let (base, _) = self.kind(&rest);
        let parts = [base, branches].map(|kind| self.add(plain(kind)));
        (Kind::All(parts.into()), nullable)
    }

    fn union(&mut self, branches: &[&Value], keywords: &Keywords) -> Kind {
        let each: Vec<Keywords> = branches
            .iter()
            .map(|branch| branch.as_object().map(|branch| Keywords::of(branch, self.root)).unwrap_or_default())
            .collect();
        let units: Option<Vec<Vec<Value>>> = each.iter().map(constants).collect();
        if let Some(units) = units.filter(|units| !units.is_empty()) {
            return Kind::Choice(choice(units.concat(), keywords));
        }
        if let Some((tag, names)) = tagged(&each) {
            let nodes: Vec<NodeId> = branches.iter().map(|branch| self.schema(branch)).collect();
            return Kind::Tagged { tag, branches: names.into_iter().zip(nodes).collect() };
        }
        if let Some(names) = externally_tagged(&each) {
            let units: Vec<Value> = each.iter().filter_map(constants).flatten().collect();
            let units = (!units.is_empty()).then(|| choice(units, keywords));
            let members = each.iter().filter_map(|keywords| keywords.members("properties")?.values().next().cloned());
            let nodes: Vec<NodeId> = members.collect::<Vec<_>>().iter().map(|member| self.schema(member)).collect();
            return Kind::Variants { units, branches: names.into_iter().zip(nodes).collect() };
        }
        Kind::Union(branches.iter().map(|branch| self.schema(branch)).collect())
    }

    fn rules(&mut self, keywords: &Keywords) -> Vec<Rule> {
        let mut rules = Vec::new();
        if let Some(not) = keywords.get("not") {
            rules.push(Rule::Not(self.schema(not)));
        }
        if let Some(when) = keywords.get("if") {
            let when = self.schema(when);
            let [then, otherwise] =
                ["then", "else"].map(|keyword| keywords.get(keyword).cloned().map(|schema| self.schema(&schema)));
            rules.push(Rule::Condition { when, then, otherwise });
        }
        if let Some(item) = keywords.get("contains") {
            let (least, most) = (keywords.count("minContains").unwrap_or(1), keywords.count("maxContains"));
            rules.push(Rule::Contains { item: self.schema(item), least, most });
        }
        for (name, others) in keywords.members("dependentRequired").into_iter().flatten() {
            let others = others.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
            rules.push(Rule::DependentRequired(name.clone(), others.collect()));
        }
        for (name, schema) in keywords.members("dependentSchemas").into_iter().flatten() {
            rules.push(Rule::DependentSchema(name.clone(), self.schema(schema)));
        }
        let (least, most) = (keywords.count("minProperties"), keywords.count("maxProperties"));
        if least.is_some() || most.is_some() {
            rules.push(Rule::Members { least: least.unwrap_or_default(), most });
        }
        if keywords.get("uniqueItems") == Some(&Value::Bool(true)) && !keywords.list("prefixItems").is_empty() {
            rules.push(Rule::UniqueItems);
        }
        rules
    }
}

fn plain(kind: Kind) -> Node {
    Node { kind, rules: Vec::new(), label: String::new(), strict: false, needs_check: false }
}

/// The type of a schema that does not say it.
fn inferred(keywords: &Keywords) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| keywords.0.contains_key(*word));
    if has(&["properties", "required", "patternProperties", "additionalProperties", "propertyNames"]) {
        return Some("object");
    }
    has(&["items", "prefixItems"]).then_some("array")
}

/// Decimals are texts or numbers; schemars gives them a pattern.
fn is_decimal(types: &[&str], keywords: &Keywords) -> bool {
    let both = types.len() == 2 && types.contains(&"string") && types.contains(&"number");
    both && (keywords.text("pattern") == Some(DECIMAL) || keywords.text("format") == Some("decimal"))
}

/// What schemars says of the decimals of rust_decimal and bigdecimal.
const DECIMAL: &str = r"^-?\d+(\.\d+)?([eE]\d+)?$";

fn choice(values: Vec<Value>, keywords: &Keywords) -> Choice {
    let quoted: Vec<String> = values.iter().map(python::repr).collect();
    Choice { expected: either(&quoted), values, literal: keywords.says("literal") }
}

/// The texts that a schema allows, if it allows nothing else.
fn constants(keywords: &Keywords) -> Option<Vec<Value>> {
    match (keywords.get("const"), keywords.get("enum")) {
        (Some(only @ Value::String(_)), _) => Some(vec![only.clone()]),
        (None, Some(Value::Array(values))) if values.iter().all(Value::is_string) => Some(values.clone()),
        _ => None,
    }
}

/// The member that tells the branches apart, and its text in each.
fn tagged(branches: &[Keywords]) -> Option<(String, Vec<String>)> {
    let first = branches.first().filter(|_| branches.len() > 1)?;
    first.members("properties")?.keys().find_map(|tag| {
        let names: Option<Vec<String>> = branches
            .iter()
            .map(|branch| {
                let required = branch.list("required").iter().any(|name| name == tag);
                let member = branch.members("properties")?.get(tag)?.as_object().filter(|_| required)?;
                let constant = constants(&Keywords(member.clone()))?;
                let [Value::String(name)] = constant.as_slice() else { return None };
                Some(name.clone())
            })
            .collect();
        Some((tag.clone(), names?))
    })
}

/// The names of the branches that are an object with one member each, if all others are texts.
fn externally_tagged(branches: &[Keywords]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for branch in branches {
        if constants(branch).is_some() {
            continue;
        }
        let properties = branch.members("properties").filter(|members| members.len() == 1)?;
        let name = properties.keys().next()?;
        let closed = branch.get("additionalProperties") == Some(&Value::Bool(false));
        if !closed || !branch.list("required").iter().any(|required| required == name) {
            return None;
        }
        names.push(name.clone());
    }
    Some(names).filter(|names| !names.is_empty())
}

fn integer(keywords: &Keywords) -> Integer {
    let of_type = keywords.text("format").and_then(range);
    let (least, most) = of_type.map_or((None, None), |(least, most)| (Some(least), Some(most)));
    let minimum = keywords.whole("minimum", f64::ceil).filter(|bound| least.is_none_or(|least| *bound > least));
    let maximum = keywords.whole("maximum", f64::floor).filter(|bound| most.is_none_or(|most| *bound < most));
    let above = keywords.whole("exclusiveMinimum", f64::floor);
    let below = keywords.whole("exclusiveMaximum", f64::ceil);
    let step = keywords.whole("multipleOf", |step| if step.fract() == 0.0 { step } else { 0.0 });
    let step = step.filter(|step| *step > 1);
    let only_its_type = minimum.or(maximum).or(above).or(below).or(step).is_none();
    Integer {
        at_least: minimum.or(least.filter(|_| above.is_none())),
        at_most: maximum.or(most.filter(|_| below.is_none())),
        above,
        below,
        step,
        only_its_type,
    }
}

/// What an integer type of Rust holds, by schemars' format.
fn range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        "uint64" | "uint" => (0, u64::MAX.into()),
        "int128" => (i128::MIN, i128::MAX),
        "uint128" => (0, i128::MAX),
        _ => return None,
    })
}

fn number(keywords: &Keywords) -> Number {
    Number {
        at_least: keywords.float("minimum"),
        above: keywords.float("exclusiveMinimum"),
        at_most: keywords.float("maximum"),
        below: keywords.float("exclusiveMaximum"),
        step: keywords.float("multipleOf").filter(|step| *step > 0.0),
        infinite: keywords.says("infinite"),
    }
}
