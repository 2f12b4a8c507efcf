"""A studio's accounts with labs: connecting, changing, ending."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import override_settings
from django.utils import timezone

from modules.labs.adapters import registry
from modules.labs.adapters.declining import Declining
from modules.labs.contract import Account, Away, Field, Refused, Works
from modules.labs.models import LabConnection, LabOrder, LabState
from modules.labs.services import connecting
from modules.labs.services.connecting import lists
from tenants.models import Studio

TYPED = {"customer": "K-17", "token": "very secret"}


class Picky(Declining):
    """A lab that says ``answer`` about every account, and wants to know where news go."""

    code = "picky"
    name = "Picky"
    fields = (
        Field(name="customer", label="Customer number"),
        Field(name="token", label="Token", is_secret=True),
        Field(name="key", label="Key", is_required=False, choices=(("a", "A"), ("b", "B"))),
    )

    def __init__(self) -> None:
        self.answer: Works | Refused | Away = Works()
        self.told: Works | Refused | Away = Works()
        self.asked: list[Account] = []
        self.addresses: list[str] = []

    def check(self, account: Account) -> Works | Refused | Away:
        self.asked.append(account)
        return self.answer

    def register(self, account: Account) -> Works | Refused | Away:
        self.addresses.append(account.callback_url)
        return self.told

    def confirm(self, account: Account, *, proof: str) -> Works | Refused | Away:
        return Works()


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch, inside_acme: Studio) -> Picky:
    made = Picky()
    monkeypatch.setitem(registry._found(), "picky", made)
    return made


def connect(typed: Mapping[str, str] = TYPED) -> LabConnection:
    return connecting.connect(lab="picky", name="Our lab", typed=typed, at=timezone.now())


def test_it_works(lab: Picky) -> None:
    made = connect()
    assert (made.settings["customer"], "token" in made.settings) == ("K-17", False)
    account = connecting.account_of(LabConnection.objects.get())
    assert account.secrets["token"] == "very secret"
    assert made.callback_secret in account.callback_url
    assert lab.addresses == [account.callback_url]


def test_it_keeps_no_secret_that_can_be_read_in_the_database(lab: Picky) -> None:
    connect()
    stored = LabConnection.objects.values().get()
    assert "very secret" not in str(stored)


def test_it_keeps_nothing_that_the_lab_does_not_take(lab: Picky) -> None:
    lab.answer = Refused(sentence="Who are you?", suggests={"key": "b"})
    with pytest.raises(connecting.LabSaysNo, match="Who are you") as refusal:
        connect()
    assert refusal.value.suggests == {"key": "b"}
    lab.answer = Away(sentence="Nobody answers.")
    with pytest.raises(connecting.LabIsAway):
        connect()
    assert not LabConnection.objects.exists()


def test_it_says_which_fields_are_missing_or_wrong(lab: Picky) -> None:
    with pytest.raises(connecting.FieldsMissing) as refusal:
        connect({"token": " ", "key": "c"})
    assert set(refusal.value.fields) == {"customer", "token", "key"}
    assert lab.asked == []


def test_it_keeps_a_secret_that_is_left_empty(lab: Picky) -> None:
    made = connect()
    connecting.change(connection=made, name="", typed={"customer": "K-18", "token": ""})
    account = connecting.account_of(LabConnection.objects.get())
    assert (account.settings["customer"], account.secrets["token"]) == ("K-18", "very secret")
    assert made.name == "Our lab"


def test_it_keeps_no_secrets_of_an_account_that_was_ended_meanwhile(lab: Picky) -> None:
    made = connect()
    connecting.disconnect(connection=LabConnection.objects.get(), at=timezone.now())
    with pytest.raises(lists.Disconnected):
        connecting.change(connection=made, name="", typed={"customer": "K-18", "token": "new"})
    assert LabConnection.objects.get().sealed == ""


def test_it_says_where_the_address_could_not_be_told(lab: Picky) -> None:
    lab.told = Refused(sentence="No more addresses.")
    assert connect().trouble == "No more addresses."


def test_it_says_that_secrets_are_lost_with_the_platforms_key(lab: Picky) -> None:
    made = connect()
    other = override_settings(SECRET_KEY="x" * 50, SECRET_KEY_FALLBACKS=[])
    with other, pytest.raises(connecting.SecretsAreLost):
        connecting.account_of(made)


def test_it_opens_secrets_with_an_older_key_of_the_platform(lab: Picky) -> None:
    with override_settings(SECRET_KEY="o" * 50):
        made = connect()
    with override_settings(SECRET_KEY_FALLBACKS=["o" * 50]):
        assert connecting.account_of(made).secrets["token"] == "very secret"


def test_it_ends_only_when_no_order_is_there_any_more(lab: Picky) -> None:
    made, at = connect(), timezone.now()
    order = LabOrder.objects.create(
        connection=made, key="key", created_at=at, state=LabState.AT_LAB
    )
    with pytest.raises(connecting.StillAtWork):
        connecting.disconnect(connection=made, at=at)
    order.state = LabState.DONE
    order.save(update_fields=["state"])
    ended = connecting.disconnect(connection=made, at=at)
    assert (ended.disconnected_at, ended.sealed) == (at, "")
