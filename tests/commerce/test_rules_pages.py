"""The team's pages of shipping, taxes and discounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import (
    Coupon,
    Order,
    QuantityDiscount,
    ShippingPrice,
    ShippingProfile,
    ShippingTier,
    TaxProfile,
    TaxRate,
    Territory,
)
from modules.commerce.services.costs import discounts, taxes
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce import selling

Open = Callable[..., Browser]
BASE = "/studio/prices"


@pytest.fixture
def desk(inside_acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(inside_acme, alice)


def _page(desk: Browser, path: str) -> str:
    answer = desk.get(f"{BASE}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", ["shipping/", "taxes/", "discounts/"])
def test_it_is_for_who_may_set_prices(
    path: str, acme: Studio, bob: Person, carla: Person, browser: Open, desk: Browser
) -> None:
    assert _page(desk, path)
    assert browser(acme, bob).get(f"{BASE}/{path}").status_code == 403
    assert browser(acme, carla).get(f"{BASE}/{path}").status_code == 403
    assert browser(acme).get(f"{BASE}/{path}").status_code == 302


def test_it_sets_up_shipping_from_nothing(desk: Browser) -> None:
    for name in ("Small", "Large"):
        desk.post(f"{BASE}/shipping/tiers/new/", {"name": name})
    desk.post(f"{BASE}/shipping/territories/new/", {"name": "Alps", "countries": ["CH", "LI"]})
    desk.post(f"{BASE}/shipping/new/", {"name": "Standard", "kind": "ship"})
    profile, alps = ShippingProfile.objects.get(), Territory.objects.get()
    small, large = ShippingTier.objects.all()
    typed = {
        "name": "Standard", "kind": "ship",
        f"price_{small.public_id}_default": "4,90", f"price_{large.public_id}_default": "12",
        f"price_{small.public_id}_{alps.public_id}": "11.00",
    }  # fmt: skip
    desk.post(f"{BASE}/shipping/{profile.public_id}/", typed)
    found = ShippingPrice.objects.values_list("tier", "territory", "amount")
    assert set(found) == {
        (small.pk, None, 490), (large.pk, None, 1200), (small.pk, alps.pk, 1100)
    }  # fmt: skip
    page = _page(desk, "shipping/")
    assert all(words in page for words in ("Standard", "€4.90", "Alps", "Liechtenstein"))


def test_it_says_which_price_is_no_amount(desk: Browser) -> None:
    small = selling.tier("Small", 1)
    profile = selling.profile("Standard")
    selling.ask(profile, {small: 490})
    typed = {"name": "Standard", "kind": "ship", f"price_{small.public_id}_default": "4.9O"}
    answer = desk.post(f"{BASE}/shipping/{profile.public_id}/", typed)
    assert answer.status_code == 422
    assert "Write an amount like 1234.56." in answer.content.decode()
    assert profile.prices.get().amount == 490


def test_it_puts_profiles_and_tiers_in_order(desk: Browser) -> None:
    first, second = selling.profile("First"), selling.profile("Second", position=1)
    small, large = selling.tier("Small", 1), selling.tier("Large", 2)
    desk.post(f"{BASE}/shipping/{second.public_id}/place/", {"to": "earlier"})
    desk.post(f"{BASE}/shipping/tiers/{small.public_id}/place/", {"to": "later"})
    assert list(ShippingProfile.objects.all()) == [second, first]
    assert list(ShippingTier.objects.all()) == [large, small]


def test_it_has_no_country_in_two_territories(desk: Browser) -> None:
    selling.territory("Alps", "CH")
    typed = {"name": "West", "countries": ["FR", "CH"]}
    answer = desk.post(f"{BASE}/shipping/territories/new/", typed)
    assert answer.status_code == 422
    assert "Switzerland is in “Alps” already." in answer.content.decode()


def test_it_keeps_a_tier_that_goods_have(desk: Browser) -> None:
    tier = selling.tier("Small", 1)
    selling.price_list(shipping_tier=tier)
    answer = desk.post(f"{BASE}/shipping/tiers/{tier.public_id}/delete/", follow=True)
    assert "Give them another first." in answer.content.decode()
    assert ShippingTier.objects.get() == tier


def test_it_withdraws_a_profile_and_offers_it_again(desk: Browser) -> None:
    profile = selling.profile("Standard")
    desk.post(f"{BASE}/shipping/{profile.public_id}/withdraw/")
    assert "Withdrawn" in _page(desk, "shipping/")
    desk.post(f"{BASE}/shipping/{profile.public_id}/restore/")
    assert ShippingProfile.objects.get().withdrawn_at is None


RATES = {
    "rate_country": ["Canada", "ca", "", "Germany"], "rate_region": ["", "quebec", "", ""],
    "rate_name": ["GST", "QST", "", ""], "rate_percent": ["5", "9,975", "", "19 %"],
    "rate_adds": ["yes", "yes", "yes", "no"],
}  # fmt: skip


def test_it_writes_rates_as_addresses_write_their_places(desk: Browser) -> None:
    desk.post(f"{BASE}/taxes/new/", {"name": "Usual"})
    profile = TaxProfile.objects.get()
    answer = desk.post(
        f"{BASE}/taxes/{profile.public_id}/", {"name": "Usual", "is_usual": "on", **RATES}
    )
    assert answer.status_code == 302
    rates = taxes.rates_for(None, country="CA", region="QC")
    assert [(rate.name, rate.percent) for rate in rates] == [
        ("GST", Decimal(5)), ("QST", Decimal("9.975"))
    ]  # fmt: skip
    page = _page(desk, "taxes/")
    assert "Canada, QC" in page
    assert "VAT 19 %" in page


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("rate_country", "Atlantis", "no country “Atlantis”"),
        ("rate_region", "Bavaria", "has no region “Bavaria”"),
        ("rate_percent", "101", "a percentage from 0 to 100"),
        ("rate_percent", "0.00001", "a percentage from 0 to 100"),
        ("rate_percent", "NaN", "a percentage from 0 to 100"),
        ("rate_region", "", "two rates for one place"),
    ],
)
def test_it_refuses_rates_that_cannot_hold(
    column: str, value: str, words: str, desk: Browser
) -> None:
    profile = selling.tax_profile()
    kept = selling.rate(profile, "DE", "19")
    typed = {**RATES, column: [RATES[column][0], value, "", RATES[column][3]]}
    answer = desk.post(f"{BASE}/taxes/{profile.public_id}/", {"name": "Usual", **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert TaxRate.objects.get() == kept


def test_it_has_one_usual_tax_profile(desk: Browser) -> None:
    first, second = selling.tax_profile(is_usual=True), selling.tax_profile("Books")
    desk.post(f"{BASE}/taxes/{second.public_id}/", {"name": "Books", "is_usual": "on"})
    assert TaxProfile.objects.get(is_usual=True) == second
    answer = desk.post(f"{BASE}/taxes/{first.public_id}/delete/", follow=True)
    assert "was deleted" in answer.content.decode()


COUPON = {"code": "summer-26", "kind": "percent", "percent": "12.5", "amount": "3"}


def test_it_makes_a_coupon_that_never_changes(desk: Browser) -> None:
    prints = selling.price_list()
    typed = {
        **COUPON, "minimum": "20", "most_uses": "100", "once_a_client": "on",
        "ends_at": "2030-01-31T12:00", "price_lists": [prints.public_id],
    }  # fmt: skip
    answer = desk.post(f"{BASE}/discounts/coupons/new/", typed)
    made = Coupon.objects.get()
    assert answer["Location"] == f"{BASE}/discounts/coupons/{made.public_id}/"
    assert (made.code, made.percent, made.amount) == ("SUMMER-26", Decimal("12.5"), None)
    assert (made.minimum, made.most_uses, made.once_a_client) == (2000, 100, True)
    assert list(made.price_lists.all()) == [prints]
    assert desk.post(answer["Location"], COUPON).status_code == 405


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code", "two words", "no blanks"), ("code", "Ä", "letters, digits"),
        ("code", "TAKEN", "Codes are never used twice."), ("percent", "", "Write how much."),
        ("percent", "100.5", "100"), ("kind", "amount", ""), ("ends_at", "2020-01-01T00:00", ""),
    ],
)  # fmt: skip
def test_it_refuses_a_coupon_that_cannot_be(
    field: str, value: str, words: str, desk: Browser
) -> None:
    selling.coupon("TAKEN")
    typed = {**COUPON, "amount": "", "starts_at": "2026-01-01T00:00", field: value}
    answer = desk.post(f"{BASE}/discounts/coupons/new/", typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Coupon.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [({"kind": "bundle", "buys": "2", "gets": "1"}, "1 free for 2"), ({"kind": "tax"}, "No tax")],
)
def test_row_155_it_makes_coupons_that_come_by_themselves(
    typed: dict[str, str], shown: str, desk: Browser
) -> None:
    desk.post(f"{BASE}/discounts/coupons/new/", {**COUPON, **typed, "is_automatic": "on"})
    made = Coupon.objects.get()
    assert (made.is_automatic, made.percent, made.amount) == (True, None, None)
    page = _page(desk, "discounts/")
    assert all(words in page for words in (shown, "by itself"))


def test_it_lists_who_used_a_coupon_and_ends_the_campaign(desk: Browser, order: Order) -> None:
    made = selling.coupon(most_uses=5)
    discounts.use_coupon(order=order, coupon=made)
    line = order.lines.all()[0]
    line.discounts = [{"name": "Coupon", "code": "SUMMER", "amount": 0}]
    line.save(update_fields=["discounts"])
    page = _page(desk, f"discounts/coupons/{made.public_id}/")
    assert all(words in page for words in ("carla@example.org", str(order), "1 of 5"))
    desk.post(f"{BASE}/discounts/coupons/{made.public_id}/end/")
    with pytest.raises(discounts.CouponRefused, match="ended"):
        discounts.coupon_for("SUMMER", lines=[], email="", at=timezone.now())
    assert "Ended" in _page(desk, "discounts/")


def test_it_sets_steps_by_quantity(desk: Browser) -> None:
    prints = selling.price_list(name="Fine prints")
    typed = {"step_threshold": ["5", "", "10"], "step_percent": ["10", "", "17,5"]}
    desk.post(f"{BASE}/discounts/lists/{prints.public_id}/", typed)
    found = QuantityDiscount.objects.values_list("threshold", "percent")
    assert list(found) == [(5, Decimal(10)), (10, Decimal("17.5"))]
    assert "from 10 on −17.5 %" in _page(desk, "discounts/")


@pytest.mark.parametrize(
    ("threshold", "percent"), [("1", "10"), ("x", "10"), ("²", "10"), ("5", "0"), ("5", "101")]
)
def test_it_refuses_steps_that_cannot_be(threshold: str, percent: str, desk: Browser) -> None:
    prints = selling.price_list()
    typed = {"step_threshold": [threshold], "step_percent": [percent]}
    answer = desk.post(f"{BASE}/discounts/lists/{prints.public_id}/", typed)
    assert answer.status_code == 422
    assert not QuantityDiscount.objects.exists()


def test_it_shows_the_stacking_rule_with_the_studio_s_own_figures(desk: Browser) -> None:
    page = _page(desk, "discounts/")
    # Five prints at 8: 10 % off, then the coupon's 10 % of what is left, then shipping.
    assert all(words in page for words in ("€40.00", "-€4.00", "-€3.60", "€6.00", "€38.40"))
    prints = selling.price_list()
    QuantityDiscount.objects.create(price_list=prints, threshold=10, percent=Decimal(50))
    selling.coupon("POSTFREE", kind="shipping")
    page = _page(desk, "discounts/")
    assert all(words in page for words in ("€80.00", "-€40.00", "POSTFREE", "-€6.00"))
    # The same cart with each kind: 46.00 without, then less by 4, 5, 6 and three of ten copies.
    others = page.split("The same cart with each kind of coupon")[1]
    found = re.findall(r"€[0-9.]+(?=</td>)", others)
    assert found == ["€46.00", "€42.00", "€41.00", "€40.00", "€34.00", "€46.00"]
