"""The scenario of src/scenario.rs as FastAPI says it.

    python fastapi_scenario.py versions
    python fastapi_scenario.py document COUNT      prints the document
    python fastapi_scenario.py time ROUNDS COUNT…  prints, for each count, nanoseconds of the processor per operation
    python fastapi_scenario.py serve COUNT         serves until it is killed; prints its address first

What is timed is `app.openapi()` and writing it as FastAPI does, without the declarations. A callback's body is
answered by nobody, so nothing here runs but FastAPI itself.
"""

import json
import socket
import statistics
import sys
import time

import fastapi
import pydantic
import uvicorn
from fastapi import APIRouter, FastAPI


class Item(pydantic.BaseModel):
    id: str
    value: str


class Message(pydantic.BaseModel):
    message: str


class Receipt(pydantic.BaseModel):
    ok: bool


def update(id: int, item: Item): ...


def notify(item: Item): ...


def scenario(count):
    app = FastAPI(
        title="Bench",
        version="1.0.0",
        responses={302: {"description": "The item was moved"}, 403: {"description": "Not enough privileges"}},
    )
    for number in range(count):
        callbacks = APIRouter()
        callbacks.add_api_route(
            "{$request.body#/url}", notify, methods=["POST"], name=f"on_update_{number}", response_model=Receipt
        )
        app.router.add_api_route(
            f"/resource{number}/{{id}}",
            update,
            methods=["PUT"],
            name=f"update_resource_{number}",
            description=f"Replaces resource {number} by what is given.",
            response_model=Item,
            responses={
                404: {"model": Message, "description": f"There is no resource {number}"},
                200: {"content": {"image/png": {}}},
            },
            callbacks=callbacks.routes,
        )
    return app


def generate(app):
    app.openapi_schema = None
    return json.dumps(app.openapi(), ensure_ascii=False, separators=(",", ":"))


def nanoseconds_per_operation(rounds, count):
    app = scenario(count)
    samples = []
    for _ in range(rounds):
        start = time.process_time_ns()
        generate(app)
        samples.append(time.process_time_ns() - start)
    return round(statistics.median(samples) / count)


def serve(count):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print("{}:{}".format(*listener.getsockname()), flush=True)
    config = uvicorn.Config(scenario(count), log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


def main(task, *numbers):
    numbers = [int(number) for number in numbers]
    if task == "versions":
        python = ".".join(map(str, sys.version_info[:3]))
        print(f"fastapi {fastapi.__version__}, pydantic {pydantic.VERSION}, uvicorn {uvicorn.__version__}, Python {python}")
    elif task == "document":
        print(generate(scenario(*numbers)))
    elif task == "time":
        rounds, *counts = numbers
        for count in counts:
            print(nanoseconds_per_operation(rounds, count))
    elif task == "serve":
        serve(*numbers)
    else:
        sys.exit(f"there is no task `{task}`")


main(*sys.argv[1:])
