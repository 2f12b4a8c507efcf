from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client as Browser

from safelight.console.models import Operator
from safelight.console.services import announcing
from tests.support import operators
from tests.support.clean import _look_studios_up_anew, _no_tries_yet, without_redis

__all__ = ["_look_studios_up_anew", "_no_tries_yet", "without_redis"]


@pytest.fixture
def olga(db: None) -> Operator:
    """An operator who may change everything."""
    return operators.make()


@pytest.fixture
def omar(db: None) -> Operator:
    """An operator who may look only."""
    return operators.make("Omar", role="observer")


@pytest.fixture
def console() -> Callable[[Operator | None], Browser]:
    """``console(operator)``: a browser on the console's host, signed in by the pages or not."""

    def make(operator: Operator | None = None) -> Browser:
        if operator is None:
            return Browser(headers={"host": operators.HOST})
        return operators.sign_in(operator)

    return make


@pytest.fixture(autouse=True)
def _nothing_announced() -> Iterator[None]:
    """What a test announced is kept for half a minute, though its transaction is rolled back."""
    announcing.forget()
    yield
    announcing.forget()
