"""A module that is off is not there: every page and API route answers 404 before its view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.kernel import registry
from tenants import resolve
from tenants.models import Studio
from tests.routes import things, walking
from tests.routes.test_table import address

GATED = [route for route in walking.routes(walking.STUDIO) if route.module]


def test_it_gates_every_route_of_every_module() -> None:
    packages = {manifest.package for manifest in registry.manifests()}
    open_ones = [
        route.name
        for route in walking.routes(walking.STUDIO)
        if _package(route.view) in packages and not route.module
    ]
    assert open_ones == []
    assert {route.module for route in GATED} == registry.module_names()


@pytest.mark.parametrize("module", sorted(registry.module_names()))
def test_it_answers_404_on_every_route_of_a_module_that_is_off(
    acme: Studio, alice: Person, module: str, browser: Callable[..., Browser]
) -> None:
    made = things.make(acme)
    acme.switch_off(module)
    resolve.forget_all()
    asking = browser(acme, alice)
    for route in GATED:
        if route.module == module:
            for method in ("get", "post", "put", "patch", "delete"):
                answer = getattr(asking, method)(address(route, made))
                assert answer.status_code == 404, (route.name, method)
    resolve.forget_all()


def test_it_leaves_a_module_that_is_off_out_of_menu_root_and_description(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    acme.switch_off("gallery")
    resolve.forget_all()
    asking = browser(acme, alice)
    assert "galleries" not in asking.get("/api/v1/").json()
    assert not [p for p in asking.get("/api/v1/schema/").json()["paths"] if "galleries" in p]
    assert "/studio/galleries/" not in asking.get("/studio/").content.decode()
    resolve.forget_all()


def _package(view: Any) -> str:
    view = getattr(view, "cls", view)
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return ".".join(view.__module__.split(".")[:2])
