"""The description of the API: every route, nothing else, and only of modules that are on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from safelight.api import root
from tenants import resolve
from tenants.models import Studio
from tests.routes import walking
from tests.support import world

PREFIX = "api/v1/"
# Route → why the description leaves it out.
EXEMPT = {"api:schema": "It is the description."}
# The tus server takes these by hand-written functions, not by a view of REST framework.
BY_HAND = {
    "uploads:all": {"post", "options"},
    "uploads:one": {"head", "patch", "delete", "options"},
}
VERBS = ("get", "post", "put", "patch", "delete")


def routes() -> dict[str, set[str]]:
    """Path as OpenAPI writes it → methods that its view has."""
    return {
        _path(route): BY_HAND.get(route.name)
        or {verb for verb in VERBS if hasattr(route.view_class, verb)}
        for route in walking.routes(walking.STUDIO)
        if route.pattern.startswith(PREFIX) and route.name not in EXEMPT
    }


def _path(route: walking.Route) -> str:
    return route.path({name: f"{{{name}}}" for name in route.parameters()})


def described(paths: dict[str, Any]) -> dict[str, set[str]]:
    return {path: set(operations) for path, operations in paths.items()}


def schema(studio: Studio) -> dict[str, Any]:
    found: dict[str, Any] = world.browser(studio).get("/api/v1/schema/").json()
    return found


def test_api_09_it_describes_every_route_and_no_other() -> None:
    assert described(root._whole_schema()["paths"]) == routes()


def test_it_is_valid_and_leaves_nothing_to_guess(tmp_path: Path) -> None:
    """Any warning of the generator fails."""
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "api.yaml"))


def test_it_says_of_each_operation_what_it_is_and_how_it_fails() -> None:
    for path, operations in root._whole_schema()["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (path, method)
            assert operation["tags"], (path, method)
            failed = operation["responses"]["default"]["content"]["application/json"]
            assert failed["schema"] == {"$ref": "#/components/schemas/Error"}


def test_it_offers_a_key_for_each_write() -> None:
    for path, operations in root._whole_schema()["paths"].items():
        if path.startswith("/api/v1/uploads/"):
            continue  # The offset of a part says whether it was sent before.
        for method, operation in operations.items():
            names = {each["name"] for each in operation.get("parameters", ())}
            assert ("Idempotency-Key" in names) == (method != "get"), (path, method)


def test_it_names_each_operation_once() -> None:
    names = [
        operation["operationId"]
        for operations in root._whole_schema()["paths"].values()
        for operation in operations.values()
    ]
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize("module", ["gallery", "commerce", "labs"])
def test_it_describes_only_modules_that_are_on(acme: Studio, module: str) -> None:
    whole = schema(acme)
    acme.switch_off(module)
    resolve.forget_all()
    found = schema(acme)
    resolve.forget_all()
    owners = {o.get("x-module") for ops in found["paths"].values() for o in ops.values()}
    assert module not in owners
    assert len(found["paths"]) < len(whole["paths"])
    assert set(found["components"]["schemas"]) == _reachable(found)
    assert set(found["components"]["schemas"]) < set(whole["components"]["schemas"])


@pytest.mark.django_db
def test_it_is_made_once_and_kept(acme: Studio) -> None:
    schema(acme)
    before = root._schema.cache_info().misses
    schema(acme)
    assert root._schema.cache_info().misses == before


def _reachable(found: dict[str, Any]) -> set[str]:
    """Names of schemas that the paths lead to."""
    reached: set[str] = set()
    waiting = [json.dumps(found["paths"])]
    while waiting:
        for name in re.findall(r"schemas/(\w+)", waiting.pop()):
            if name not in reached:
                reached.add(name)
                waiting.append(json.dumps(found["components"]["schemas"][name]))
    return reached
