"""Orders that the studio checks by hand."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.delivery.delivering import NotToBeDeliveredYet
from modules.commerce.services.orders import validating
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tests.commerce.factories import customer, mails, photos_of, place, retouch


@pytest.fixture
def waiting(gallery: Gallery, carla: Person) -> Order:
    SiteSettings.objects.update(modules={"commerce": {"manual_validation": True}})
    retouch(photos_of(gallery)[0])
    return place(customer(carla), gallery)


def _states(order: Order) -> list[str]:
    return list(order.items.order_by("pk").values_list("state", flat=True))


def test_it_waits_and_says_so(waiting: Order) -> None:
    assert waiting.validation == "awaiting"
    assert _states(waiting) == ["awaiting_payment"] * 3
    assert "get back to you" in mails("order_placed")[0].text_body
    assert "waits for you to accept it" in mails("order_placed_studio")[0].text_body


def test_it_delivers_nothing_before_it_is_accepted(waiting: Order, alice: Person) -> None:
    recalculating.recalculate(order=waiting, by=alice, at=timezone.now())
    with pytest.raises(NotToBeDeliveredYet):
        delivering.deliver_ready(order=waiting, by=alice, at=timezone.now())


def test_it_goes_on_when_it_is_accepted(waiting: Order, alice: Person) -> None:
    validating.accept(order=waiting, by=alice, at=timezone.now())
    assert _states(waiting) == ["pending", "deferred", "deferred"]


def test_it_ends_when_it_is_declined(waiting: Order, alice: Person) -> None:
    validating.decline(order=waiting, by=alice, at=timezone.now(), tell_client=True)
    assert _states(waiting) == ["cancelled"] * 3
    assert "could not take" in mails("order_cancelled")[0].subject


def test_it_tells_nobody_where_nobody_shall_be_told(waiting: Order, alice: Person) -> None:
    validating.decline(order=waiting, by=alice, at=timezone.now(), tell_client=False)
    assert mails("order_cancelled") == []
