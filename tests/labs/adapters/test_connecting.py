"""Connecting with a lab that wants to be told where its news go."""

from __future__ import annotations

import pytest

from modules.labs.contract import Account
from modules.labs.services import connecting
from safelight.fakelab.server import FakeLab
from tenants.models import Studio
from tests.labs import making


@pytest.fixture
def typed(account: Account) -> dict[str, str]:
    return {**account.settings, **account.secrets}


def test_it_tells_whcc_where_news_go(
    inside_acme: Studio, lab: FakeLab, typed: dict[str, str]
) -> None:
    connection = connecting.connect(lab="whcc", name="", typed=typed, at=making.PLACED)
    [(account, address)] = lab.desk.accounts.proofs.values()
    assert account == "studio"
    assert address.endswith(f"/{connection.callback_secret}")
    assert connection.trouble == ""


def test_it_connects_though_the_address_is_not_taken(
    inside_acme: Studio, lab: FakeLab, typed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting.connecting, "account_of", lambda _connection: Account(
        reference="x", settings=typed, secrets=typed, callback_url="ftp://nowhere.test",
    ))  # fmt: skip
    connection = connecting.connect(lab="whcc", name="", typed=typed, at=making.PLACED)
    assert "address for news" in connection.trouble
    assert connection.pk


def test_it_connects_prodigi(inside_acme: Studio, lab: FakeLab, typed: dict[str, str]) -> None:
    connection = connecting.connect(lab="prodigi", name="", typed=typed, at=making.PLACED)
    assert (connection.name, connection.settings) == ("Prodigi", {"environment": "fake"})
    assert "key" not in connection.sealed
