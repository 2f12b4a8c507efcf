"""Every page of the console, at its door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.console import roles
from safelight.console.models import Operator
from tenants.models import Studio
from tests.routes import things, walking
from tests.routes.table import TABLE
from tests.routes.test_table import address

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]
ROUTES = [each for each in walking.routes(walking.CONSOLE) if TABLE[each.name].who != "anybody"]


def act_of(route: walking.Route) -> str:
    return TABLE[route.name].who.partition(": ")[2]


def test_it_asks_the_act_of_the_table() -> None:
    for route in ROUTES:
        assert getattr(route.view, "act", "") == act_of(route), route.name


def test_con_01_it_answers_404_to_whoever_is_no_operator(
    console: Console, acme: Studio, alice: object, browser: Callable[..., Browser]
) -> None:
    made, stranger, owner = {**things.make(acme), "what": "plan"}, console(), console()
    owner.cookies = browser(acme, alice).cookies
    for route in ROUTES:
        for asking in (stranger, owner):
            for method in ("get", "post"):
                status = getattr(asking, method)(address(route, made)).status_code
                first_page = route.name == "console:studios"
                assert status == (302 if first_page and method == "get" else 404) or (
                    first_page and status == 405
                ), route.name


def test_it_refuses_acts_that_a_role_does_not_have(
    console: Console, omar: Operator, acme: Studio
) -> None:
    made, looking = {**things.make(acme), "job": "1", "what": "plan"}, console(omar)
    for route in ROUTES:
        status = looking.post(address(route, made)).status_code
        assert (status == 403) == bool(act_of(route)), (route.name, status)


def test_it_knows_every_act_of_the_table() -> None:
    assert {act_of(route) for route in ROUTES} - {""} <= set(roles.ACTS)
