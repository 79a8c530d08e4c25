"""Records what FastAPI makes of the declarations in cases/*.json.

    python3.11 -m venv v && v/bin/pip install fastapi==0.165.0 pydantic==2.14.3
    v/bin/python record.py cases/r11-*.json      # writes what FastAPI says into these files
    v/bin/python record.py --check               # says which recorded case FastAPI would answer otherwise today

A new case needs `name`, `rules`, `app` and `types` as README.md describes them. Everything else is filled in: the
schemas of the types, `expected` (the document) or `expected_error`, `expected_warnings`, and the versions.
"""

import copy
import inspect
import json
import pathlib
import re
import sys
import typing
import warnings
from types import new_class

import fastapi
import pydantic
from fastapi import APIRouter, FastAPI, Security, params, security
from fastapi.responses import JSONResponse, Response
from pydantic.json_schema import GenerateJsonSchema

HERE = pathlib.Path(__file__).parent
VERSIONS = {"fastapi": fastapi.__version__, "pydantic": pydantic.VERSION}

# What a text of FastAPI's error is called here; the first that fits counts.
KINDS = [
    ("body-not-allowed", "must not have a response body"),
    ("response-not-object", "must be a dict"),
    ("invalid-status-key", "invalid literal for int()"),
    ("prefix-must-start-with-slash", "path prefix must start"),
    ("prefix-must-not-end-with-slash", "path prefix must not end"),
    ("empty-prefix-and-path", "cannot be both empty"),
    ("duplicate-path-param", "Duplicated param name"),
    ("unknown-path-convertor", "Unknown path convertor"),
    ("no-default-status", "local variable 'status_code'"),
    ("content-not-object", "'setdefault'"),
    ("schema-not-object", "'items'"),
    ("schema-not-object", "item assignment"),
    ("schema-not-object", "is not iterable"),
    ("invalid-openapi", "validation error"),
]
PRIMITIVES = {
    "string": str, "integer": int, "number": float, "boolean": bool, "null": type(None), "any": typing.Any,
    "object": dict,
}  # fmt: skip


class Types:
    """The Python types of a case, each made when it is first asked for."""

    def __init__(self, declared):
        self.declared = declared
        self.classes = {}
        self.variables = {}

    def python(self, kind):
        match next(iter(kind.items())):
            case "ref", name:
                return self.model(name)
            case "list", item:
                return list[self.python(item)]
            case "map", value:
                # The long spelling, since pydantic names a generic after it.
                return typing.Dict[str, self.python(value)]
            case "union", kinds:
                return typing.Union[tuple(map(self.python, kinds))]
            case "typevar", name:
                return self.variables.setdefault(name, typing.TypeVar(name))
            case "primitive", name:
                return PRIMITIVES[name]
        raise SystemExit(f"no such type: {kind}")

    def model(self, name):
        if name not in self.classes:
            self.classes[name] = self.new_model(self.declared[name])
        return self.classes[name]

    def new_model(self, declared):
        if "of" in declared:
            return self.model(declared["of"])[tuple(map(self.python, declared["args"]))]
        names = {"__module__": declared["module"], "__qualname__": declared["name"], "__annotations__": {}}
        if declared.get("serialization_defaults_required"):
            names["model_config"] = pydantic.ConfigDict(json_schema_serialization_defaults_required=True)
        for field in declared["fields"]:
            kind = self.python(field["type"])
            if field.get("computed"):
                names[field["name"]] = pydantic.computed_field(property(lambda self: None), return_type=kind)
            else:
                names["__annotations__"][field["name"]] = kind
                if "default" in field:
                    names[field["name"]] = field["default"]
        bases = (pydantic.BaseModel,)
        if "generic" in declared:
            bases += (typing.Generic[tuple(self.python({"typevar": name}) for name in declared["generic"])],)
        return new_class(declared["name"], bases, exec_body=lambda namespace: namespace.update(names))

    def fill_in(self):
        """What Rust needs to know of each type: its name with its module, and its schemas."""
        for name, declared in self.declared.items():
            if "generic" in declared:
                continue
            model = self.model(name)
            declared["core_ref"] = re.sub(r":\d+", "", core_reference(model))
            declared["schema"] = self.schema(model, "serialization")
            declared.pop("schema_validation", None)
            read = self.schema(model, "validation")
            if read != declared["schema"]:
                declared["schema_validation"] = read

    def schema(self, python, mode):
        """The schema of a type, in which references are `#/types/NAME`."""
        names = {core_reference(model): name for name, model in self.classes.items() if core_reference(model)}

        class ByName(GenerateJsonSchema):
            def get_defs_ref(self, core_mode_ref):
                name = names[core_mode_ref[0]]
                self._prioritized_defsref_choices[name] = [name]
                return name

        adapter = pydantic.TypeAdapter(python)
        generated = adapter.json_schema(mode=mode, ref_template="#/types/{model}", schema_generator=ByName)
        definitions = generated.pop("$defs", {})
        name = next((name for name, model in self.classes.items() if model is python), None)
        return definitions.get(name, generated)


