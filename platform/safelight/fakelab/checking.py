"""Requests and answers against the published contracts (``contracts/README.md``)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator

Thing = dict[str, Any]
FOLDER = Path(__file__).parent / "contracts"
# Each file, and what its paths follow at the fake lab's address.
_FILES = {
    "prodigi-orders-api-openapi.yml": "/v4.0",
    "prodigi-quotes-api-openapi.yml": "/v4.0",
    "prodigi-products-api-openapi.yml": "/v4.0",
    "whcc-order-submit.yml": "",
}


@dataclass(frozen=True)
class Operation:
    """One request of a contract. ``components`` are what its schemas refer to."""

    method: str
    path: re.Pattern[str]
    told: Thing
    components: Thing

    def problems(self, schema: Thing, thing: object) -> list[str]:
        validator = Draft7Validator({"allOf": [schema], "components": self.components})
        return [
            f"{'.'.join(map(str, found.absolute_path)) or 'body'}: {found.message[:200]}"
            for found in validator.iter_errors(thing)
        ]


def request(method: str, path: str, query: Thing, body: object) -> list[str]:
    """What breaks the contract; a body that should not be there is none of it."""
    operation = find(method, path)
    if operation is None:
        return [f"{method} {path}: no such request in the contract"]
    found = []
    for parameter in operation.told.get("parameters", []):
        if parameter.get("in") == "query":
            found += _parameter(operation, parameter, query)
    content = operation.told.get("requestBody", {}).get("content", {})
    for told in content.values():
        found += operation.problems(told["schema"], body)
    if path.endswith("/quotes") and isinstance(body, dict):
        found += _sizing(body)
    return found


def answer(method: str, path: str, status: int, body: object) -> list[str]:
    """What breaks the contract of an answer; statuses that it does not name break nothing."""
    operation = find(method, path)
    if operation is None:
        return [f"{method} {path}: no such request in the contract"]
    answers = operation.told["responses"]
    told = answers.get(str(status), answers.get("default", {})).get("content", {})
    schemas = [each["schema"] for each in told.values()]
    return [problem for schema in schemas for problem in operation.problems(schema, body)]


def webhook(name: str, body: object) -> list[str]:
    """Of WHCC's news: ``StatusWebhook`` or ``EventWebhook``."""
    operation = find("POST", "/api/OrderImport")
    assert operation
    return operation.problems({"$ref": f"#/components/schemas/{name}"}, body)


def find(method: str, path: str) -> Operation | None:
    for operation in _operations():
        if operation.method == method and operation.path.fullmatch(path):
            return operation
    return None


def media_type(method: str, path: str) -> str:
    """What a request's body has to be, or nothing where there is none."""
    operation = find(method, path)
    content = operation.told.get("requestBody", {}).get("content", {}) if operation else {}
    return next(iter(content), "")


@cache
def _operations() -> tuple[Operation, ...]:
    return tuple(_read())


def _read() -> Iterator[Operation]:
    for name, base in _FILES.items():
        document = _nullable(yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")))
        _amend(document)
        for path, methods in document["paths"].items():
            pattern = re.compile(base + re.sub(r"\{\w+\}", "[^/]+", path), re.IGNORECASE)
            for method, told in methods.items():
                yield Operation(method.upper(), pattern, told, document["components"])


def _amend(document: Thing) -> None:
    """Prodigi's reference shows what the files only sketch: ``{"isAvailable": "Yes"}``."""
    told = document["components"]["schemas"].get("OrderActionsResponse")
    if told:
        names = [name for name in told["properties"] if name != "outcome"]
        for name in names:
            told["properties"][name] = {"type": "object", "required": ["isAvailable"]}


def _nullable(thing: Any) -> Any:
    """OpenAPI 3.0 says ``nullable`` where JSON Schema has a second type."""
    if isinstance(thing, list):
        return [_nullable(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    made = {name: _nullable(each) for name, each in thing.items()}
    if made.pop("nullable", False) is True:
        made["type"] = [made["type"], "null"]
    return made


def _parameter(operation: Operation, parameter: Thing, query: Thing) -> list[str]:
    name = parameter["name"]
    if name not in query:
        return [f"{name}: is missing"] if parameter.get("required") else []
    schema = copy.copy(parameter["schema"])
    written = str(query[name])
    is_number = schema.get("type") == "integer" and written.isdecimal()
    value: object = int(written) if is_number else written
    return [f"{name}: {problem}" for problem in operation.problems(schema, value)]


def _sizing(body: Thing) -> list[str]:
    # The lab refuses it, though the files say nothing of it.
    items = [item for item in body.get("items") or [] if isinstance(item, dict)]
    return ["items: sizing is no part of a quote"] if any("sizing" in i for i in items) else []
