"""Adapters with the fake lab behind, or with answers that were written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from modules.labs.adapters import asking
from modules.labs.contract import Account, Away
from safelight.fakelab import checking
from safelight.fakelab.server import FakeLab
from tests.fakelab.conftest import fake as fake
from tests.fakelab.conftest import studio as studio
from tests.fakelab.studio import Studio

Answer = asking.Reply | Away


@pytest.fixture
def lab(fake: FakeLab, settings: Settings) -> FakeLab:
    """The fake lab, which may be chosen."""
    settings.LABS_FAKE_URL = fake.address
    return fake


@pytest.fixture
def account(studio: Studio) -> Account:
    """At the fake lab, whichever language it is asked in."""
    settings = {
        "environment": "fake", "consumer_key": "studio", "order_attributes": "96, 545",
        "from_name": "Acme Studio", "from_line1": "3432 Denmark Ave", "from_city": "Eagan",
        "from_region": "MN", "from_postal_code": "55123", "from_country": "us",
    }  # fmt: skip
    return Account(
        reference="lab-1", settings=settings, callback_url=f"{studio.address}/news",
        secrets={"api_key": "key", "consumer_secret": "secret"},
    )  # fmt: skip


@dataclass
class Asked:
    method: str
    url: str
    headers: dict[str, str]
    told: Any
    form: Any
    params: Any

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def problems(self) -> list[str]:
        """What breaks the lab's contract."""
        body = self.told if self.form is None else self.form
        return checking.request(self.method, self.path, self.params or {}, body)


@dataclass
class Script:
    """What the lab answers, one after the other, and what it was asked."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def say(self, status: int, body: Any = None, **headers: str) -> None:
        self.answers.append(asking.Reply(status, body, headers))

    def break_off(self) -> None:
        self.answers.append(asking.away())


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """The lab's side of the talk is written down; each request is checked against the contract."""
    made = Script()

    def ask(
        method: str, url: str, *, headers: dict[str, str], params: Any = None, told: Any = None,
        form: Any = None,
    ) -> Answer:  # fmt: skip
        made.asked.append(Asked(method, url, headers, told, form, params))
        return made.answers.pop(0)

    monkeypatch.setattr(asking, "ask", ask)
    yield made
    assert [problem for asked in made.asked for problem in asked.problems] == []
    assert made.answers == []