def core_reference(model):
    """How pydantic calls a model within schemas: `library.Book:94219`, with the number of the object in memory."""
    schema = model.__pydantic_core_schema__
    if schema["type"] == "definitions":
        schema = schema["schema"]
    while "ref" not in schema and "schema_ref" not in schema and "schema" in schema:
        schema = schema["schema"]
    return schema.get("ref") or schema.get("schema_ref")


class App:
    """The application that a case declares."""

    def __init__(self, types):
        self.types = types

    def application(self, declared):
        options = self.layer(declared)
        if "separate_input_output_schemas" in declared:
            options["separate_input_output_schemas"] = declared["separate_input_output_schemas"]
        app = FastAPI(**declared["info"], **options)
        self.add_all(app, declared)
        for webhook in declared.get("webhooks", []):
            self.add_route(app.webhooks, webhook)
        return app

    def router(self, declared):
        router = APIRouter(**self.layer(declared))
        self.add_all(router, declared)
        return router

    def add_all(self, router, declared):
        for route in declared.get("routes", []):
            self.add_route(router, route)
        for inner in declared.get("routers", []):
            includes = inner.get("include", {})
            made = self.router(inner)
            for include in includes if isinstance(includes, list) else [includes]:
                router.include_router(made, **self.layer(include))

    def layer(self, declared):
        options = {key: declared[key] for key in ("prefix", "tags", "deprecated", "include_in_schema") if key in declared}
        if "responses" in declared:
            options["responses"] = self.responses(declared["responses"])
        if "callbacks" in declared:
            options["callbacks"] = self.callbacks(declared["callbacks"])
        if "default_response_class" in declared:
            options["default_response_class"] = response_class(declared["default_response_class"])
        if "security" in declared:
            options["dependencies"] = [depends(scheme) for scheme in declared["security"]]
        return options

    def responses(self, declared):
        responses = {}
        for status, response in copy.deepcopy(declared):
            if isinstance(response, dict) and response.get("model"):
                response["model"] = self.types.python(response["model"])
            responses[status] = response
        return responses

    def callbacks(self, declared):
        routes = []
        for item in declared:
            router = APIRouter() if "router" not in item else self.router(item["router"])
            if "router" not in item:
                self.add_route(router, item)
            routes.extend(router.routes)
        return routes

    def add_route(self, router, declared):
        names = (
            "status_code", "response_description", "summary", "description", "operation_id", "openapi_extra",
        )  # fmt: skip
        options = self.layer(declared) | {name: declared[name] for name in names if name in declared}
        if "response_model" in declared:
            model = declared["response_model"]
            options["response_model"] = model and self.types.python(model)
        if "response_class" in declared:
            options["response_class"] = response_class(declared["response_class"])
        methods = declared.get("methods") or [declared["method"]]
        options["methods"] = [method.upper() for method in methods]
        getattr(router, "router", router).add_api_route(declared["path"], self.function(declared), **options)

    def function(self, declared):
        """A function of the declared name, arguments and return annotation."""

        def function(**arguments):
            pass

        taken = [self.argument(parameter) for parameter in declared.get("parameters", [])]
        if "body" in declared:
            body = declared["body"]
            default = params.Body(... if body.get("required", True) else None)
            taken.append(keyword("body", self.types.python(body["type"]), default))
        returns = inspect.Signature.empty
        if "return_type" in declared:
            kind = declared["return_type"]
            named = kind.get("response_class")
            returns = response_class(named) if named else self.types.python(kind)
        function.__name__ = declared["name"]
        function.__signature__ = inspect.Signature(taken, return_annotation=returns)
        return function

    def argument(self, declared):
        place = {"path": params.Path, "query": params.Query, "header": params.Header, "cookie": params.Cookie}
        options = {key: declared[key] for key in ("description", "deprecated", "include_in_schema") if key in declared}
        required = declared["in"] == "path" or declared.get("required")
        default = place[declared["in"]](default=... if required else None, alias=declared["name"], **options)
        return keyword(re.sub(r"\W", "_", declared["name"]), self.types.python(declared["type"]), default)


