"""T5 and T6: paid once; files go at once, what is not FINAL waits, prints are yours to send."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.delivery import automatic
from modules.commerce.services.paying import AlreadyPaid, marking
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.factories import mails
from tests.commerce.transitions.mixed import seen, states


def test_t5_it_releases_each_item_its_own_way(paid: Order) -> None:
    assert paid.payment == "paid"
    assert states(paid) == ["pending", "deferred", "external", "external", "external"]


def test_t5_it_tells_client_and_studio_once(paid: Order) -> None:
    assert len(mails("order_paid")) == len(mails("order_paid_studio")) == 1


def test_t5_it_is_paid_once(paid: Order, alice: Person) -> None:
    before = seen(paid)
    with pytest.raises(AlreadyPaid, match="Alice"):
        paying.mark_paid(order=paid, by=alice, note="", at=timezone.now())
    assert seen(paid) == before


@pytest.mark.parametrize("field", [{"life": "cancelled"}, {"validation": "declined"}])
def test_t5_it_takes_no_money_for_what_has_ended(
    field: dict[str, str], unpaid: Order, alice: Person
) -> None:
    Order.objects.filter(pk=unpaid.pk).update(**field)
    before = seen(unpaid)
    with pytest.raises(marking.CannotBePaid):
        paying.mark_paid(order=unpaid, by=alice, note="", at=timezone.now())
    assert seen(unpaid) == before


def test_t6_row_169_it_delivers_files_without_waiting_for_prints(paid: Order) -> None:
    drain()
    paid.refresh_from_db()
    assert states(paid) == ["delivered", "deferred", "external", "external", "external"]
    assert paid.fulfilment == "partial"
    (mail,) = mails("order_delivered")
    assert "1 photo is still being retouched" in mail.text_body


def test_t6_it_delivers_once_however_often_the_job_comes(paid: Order) -> None:
    drain()
    before = seen(paid)
    for _again in range(3):
        automatic.deliver(order_id=paid.pk, at=timezone.now())
    drain()
    assert seen(paid) == before
