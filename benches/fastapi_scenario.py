"""The scenarios of src/scenario as FastAPI says them, from the plan that src/plan.rs prints.

    python fastapi_scenario.py versions
    python fastapi_scenario.py document < PLAN     prints the document
    python fastapi_scenario.py time ROUNDS < PLAN  prints nanoseconds of the processor per operation
    python fastapi_scenario.py serve < PLAN        serves until it is killed; prints its address first

What is timed is `app.openapi()` and writing it as FastAPI does, without the declarations. Nothing here answers but
FastAPI itself.
"""

import enum
import inspect
import json
import socket
import statistics
import sys
import time
from typing import Optional

import fastapi
import pydantic
import uvicorn
from fastapi import APIRouter, Cookie, FastAPI, Header, Path, Query

PLAIN = {"string": str, "integer": int, "number": float, "boolean": bool}
LOCATIONS = {"path": Path, "query": Query, "header": Header, "cookie": Cookie}
# FastAPI brings these itself.
ITS_OWN = {"HTTPValidationError", "ValidationError"}


def annotation(kind, models):
    """The Python type of a kind; a model that is not there yet is named."""
    if isinstance(kind, str):
        return PLAIN[kind]
    ((what, of),) = kind.items()
    if what == "component":
        return models.get(of, of)
    inner = annotation(of, models)
    return {"list": lambda: list[inner], "map": lambda: dict[str, inner], "nullable": lambda: Optional[inner]}[what]()


def components(kind):
    while not isinstance(kind, str):
        ((what, of),) = kind.items()
        if what == "component":
            return {of}
        kind = of
    return set()


def make_models(plan):
    models = {}
    waiting = [one for one in plan if one["name"] not in ITS_OWN]
    planned = {one["name"] for one in waiting}
    # Those that name only what is there already come first; what is left over refers to itself, and pydantic resolves it.
    while waiting:
        needs = lambda one: set().union(*[components(it["kind"]) for it in one.get("properties", [])]) & planned
        ready = [one for one in waiting if needs(one) - {one["name"]} <= models.keys()] or waiting[:]
        for one in ready:
            if "words" in one:
                models[one["name"]] = enum.Enum(one["name"], {word: word for word in one["words"]}, type=str)
            else:
                models[one["name"]] = pydantic.create_model(one["name"], **fields(one, models))
        waiting = [one for one in waiting if one["name"] not in models]
    for model in models.values():
        if not issubclass(model, enum.Enum):
            model.model_rebuild(_types_namespace=models)
    return models


def fields(one, models):
    def default(it):
        return pydantic.Field(*([...] if it["required"] else [None]), description=it["description"])

    return {it["name"]: (annotation(it["kind"], models), default(it)) for it in one["properties"]}


def responses(said, models):
    made = {}
    for key, response in said.items():
        response = dict(response)
        if "model" in response:
            response["model"] = models[response["model"]]
        made[int(key) if key.isdigit() else key] = response
    return made


def endpoint(operation, models):
    """A function whose arguments are the operation's parameters and body."""
    arguments = []
    for it in operation["parameters"]:
        default = LOCATIONS[it["in"]](*([] if it["required"] else [None]), alias=it["name"])
        kind = annotation(it["kind"], models)
        name = it["name"].replace("-", "_")
        arguments.append(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        )
    if operation["body"]:
        body = models[operation["body"]]
        arguments.append(inspect.Parameter("body", inspect.Parameter.KEYWORD_ONLY, annotation=body))

    def answer(**given): ...

    answer.__signature__ = inspect.Signature(arguments)
    return answer


def notification(callback, models):
    def notify(body): ...

    body = inspect.Parameter("body", inspect.Parameter.KEYWORD_ONLY, annotation=models[callback["body"]])
    notify.__signature__ = inspect.Signature([body])
    return notify


def scenario(plan):
    models = make_models(plan["models"])
    app = FastAPI(title="Bench", version="1.0.0")
    for said in plan["routers"]:
        router = APIRouter(prefix=said["prefix"], tags=[said["tag"]], responses=responses(said["responses"], models))
        for operation in said["operations"]:
            more = {}
            if callback := operation["callback"]:
                callbacks = APIRouter()
                callbacks.add_api_route(
                    plan["expression"],
                    notification(callback, models),
                    methods=["POST"],
                    name=callback["name"],
                    response_model=models[callback["response_model"]],
                )
                more["callbacks"] = callbacks.routes
            model = operation["response_model"]
            router.add_api_route(
                operation["path"],
                endpoint(operation, models),
                methods=[operation["method"]],
                name=operation["name"],
                description=operation["description"],
                status_code=operation["status"],
                response_model=models[model] if model else None,
                responses=responses(operation["responses"], models),
                **more,
            )
        inclusion = said["inclusion"]
        app.include_router(
            router, prefix=inclusion["prefix"], responses=responses(inclusion["responses"], models)
        )
    return app


def generate(app):
    app.openapi_schema = None
    return json.dumps(app.openapi(), ensure_ascii=False, separators=(",", ":"))


def nanoseconds_per_operation(rounds, plan):
    app = scenario(plan)
    count = sum(len(router["operations"]) for router in plan["routers"])
    samples = []
    for _ in range(rounds):
        start = time.process_time_ns()
        generate(app)
        samples.append(time.process_time_ns() - start)
    return round(statistics.median(samples) / count)


def serve(plan):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print("{}:{}".format(*listener.getsockname()), flush=True)
    config = uvicorn.Config(scenario(plan), log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


def main(task, *numbers):
    if task == "versions":
        python = ".".join(map(str, sys.version_info[:3]))
        print(f"fastapi {fastapi.__version__}, pydantic {pydantic.VERSION}, uvicorn {uvicorn.__version__}, Python {python}")
        return
    plan = json.load(sys.stdin)
    if task == "document":
        print(generate(scenario(plan)))
    elif task == "time":
        print(nanoseconds_per_operation(int(numbers[0]), plan))
    elif task == "serve":
        serve(plan)
    else:
        sys.exit(f"there is no task `{task}`")


main(*sys.argv[1:])
