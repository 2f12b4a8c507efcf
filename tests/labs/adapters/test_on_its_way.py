"""Prodigi's adapter and the fake lab from the order to the parcel, whatever the lab does (D-12)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pytest_django import Settings

from modules.labs.adapters import asking, prodigi, registry, whcc
from modules.labs.contract import (
    ORDER,
    Accepted,
    Account,
    Away,
    Heard,
    Incoming,
    NoNews,
    Progress,
    Stage,
)
from safelight.fakelab.server import FakeLab
from tests.fakelab.studio import Studio, until
from tests.labs.adapters import orders

LAB = prodigi.LAB


def _seen(account: Account, lab_id: str) -> Progress:
    progress = LAB.status(account, lab_id=lab_id)
    assert isinstance(progress, Progress)
    return progress


def _submitted(account: Account, studio: Studio) -> str:
    accepted = LAB.submit(account, orders.prodigi(studio))
    assert isinstance(accepted, Accepted)
    return accepted.progress.lab_id


def test_it_brings_a_framed_print_on_its_way(
    lab: FakeLab, account: Account, studio: Studio
) -> None:
    lab_id = _submitted(account, studio)
    until(lambda: _seen(account, lab_id).stage == Stage.SHIPPED)
    progress = _seen(account, lab_id)
    [sent] = progress.shipped
    assert sent.pieces == ("piece-1",)
    assert all((sent.number, sent.url, sent.carrier, sent.sent_at))
    assert [charge.kind for charge in progress.charges] == ["item", "shipping"]
    assert list(lab.desk.broken) == []


def test_it_sees_stages_in_their_order_only(lab: FakeLab, account: Account, studio: Studio) -> None:
    lab.desk.switches.turn({"partial": True})
    lab_id = _submitted(account, studio)
    stages: list[Stage] = []
    while not stages or stages[-1] != Stage.SHIPPED:
        stages.append(_seen(account, lab_id).stage)
    assert [ORDER.index(stage) for stage in stages] == sorted(ORDER.index(s) for s in stages)
    assert Stage.PARTLY_SHIPPED in stages


@pytest.mark.parametrize("news", ["once", "twice", "backwards"])
def test_it_hears_news_however_they_come(
    lab: FakeLab, account: Account, studio: Studio, news: str
) -> None:
    lab.desk.switches.turn({"news": news})
    lab_id = _submitted(account, studio)
    until(lambda: len(studio.heard) == (3 if news == "once" else 6))
    heard: list[Heard] = []
    for headers, body in studio.heard:
        answer = LAB.hear(account, Incoming(headers=headers, body=body))
        assert isinstance(answer, tuple)
        heard += answer
    assert {each.lab_id for each in heard} == {lab_id}
    assert {each.progress for each in heard} == {None}
    assert len({each.event for each in heard}) == 3


def test_d12_it_makes_one_order_of_a_500_after_accepting(
    lab: FakeLab, account: Account, studio: Studio
) -> None:
    lab.desk.switches.turn({"lost_answers": True})
    submission = orders.prodigi(studio)
    for _attempt in range(5):
        assert isinstance(LAB.submit(account, submission), Away)
    lab.desk.switches.turn({"lost_answers": False})
    accepted = LAB.submit(account, submission)
    assert isinstance(accepted, Accepted)
    assert accepted.repeated
    assert lab.desk.counts()["by_key"] == {"key-1": 1}
    # The twin: without its key each attempt is an order.
    for attempt in range(2):
        LAB.submit(account, replace(submission, key=f"other-{attempt}"))
    assert lab.desk.counts()["by_reference"] == {"LAB-0007": 3}


def test_d12_it_waits_no_longer_than_it_says_for_a_slow_lab(
    lab: FakeLab, account: Account, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "READ", 0.2)
    lab.desk.switches.turn({"slow": True})
    assert isinstance(LAB.submit(account, orders.prodigi(studio)), Away)
    assert lab.desk.counts()["by_key"] == {"key-1": 1}


def test_it_keeps_an_order_on_hold_until_it_is_released(
    lab: FakeLab, account: Account, studio: Studio
) -> None:
    lab.desk.switches.turn({"hold": True})
    accepted = LAB.submit(account, orders.prodigi(studio))
    assert isinstance(accepted, Accepted)
    assert accepted.progress.stage == Stage.HELD
    assert LAB.status(account, lab_id=accepted.progress.lab_id) == NoNews()


def test_it_tells_what_is_wrong_with_a_file(lab: FakeLab, account: Account, studio: Studio) -> None:
    file = orders.file(studio, url=f"{studio.address}/nothing.jpg")
    answer = LAB.submit(account, orders.prodigi(studio, orders.framed(studio, files=(file,))))
    assert isinstance(answer, Accepted)
    lab_id = answer.progress.lab_id
    until(lambda: [i for i in _seen(account, lab_id).issues if not i.is_passing])
    [issue] = _seen(account, lab_id).issues
    assert (issue.code, issue.piece) == ("FailedToDownloaded", "piece-1")


@pytest.mark.parametrize("adapter", [prodigi.LAB, whcc.LAB])
def test_it_offers_the_fake_lab_only_where_there_is_one(adapter: Any, settings: Settings) -> None:
    settings.LABS_FAKE_URL = ""
    [where] = [field for field in adapter.fields if field.name == "environment"]
    assert [value for value, _words in where.choices] == ["live", "sandbox"]
    settings.LABS_FAKE_URL = "http://127.0.0.1:8002"
    [where] = [field for field in adapter.fields if field.name == "environment"]
    assert (where.choices[-1][0], where.default) == ("fake", "fake")


def test_it_is_known_to_the_registry() -> None:
    assert [registry.get(code).name for code in ("prodigi", "whcc")] == ["Prodigi", "WHCC"]