def keyword(name, annotation, default):
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def response_class(declared):
    base = JSONResponse if declared.get("json") else Response
    status = declared.get("default_status", 200)
    members = {"media_type": declared.get("media_type")}
    if not declared.get("status_param", True):
        members["__init__"] = lambda self, content=None: base.__init__(self, content)
    elif status != 200:

        def __init__(self, content=None, status_code=status):
            base.__init__(self, content, status_code)

        members["__init__"] = __init__
    return type(declared["name"], (base,), members)


def depends(declared):
    scheme, name = declared["scheme"], declared["name"]
    match scheme["type"]:
        case "apiKey":
            place = {"header": security.APIKeyHeader, "query": security.APIKeyQuery, "cookie": security.APIKeyCookie}
            made = place[scheme["in"]](name=scheme["name"], scheme_name=name)
        case "http":
            made = security.HTTPBearer(scheme_name=name)
        case "oauth2":
            made = security.OAuth2PasswordBearer(scheme_name=name, **snake(scheme["flows"]["password"]))
    return Security(made, scopes=declared.get("scopes", []))


def snake(flow):
    return {"tokenUrl": flow["tokenUrl"], "scopes": flow.get("scopes") or {}}


def fill_in_schemas(case, types):
    """The schema of each type that stands for itself, and of each parameter and body, as Rust declares them."""

    def inline(kind):
        if isinstance(kind, dict) and not {"ref", "response_class"} & set(kind):
            kind.pop("inline_schema", None)
            kind["inline_schema"] = types.schema(types.python(kind), "serialization")

    def read(declared, name, required, extra=None):
        kind = declared["type"]
        if "ref" in kind:
            return {"$ref": f"#/types/{kind['ref']}"}
        generated = types.schema(types.python(kind), "validation")
        default = {} if required else {"default": None}
        return generated | default | (extra or {}) | {"title": name.title().replace("_", " ")}

    def visit(declared):
        for _, response in declared.get("responses", []):
            if isinstance(response, dict):
                inline(response.get("model"))
        inline(declared.get("response_model"))
        inline(declared.get("return_type"))
        for parameter in declared.get("parameters", []):
            required = parameter["in"] == "path" or bool(parameter.get("required"))
            extra = {key: parameter[key] for key in ("description", "deprecated") if parameter.get(key)}
            parameter["required"] = required
            parameter["schema"] = read(parameter, parameter["name"], required, extra)
        if "body" in declared:
            declared["body"]["schema"] = read(declared["body"], "body", declared["body"].get("required", True))
        for key in ("routes", "routers", "callbacks", "webhooks"):
            for item in declared.get(key, []):
                visit(item.get("router", item))
        includes = declared.get("include", [])
        for include in includes if isinstance(includes, list) else [includes]:
            visit(include)

    visit(case["app"])


def record(case):
    """The case with everything that FastAPI says of it."""
    case = copy.deepcopy(case)
    for key in ("expected", "expected_error", "expected_warnings"):
        case.pop(key, None)
    types = Types(case["types"])
    for name in types.declared:
        types.model(name)
    case["oracle"] = VERSIONS
    phase = "register"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            app = App(types).application(case["app"])
            phase = "openapi"
            case["expected"] = json.loads(json.dumps(app.openapi()))
        except Exception as error:
            text = str(error)
            kind = next((kind for kind, part in KINDS if part in text), "other")
            case["expected_error"] = {
                "kind": kind, "phase": phase, "exception": type(error).__name__, "detail": text.splitlines()[0],
            }  # fmt: skip
    doubled = [str(w.message).split(" for function")[0] for w in caught if "Duplicate Operation ID" in str(w.message)]
    if doubled:
        case["expected_warnings"] = doubled
    types.fill_in()
    fill_in_schemas(case, types)
    return case


def main(arguments):
    check = "--check" in arguments
    paths = [pathlib.Path(path) for path in arguments if path != "--check"] or sorted(HERE.glob("cases/*.json"))
    different = 0
    for path in paths:
        case = json.loads(path.read_text())
        recorded = record(case)
        if not check:
            path.write_text(json.dumps(recorded, indent=2, ensure_ascii=False) + "\n")
        elif json.dumps(recorded) != json.dumps(case):
            different += 1
            print(f"{path.name}: FastAPI {VERSIONS['fastapi']} says something else than is recorded")
    print(f"{len(paths)} cases, {different} different" if check else f"{len(paths)} cases recorded")
    return different > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
