"""T3 and T4: a button where somebody takes payments, the studio's words where nobody does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.paying import connecting, starting
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.checkout.buying import set_up
from tests.commerce.factories import place
from tests.commerce.transitions.mixed import seen

Open = Callable[..., Browser]


@pytest.fixture
def provider(inside_acme: Studio, settings: Any) -> str:
    settings.TEST_PAYMENTS = True
    connecting.connect_test(at=timezone.now())
    return "test"


def _page(order: Order, browser: Browser) -> str:
    return browser.get(f"/orders/{order.public_id}/pay/").content.decode()


def test_t3_it_offers_a_button(
    unpaid: Order, provider: str, acme: Studio, carla: Person, browser: Open
) -> None:
    page = _page(unpaid, browser(acme, carla))
    assert f'name="provider" value="{provider}"' in page
    assert "pay-instructions" not in page


def test_t3_it_begins_one_payment_however_often(unpaid: Order, provider: str) -> None:
    first = paying.start(order=unpaid, provider=provider, at=timezone.now())
    unpaid.refresh_from_db()
    assert unpaid.payment == "pending"
    before = seen(unpaid)
    again = paying.start(order=unpaid, provider=provider, at=timezone.now())
    assert again.pk == first.pk
    assert seen(unpaid) == before


def test_t3_it_takes_no_money_where_nothing_is_due(
    who: Customer, gallery: Gallery, provider: str
) -> None:
    with pytest.raises(starting.NothingToPay):
        paying.start(order=place(who, gallery), provider=provider, at=timezone.now())


def test_t4_it_shows_the_words_of_the_studio_and_no_button(
    unpaid: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    set_up(payment_instructions="IBAN DE00 1234")
    page = _page(unpaid, browser(acme, carla))
    assert "IBAN DE00 1234" in page
    assert 'name="provider"' not in page


def test_t4_it_asks_to_write_where_the_studio_says_nothing(
    unpaid: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    page = _page(unpaid, browser(acme, carla))
    assert "pay-instructions" in page
    assert 'name="provider"' not in page
    before = seen(unpaid)
    with pytest.raises(starting.CannotBePaidSo):
        paying.start(order=unpaid, provider="test", at=timezone.now())
    assert seen(unpaid) == before
