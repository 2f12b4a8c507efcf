"""Charging somebody for what is in no price list: an order like any, without a mail of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce import facade, selectors
from modules.commerce.facade import Charged, ChargeLine
from modules.commerce.models import Order, TaxProfile
from modules.commerce.services import documents, paying
from modules.commerce.services.delivery import forcing
from safelight.accounts.models import Person
from safelight.outbox.models import DomainEvent
from safelight.site.models import SiteSettings
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.selling import rate, tax_profile

LINES = (
    ChargeLine("Family session", "Retainer", 20000),
    ChargeLine("Extra person", "Add-on", 1500, quantity=2),
)


def charge(key: str = "booking:1", lines: tuple[ChargeLine, ...] = LINES, **who: object) -> Order:
    known = {"visitor_id": None, "person_id": None, "email": "gast@example.org", "name": "Gast"}
    customer = Charged(**{**known, **who})  # type: ignore[arg-type]
    return facade.charge(customer=customer, lines=lines, note="", key=key, at=timezone.now())


@pytest.fixture
def charged(inside_acme: Studio) -> Order:
    tax = tax_profile(is_usual=True)
    rate(tax, "DE", "19")
    SiteSettings.objects.update(modules={"commerce": {"home_country": "DE"}})
    return charge()


def test_it_is_an_order_with_taxes_of_the_studio(charged: Order) -> None:
    assert (charged.total, charged.tax, charged.payment) == (23000, 3672, "unpaid")
    assert [line.net for line in charged.lines.all()] == [16807, 2521]
    assert charged.lines.filter(kind="product", row=None).count() == 2
    assert not charged.items.exists()


def test_it_charges_once_for_each_key(charged: Order) -> None:
    assert charge() == charged
    assert charge("booking:2") != charged
    assert DomainEvent.objects.filter(name="commerce.OrderPlaced").count() == 2


def test_it_charges_a_business_abroad_no_vat(charged: Order) -> None:
    rate(TaxProfile.objects.get(), "FR", "20")
    address = {"country": "FR", "vat_number": "FR40303265045"}
    order = charge("abroad", billing_address=address)
    assert (order.tax, order.lines.all()[0].taxes[0]["exempt"]) == (0, "reverse_charge")


def test_it_mails_nothing_until_it_is_paid(charged: Order, alice: Person) -> None:
    assert mails("order_placed") == mails("order_placed_studio") == []
    paying.mark_paid(order=charged, by=alice, note="", at=timezone.now())
    (mail,) = mails("order_paid")
    assert "230.00" in mail.text_body


def test_it_is_paid_invoiced_and_settled_like_any_order(charged: Order, alice: Person) -> None:
    assert facade.paid([charged.pk]) == {charged.pk: False}
    paying.mark_paid(order=charged, by=alice, note="", at=timezone.now())
    charged.refresh_from_db()
    (invoice,) = documents.of_order(charged)
    assert [line["name"] for line in invoice.data["lines"]] == ["Family session", "Extra person"]
    assert facade.paid([charged.pk]) == {charged.pk: True}
    assert charged.fulfilment == "fulfilled"
    assert not forcing.may_be_forced(charged)


def test_it_gives_a_line_of_it_back(charged: Order, alice: Person) -> None:
    paying.mark_paid(order=charged, by=alice, note="", at=timezone.now())
    line = charged.lines.get(name="Extra person")
    parts = [paying.Part(line, 3000)]
    paying.refund(order=charged, parts=parts, reason="", by=alice, key="r", at=timezone.now())
    charged.refresh_from_db()
    assert charged.payment == "partially_refunded"
    assert facade.paid([charged.pk]) == {charged.pk: True}


def test_it_is_settled_at_once_where_it_costs_nothing(inside_acme: Studio) -> None:
    order = charge(lines=(ChargeLine("Free session", "", 0),))
    assert (order.payment, facade.paid([order.pk])) == ("not_due", {order.pk: True})
    assert DomainEvent.objects.filter(name="commerce.OrderPaid").count() == 1


def test_it_ends_once_with_its_reason(charged: Order, alice: Person) -> None:
    for _twice in range(2):
        facade.cancel_charge(order_id=charged.pk, by=alice, reason="Ill", at=timezone.now())
    assert DomainEvent.objects.filter(name="commerce.OrderCancelled").count() == 1
    assert mails("order_cancelled") == []
    assert charged.entries.get(verb="cancelled").detail["reason"] == "Ill"


def test_it_is_no_news_to_the_team(charged: Order) -> None:
    assert not selectors.needing_the_studio(Order.objects.all()).exists()


def test_it_leads_who_has_no_account_from_the_mail_to_the_pay_page(
    charged: Order, acme: Studio, browser: Callable[..., Browser]
) -> None:
    answer = browser(acme).get(facade.pay_address(charged, mailed=True), follow=True)
    assert answer.redirect_chain[-1][0] == facade.pay_address(charged)
    assert "230.00" in answer.content.decode()


def test_it_shows_lines_on_both_pages(
    charged: Order, acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    open_ = browser(acme, alice)
    team = open_.get(f"/studio/orders/{charged.public_id}/").content.decode()
    client = open_.get(f"/orders/{charged.public_id}/").content.decode()
    assert "Family session" in team
    assert "Family session" in client
    assert "0 photos" not in client
