from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.console.models import Operator
from safelight.console.services import operators
from tests.support.clean import _look_studios_up_anew, _no_tries_yet, without_redis
from tests.support.world import PASSWORD

__all__ = ["_look_studios_up_anew", "_no_tries_yet", "without_redis"]

HOST = {"host": "console.localhost:8000"}


@pytest.fixture
def olga(db: None) -> Operator:
    """An operator who may change things."""
    return operators.make_operator(
        email="olga@example.org", name="Olga", password=PASSWORD, may_change=True
    )


@pytest.fixture
def omar(db: None) -> Operator:
    """An operator who may look only."""
    return operators.make_operator(
        email="omar@example.org", name="Omar", password=PASSWORD, may_change=False
    )


@pytest.fixture
def console() -> Callable[[Operator | None], Browser]:
    """``console(operator)``: a browser on the console's host, signed in by the form or not."""

    def make(operator: Operator | None = None) -> Browser:
        browser = Browser(headers=HOST)
        if operator is not None:
            form = {"email": operator.email, "password": PASSWORD}
            assert browser.post("/sign-in/", form).status_code == 302
        return browser

    return make
