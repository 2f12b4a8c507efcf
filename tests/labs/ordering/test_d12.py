"""D-12 with Prodigi's adapter and the fake lab behind: one order, and no state goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import PriceList
from modules.labs import contract
from modules.labs.models import LabOrder, LabParcel, LabProduct, LabRow, LabState
from modules.labs.services import connecting, ordering, printing
from modules.labs.services.connecting import sealing
from safelight.fakelab.server import FakeLab
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.fakelab.conftest import fake as fake
from tests.fakelab.conftest import studio as studio
from tests.fakelab.studio import FILE, MD5, until
from tests.fakelab.studio import Studio as StudioServer
from tests.labs.ordering import setting
from tests.labs.ordering.setting import AT

SKU = "GLOBAL-CFPM-16X20"


@pytest.fixture
def prints(
    inside_acme: Studio, fake: FakeLab, studio: StudioServer, settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> PriceList:  # fmt: skip
    """Framed prints by Prodigi; its lab fetches files from, and tells, the server ``studio``."""
    settings.LABS_FAKE_URL = fake.address
    known = connecting.account_of

    def account_of(row: Any) -> contract.Account:
        return replace(known(row), callback_url=f"{studio.address}/news")

    def for_lab(**_: object) -> contract.PrintFile:
        return contract.PrintFile(
            area="default", url=f"{studio.address}/file.jpg", md5=MD5, name="a.jpg", width=4800,
            height=6000, size=len(FILE), key="",
        )  # fmt: skip

    monkeypatch.setattr(connecting, "account_of", account_of)
    monkeypatch.setattr(printing, "for_lab", for_lab)
    monkeypatch.setattr(printing, "ask_for", setting.files_at_once)
    secrets = sealing.seal({"api_key": "key"})
    of = setting.connection("prodigi", settings={"environment": "fake"}, sealed=secrets)
    made = setting.prints_by(of)
    LabProduct.objects.update(sku=SKU)
    LabRow.objects.update(attributes={"color": "black"})
    return made


def submit(lab_order: LabOrder, minutes: int = 0) -> bool:
    at = AT + timedelta(minutes=minutes)
    return ordering.submit(lab_order_id=lab_order.pk, at=at)


@pytest.mark.parametrize("switch", ["down", "lost_answers"])
def test_d12_it_makes_one_order_whatever_the_lab_does(
    prints: PriceList, fake: FakeLab, switch: str
) -> None:
    lab_order = setting.gathered(prints)
    fake.desk.switches.turn({switch: True})
    for minutes in (0, 1, 20, 60):
        assert not submit(lab_order, minutes)
    fake.desk.switches.turn({switch: False})
    assert submit(lab_order, 61)
    assert setting.fresh(lab_order).state in (LabState.AT_LAB, LabState.DONE)
    assert len(fake.desk.orders) == 1


def test_d12_it_would_make_several_without_keys(
    prints: PriceList, fake: FakeLab, settings: Any
) -> None:
    settings.RELIABILITY_DISABLE = ("lab_keys",)
    lab_order = setting.gathered(prints)
    fake.desk.switches.turn({"lost_answers": True})
    submit(lab_order)
    submit(lab_order, 1)
    assert len(fake.desk.orders) == 2


@pytest.mark.parametrize("news", ["twice", "backwards"])
def test_d12_it_never_goes_back_whatever_news_come(  # noqa: PLR0913 - fixtures
    acme: Studio, prints: PriceList, fake: FakeLab, studio: StudioServer, news: str,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    fake.desk.switches.turn({"news": news, "partial": True})
    lab_order = setting.gathered(prints, prints=2)
    assert submit(lab_order)
    secret = lab_order.connection.callback_secret
    until(lambda: len(studio.heard) >= 4)
    states = []
    for _headers, body in [*studio.heard, *reversed(studio.heard)]:
        path = f"/labs/callbacks/{secret}"
        assert browser(acme).post(path, body, content_type="application/json").status_code == 200
        drain()
        states.append(setting.fresh(lab_order).state)
    until(lambda: _asked(lab_order).state == LabState.DONE)
    assert sorted(states, key=["at_lab", "done"].index) == states
    assert len(mails("order_shipped")) == LabParcel.objects.count() > 0


def _asked(lab_order: LabOrder) -> LabOrder:
    ordering.ask(lab_order_id=lab_order.pk, at=AT)
    return setting.fresh(lab_order)


def test_it_stops_where_the_lab_has_no_such_product(prints: PriceList, fake: FakeLab) -> None:
    fake.desk.switches.turn({"unavailable": SKU})
    lab_order = setting.gathered(prints)
    submit(lab_order)
    until(lambda: _asked(lab_order).state == LabState.STOPPED)
    assert lab_order.problem
    assert len(mails("labs_problem")) == 1


def test_b11e_it_is_taken_back_until_it_is_refused(
    prints: PriceList, fake: FakeLab, alice: Any
) -> None:
    fake.desk.pace = 600
    lab_order = setting.gathered(prints)
    submit(lab_order)
    for cancelling, is_granted in (("refused", False), ("possible", True)):
        fake.desk.switches.turn({"cancelling": cancelling})
        detail = {"then": "keep"}
        wish = ordering.wish(lab_order=lab_order, kind="cancel", detail=detail, by=alice, at=AT)
        assert ordering.ask_for_wish(wish_id=wish.pk, at=AT)
        wish.refresh_from_db()
        assert (wish.is_granted, bool(wish.sentence) or is_granted) == (is_granted, True)
    assert setting.fresh(lab_order).state == LabState.STOPPED
