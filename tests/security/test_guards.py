"""Every guard does something: the test that it is for fails without it."""

from __future__ import annotations

import inspect

import pytest

from tests.accounts.test_links import invited, reset
from tests.console.conftest import _nothing_announced, console, olga
from tests.console.test_acting import token
from tests.domains.conftest import proven
from tests.jobs.conftest import kinds
from tests.security.guards import ISOLATION, Guard
from tests.security.guards_of_doors import DOORS
from tests.security.guards_of_people import PEOPLE
from tests.security.test_inert_words import made
from tests.tenancy.test_concurrency import two_studios

__all__ = [
    "_nothing_announced", "console", "invited", "kinds", "made", "olga", "proven", "reset", "token",
    "two_studios",
]  # fmt: skip
GUARDS = ISOLATION + PEOPLE + DOORS
MISSED = (AssertionError, pytest.fail.Exception)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.item} {guard.what}")
def test_it_is_missed(
    guard: Guard, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = inspect.signature(guard.test).parameters
    if guard.early:
        guard.remove(monkeypatch)
    given = dict(guard.given)
    for name in guard.needs:
        request.getfixturevalue(name)
    for name in asked:
        if name not in guard.given and name not in guard.made:
            given[name] = request.getfixturevalue(name)
    given.update({name: make() for name, make in guard.made.items()})
    if not guard.early:
        guard.remove(monkeypatch)
    with pytest.raises(MISSED):
        guard.test(**given)
