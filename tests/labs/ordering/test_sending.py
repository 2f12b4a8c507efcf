"""Sending (B11 b, D-12): one order at the lab, whatever the lab does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from modules.commerce.models import PriceList
from modules.labs import contract
from modules.labs.models import LabEntry, LabOrder, LabState
from modules.labs.services import ordering
from safelight.accounts.models import Person
from tests.commerce.factories import mails
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab
from tests.labs.ordering.setting import AT, HOUR

S = LabState


@pytest.fixture
def sending(prints: PriceList) -> LabOrder:
    return setting.gathered(prints)


def submit(lab_order: LabOrder, at: Any = AT) -> bool:
    return ordering.submit(lab_order_id=lab_order.pk, at=at)


def test_t10_it_is_at_the_lab_once_the_lab_has_accepted(sending: LabOrder, lab: PaperLab) -> None:
    assert submit(sending)
    found = setting.fresh(sending)
    assert (found.state, found.lab_id, found.stage) == (S.AT_LAB, "ord-1", "received")
    assert setting.items_of(sending) == {"at_lab"}
    assert (found.quoted, found.currency) == (1300, "EUR")
    assert not mails("labs_problem")


def test_t10_it_changes_nothing_when_it_is_submitted_again(
    sending: LabOrder, lab: PaperLab
) -> None:
    submit(sending)
    before = LabEntry.objects.count()
    assert submit(sending)
    assert len(lab.calls) == 1
    assert LabEntry.objects.count() == before


@pytest.mark.parametrize("mood", ["down", "deaf"])
def test_d12_it_makes_one_order_after_an_hour_without_answers(
    sending: LabOrder, lab: PaperLab, mood: str
) -> None:
    lab.mood = mood
    for minutes in (0, 1, 5, 20, 60):
        assert not submit(sending, AT + timedelta(minutes=minutes))
    assert setting.fresh(sending).state == S.SENDING
    lab.mood = ""
    assert submit(sending, AT + HOUR)
    assert len(lab.made) == 1
    assert len(set(lab.calls)) == 1
    assert setting.fresh(sending).state == S.AT_LAB


@pytest.fixture
def _without_keys(settings: Any) -> None:
    settings.RELIABILITY_DISABLE = ("lab_keys",)


@pytest.mark.usefixtures("_without_keys")
def test_d12_it_would_make_two_without_keys(sending: LabOrder, lab: PaperLab) -> None:
    lab.mood = "deaf"
    submit(sending)
    lab.mood = ""
    submit(sending)
    assert len(lab.made) == 2


def test_d12_it_makes_one_order_although_the_worker_dies_after_the_answer(
    sending: LabOrder, lab: PaperLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("modules.labs.services.ordering.answers.settle", _die)
        submit(sending)
    assert setting.fresh(sending).state == S.SENDING
    assert submit(sending)
    assert len(lab.made) == 1


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_it_takes_two_steps_with_what_the_first_one_left(sending: LabOrder, lab: PaperLab) -> None:
    lab.mood = "two steps"
    assert submit(sending)
    assert len(lab.calls) == 2
    assert lab.made[0].previous == {"basket": "b-1"}


def test_it_stops_after_a_day_of_silence_and_is_safe_to_ask_again(
    sending: LabOrder, lab: PaperLab, alice: Person
) -> None:
    lab.mood = "deaf"
    submit(sending)
    assert submit(sending, AT + timedelta(hours=27))
    stopped = setting.fresh(sending)
    assert (stopped.state, stopped.may_be_there) == (S.STOPPED, True)
    assert setting.items_of(sending) == {"problem"}
    lab.mood = ""
    ordering.send(lab_order=stopped, by=alice, at=AT)
    submit(sending)
    assert len(lab.made) == 1
    assert setting.fresh(sending).state == S.AT_LAB


def test_b11c_it_stops_where_the_lab_refuses_and_tells_the_studio_once(
    sending: LabOrder, lab: PaperLab
) -> None:
    lab.mood = "refusing"
    submit(sending)
    stopped = setting.fresh(sending)
    assert (stopped.state, stopped.problem) == (S.STOPPED, "This paper is sold out.")
    (letter,) = mails("labs_problem")
    assert letter.to_email == "hello@acme.example"
    assert setting.items_of(sending) == {"problem"}


def test_it_sends_another_attempt_with_another_key_after_a_refusal(
    sending: LabOrder, lab: PaperLab, alice: Person
) -> None:
    lab.mood = "refusing"
    submit(sending)
    lab.mood = ""
    ordering.send(lab_order=sending, by=alice, at=AT)
    submit(sending)
    assert len(set(lab.calls)) == 2
    assert setting.fresh(sending).state == S.AT_LAB
    assert setting.items_of(sending) == {"at_lab"}


def test_it_keeps_asking_although_the_adapter_is_broken(
    sending: LabOrder, lab: PaperLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> contract.Refused:
        raise ZeroDivisionError

    with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
        patched.setattr(lab, "submit", broken)
        submit(sending)
    found = setting.fresh(sending)
    assert (found.state, found.unclear_at) == (S.SENDING, AT)
    assert submit(sending)


def test_it_stops_without_an_address(prints: PriceList, lab: PaperLab) -> None:
    found = setting.gathered(prints, shipping_address={"name": "Carla"})
    assert found.state == S.STOPPED
    assert not lab.calls


def test_it_refuses_to_send_what_the_lab_has_and_stopped(
    sending: LabOrder, lab: PaperLab, alice: Person
) -> None:
    submit(sending)
    issue = contract.Issue(code="x", sentence="The file is broken.")
    lab.tell(issues=(issue,))
    ordering.ask(lab_order_id=sending.pk, at=AT)
    with pytest.raises(ordering.LabHasIt):
        ordering.send(lab_order=sending, by=alice, at=AT)
