"""What becomes of a sale, in the ledger: once, in any order, to the cent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from modules.agency.models import LedgerEntry
from modules.agency.services.shares import hearing
from modules.commerce.models import Refund
from modules.commerce.services.orders import cancelling, leaving_out
from safelight.jobs.testing import drain
from tenants.models import Studio
from tenants.modules import switch_on
from tests.agency.shares.making import (
    AT,
    Line,
    contributor,
    file,
    give_back,
    got,
    hear,
    library,
    owner,
    pay,
    rule,
    sell,
)

pytestmark = pytest.mark.usefixtures("inside_acme")


def _entries() -> list[tuple[str, int, int]]:
    rows = LedgerEntry.objects.order_by("pk")
    return [(row.kind, row.basis, row.amount) for row in rows]


def test_it_earns_when_the_order_is_paid_and_once() -> None:
    rule("40")
    order = sell(Line(photos=[file(library(contributor()))], price=1190, tax=190))
    assert hear(order) == []
    pay(order)
    for _again in range(3):
        hear(order)
    assert _entries() == [("earned", 1000, 400)]


def test_it_gives_back_in_proportion_and_exactly_over_several_refunds() -> None:
    rule("33.333")
    order = sell(Line(photos=[file(library(contributor()))], price=1000, tax=160))
    pay(order)
    hear(order)
    for part in (333, 333, 334):
        give_back(order, part)
        hear(order)
    assert _entries() == [
        ("earned", 840, 280), ("refunded", -280, -93), ("refunded", -279, -93),
        ("refunded", -281, -94),
    ]  # fmt: skip
    assert got() == 0


def test_it_says_why_money_went_back() -> None:
    rule("50")
    order = sell(Line(photos=[file(library(contributor()))], price=1000))
    pay(order)
    give_back(order, 400, reason="Too dark")
    hear(order)
    reasons = list(LedgerEntry.objects.values_list("reason", flat=True))
    assert reasons == ["share of everybody", "The client got money back: Too dark"]


def test_it_takes_what_is_left_out_from_whose_it_was_and_not_again_with_the_refund() -> None:
    rule("50")
    ansel, lee = contributor(), contributor("Lee")
    photos = [file(library(ansel)), file(library(lee, "Street"))]
    order = sell(Line(photos=photos, price=1000))
    pay(order)
    hear(order)
    leaving_out.leave_out(item=order.items.get(photo=photos[0]), by=owner(), at=AT)
    hear(order)
    assert (got(ansel), got(lee)) == (0, 250)
    give_back(order, 500)
    assert hear(order) == []
    give_back(order, 100)
    hear(order)
    assert (got(ansel), got(lee)) == (0, 200)


def test_it_owes_nothing_for_what_was_left_out_before_it_was_paid() -> None:
    rule("50")
    order = sell(Line(photos=[file(library(contributor()))], price=900, quantity=3))
    hear(order)
    leaving_out.leave_out(item=order.items.get(), keep=2, by=owner(), at=AT)
    order.refresh_from_db()
    pay(order)
    hear(order)
    assert _entries() == [("earned", 600, 300)]


def test_it_takes_everything_back_when_the_order_is_cancelled() -> None:
    rule("50")
    order = sell(Line(photos=[file(library(contributor()))], price=1000))
    pay(order)
    hear(order)
    cancelling.cancel(order=order, by=owner(), at=AT, tell_client=False)
    give_back(order, 1000)
    hear(order)
    assert _entries() == [("earned", 1000, 500), ("cancelled", -1000, -500)]


def test_it_gives_again_what_a_failed_refund_took() -> None:
    rule("50")
    order = sell(Line(photos=[file(library(contributor()))], price=1000))
    pay(order)
    refund = give_back(order, 400)
    hear(order)
    Refund.objects.filter(pk=refund.pk).update(state="failed")
    hear(order)
    assert [kind for kind, _basis, _amount in _entries()] == ["earned", "refunded", "refund_failed"]
    assert got() == 500


def test_it_comes_to_the_same_when_all_news_come_at_once() -> None:
    rule("37.5")
    sums = []
    for hears in (True, False):
        desk = library(contributor(f"Nobody {hears}"), f"Desk {hears}")
        order = sell(Line(photos=[file(desk), file(desk), file(desk)], price=1001, tax=160))
        for step in (
            lambda o: pay(o), lambda o: give_back(o, 99),
            lambda o: leaving_out.leave_out(item=o.items.first(), by=owner(), at=AT),
            lambda o: give_back(o, 400),
        ):  # fmt: skip
            step(order)
            if hears:
                hear(order)
        hear(order)
        sums.append(got(desk.contributor))
    assert sums[0] == sums[1] > 0


def test_it_never_lets_an_entry_be_changed_or_deleted() -> None:
    rule("50")
    order = sell(Line(photos=[file(library(contributor()))], price=1000))
    pay(order)
    hear(order, timezone.now())
    for change in ("UPDATE agency_ledgerentry SET amount = 1", "DELETE FROM agency_ledgerentry"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(change)


def test_it_catches_up_with_what_happened_while_the_module_was_off(
    inside_acme: Studio,
) -> None:
    rule("50")
    order = sell(Line(photos=[file(library(contributor()))], price=1000))
    hear(order, AT)
    inside_acme.switch_off("agency")
    pay(order, at=AT + timedelta(hours=1))
    give_back(order, 400, at=AT + timedelta(hours=2))
    drain()
    assert LedgerEntry.objects.count() == 0
    switch_on(studio=inside_acme, module="agency", at=AT)
    assert hearing.catch_up(at=AT + timedelta(days=1)) == 1
    assert (got(), hearing.catch_up(at=AT + timedelta(days=2))) == (300, 0)


def test_it_hears_by_itself_of_what_happens_to_an_order() -> None:
    rule("50")
    order = sell(Line(photos=[file(library(contributor()))], price=1000))
    pay(order)
    give_back(order, 400)
    drain()
    assert [kind for kind, _basis, _amount in _entries()] == ["earned", "refunded"]
