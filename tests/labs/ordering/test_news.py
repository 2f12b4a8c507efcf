"""What labs tell (T10, PAY-21): by their callback address, or when they are asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import PriceList
from modules.labs.contract import Answered, Heard, Issue, NotGenuine, Progress, Sent, Stage
from modules.labs.models import LabConnection, LabNews, LabOrder, LabState
from modules.labs.services import ordering
from safelight.jobs.testing import drain
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab, charge
from tests.labs.ordering.setting import AT

S = LabState
Ask = Callable[..., Browser]


@pytest.fixture
def lab_order(prints: PriceList) -> LabOrder:
    return setting.at_lab(prints, prints=2)


def tell(browser: Ask, studio: Studio, connection: LabConnection, body: bytes = b"{}") -> int:
    path = f"/labs/callbacks/{connection.callback_secret}"
    answer = browser(studio).post(path, body, content_type="application/json")
    return int(answer.status_code)


def parcel(*pieces: str, reference: str = "shp-1") -> Sent:
    return Sent(
        reference=reference, carrier="DHL", number="JJD1", url="https://dhl.test/JJD1",
        pieces=pieces,
    )  # fmt: skip


def ask(lab_order: LabOrder, lab: PaperLab, **told: Any) -> LabOrder:
    lab.tell(**told)
    ordering.ask(lab_order_id=lab_order.pk, at=AT)
    return setting.fresh(lab_order)


def test_it_asks_the_lab_again_when_it_hears_something_unproven(
    acme: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask
) -> None:
    lab.heard = (Heard(event="evt-1", lab_id="ord-1"),)
    lab.tell(stage=Stage.IN_PRODUCTION)
    assert tell(browser, acme, lab_order.connection) == 200
    drain()
    assert setting.fresh(lab_order).stage == "in production"


def test_pay21_it_does_not_believe_what_unproven_news_say(
    acme: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask
) -> None:
    lab.heard = (Heard(event="evt-1", lab_id="ord-1"),)
    tell(browser, acme, lab_order.connection, b'{"stage": "shipped"}')
    drain()
    assert setting.fresh(lab_order).state == S.AT_LAB


def test_pay21_it_handles_replayed_news_once(
    acme: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask
) -> None:
    lab.heard = (Heard(event="evt-1", lab_id="ord-1"),)
    for _time in range(3):
        assert tell(browser, acme, lab_order.connection) == 200
        drain()
    assert LabNews.objects.count() == 1
    assert lab.calls.count("status ord-1") == 1


def test_pay21_it_refuses_what_is_not_genuine(
    acme: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask
) -> None:
    lab.heard = NotGenuine(sentence="The signature is wrong.")
    assert tell(browser, acme, lab_order.connection) == 400
    assert not LabNews.objects.exists()


def test_pay21_it_knows_no_other_address(acme: Studio, lab: PaperLab, browser: Ask) -> None:
    for secret in ("x", "0" * 22, "ÄÖ"):
        assert browser(acme).post(f"/labs/callbacks/{secret}").status_code == 404


def test_pay21_it_hears_nothing_for_another_studio(
    acme: Studio, bolt: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask
) -> None:
    lab.heard = (Heard(event="evt-1", lab_id="ord-1", reference=lab_order.reference),)
    assert tell(browser, bolt, lab_order.connection) == 404
    with tenant_context(bolt):
        assert not LabNews.objects.exists()


def test_pay21_it_takes_no_news_of_an_order_of_another_account(
    acme: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask
) -> None:
    other = setting.connection(name="Second")
    shipped = Progress(lab_id="ord-1", stage=Stage.SHIPPED)
    lab.heard = (Heard(event="e", lab_id="ord-1", progress=shipped),)
    assert tell(browser, acme, other) == 200
    drain()
    assert setting.fresh(lab_order).state == S.AT_LAB


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.IN_PRODUCTION, Stage.UNKNOWN])
def test_pay21_it_never_goes_back(
    acme: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask, stage: Stage
) -> None:
    shipped = Progress(lab_id="ord-1", stage=Stage.SHIPPED, shipped=(parcel(),))
    late = Progress(lab_id="ord-1", stage=stage, issues=(Issue(code="x", sentence="Old."),))
    for number, progress in enumerate((shipped, late)):
        lab.heard = (Heard(event=f"evt-{number}", lab_id="ord-1", progress=progress),)
        tell(browser, acme, lab_order.connection)
        drain()
    assert setting.fresh(lab_order).state == S.DONE
    assert setting.items_of(lab_order) == {"shipped"}


def test_it_learns_of_its_order_although_the_answer_was_lost(
    acme: Studio, prints: PriceList, lab: PaperLab, browser: Ask
) -> None:
    lab_order = setting.gathered(prints)
    lab.mood = "deaf"
    ordering.submit(lab_order_id=lab_order.pk, at=AT)
    lab.mood = ""
    lab.heard = (Heard(event="evt-1", lab_id="ord-1", reference=lab_order.reference),)
    tell(browser, acme, lab_order.connection)
    drain()
    assert (setting.fresh(lab_order).state, len(lab.made)) == (S.AT_LAB, 1)


def test_it_answers_the_lab_s_question_about_its_address(
    acme: Studio, lab_order: LabOrder, lab: PaperLab, browser: Ask
) -> None:
    lab.heard = Answered(body="pong")
    path = f"/labs/callbacks/{lab_order.connection.callback_secret}"
    assert browser(acme).post(path).content == b"pong"


def test_it_takes_no_endless_body(acme: Studio, lab_order: LabOrder, browser: Ask) -> None:
    assert tell(browser, acme, lab_order.connection, b"x" * (600 * 1024)) in (400, 413)


def test_b11d_it_shows_partial_shipments_apart(lab_order: LabOrder, lab: PaperLab) -> None:
    one, two = lab_order.pieces.all()
    found = ask(lab_order, lab, stage=Stage.PARTLY_SHIPPED, shipped=(parcel(one.public_id),))
    assert (found.state, setting.items_of(found)) == (S.AT_LAB, {"shipped", "at_lab"})
    both = (parcel(one.public_id), parcel(two.public_id, reference="shp-2"))
    found = ask(lab_order, lab, stage=Stage.SHIPPED, shipped=both)
    assert (found.state, setting.items_of(found)) == (S.DONE, {"shipped"})
    assert found.parcels.count() == 2
    assert len(mails("order_shipped")) == 2


def test_t10_it_mails_a_shipment_once(lab_order: LabOrder, lab: PaperLab) -> None:
    for _time in range(3):
        ask(lab_order, lab, stage=Stage.SHIPPED, shipped=(parcel(),))
    (letter,) = mails("order_shipped")
    assert letter.to_email == "carla@example.org"
    assert "JJD1" in letter.text_body


def test_it_believes_that_all_is_sent_without_parcels(lab_order: LabOrder, lab: PaperLab) -> None:
    found = ask(lab_order, lab, stage=Stage.SHIPPED)
    assert (found.state, setting.items_of(found)) == (S.DONE, {"shipped"})


def test_b11c_it_stops_with_the_lab_s_reason_and_tells_only_the_studio(
    lab_order: LabOrder, lab: PaperLab
) -> None:
    issue = Issue(code="assets.Failed", sentence="The file cannot be read.", url="javascript:x")
    for _time in range(2):
        found = ask(lab_order, lab, issues=(issue,))
    assert (found.state, found.problem) == (S.STOPPED, "The file cannot be read.")
    assert found.issues[0]["url"] == ""
    assert setting.items_of(found) == {"problem"}
    assert [each.to_email for each in mails("labs_problem")] == ["hello@acme.example"]
    assert not mails("order_shipped")


def test_it_goes_on_when_the_lab_has_mended_it(lab_order: LabOrder, lab: PaperLab) -> None:
    ask(lab_order, lab, issues=(Issue(code="x", sentence="Not yet."),))
    found = ask(lab_order, lab, issues=())
    assert (found.state, found.problem, setting.items_of(found)) == (S.AT_LAB, "", {"at_lab"})


def test_it_does_not_stop_while_the_lab_tries_by_itself(lab_order: LabOrder, lab: PaperLab) -> None:
    passing = Issue(code="x", sentence="Attempt 1 of 10.", is_passing=True)
    found = ask(lab_order, lab, issues=(passing,))
    assert (found.state, found.issues[0]["is_passing"]) == (S.AT_LAB, True)


def test_it_concludes_nothing_from_a_word_it_does_not_know(
    lab_order: LabOrder, lab: PaperLab
) -> None:
    found = ask(lab_order, lab, stage=Stage.UNKNOWN, word="Embalming")
    assert (found.state, found.stage, found.word) == (S.AT_LAB, "received", "Embalming")


def test_it_counts_each_charge_once(lab_order: LabOrder, lab: PaperLab) -> None:
    for _time in range(2):
        ask(lab_order, lab, charges=(charge(1000), charge(450, "chg-2", "shipping")))
    assert sum(each.amount for each in lab_order.charges.all()) == 1450


def test_it_needs_a_person_when_the_lab_cancels_by_itself(
    lab_order: LabOrder, lab: PaperLab
) -> None:
    found = ask(lab_order, lab, stage=Stage.CANCELLED)
    assert (found.state, found.lab_id, found.may_be_there) == (S.STOPPED, "", False)
    assert len(mails("labs_problem")) == 1


def test_it_parts_what_the_lab_does_not_make(lab_order: LabOrder, lab: PaperLab) -> None:
    out = lab_order.pieces.all()[0]
    ask(lab_order, lab, cancelled_pieces=(out.public_id,))
    parted = LabOrder.objects.exclude(pk=lab_order.pk).get()
    assert (parted.state, parted.pieces.get()) == (S.STOPPED, out)
    assert setting.fresh(lab_order).state == S.AT_LAB
    assert parted.key != lab_order.key


def test_it_asks_for_what_it_did_not_hear_of(lab_order: LabOrder, lab: PaperLab) -> None:
    assert ordering.ask_all(at=AT) == 0
    assert ordering.ask_all(at=AT + 4 * setting.HOUR) == 1
    lab.tell(stage=Stage.IN_PRODUCTION)
    drain()
    assert setting.fresh(lab_order).stage == "in production"
