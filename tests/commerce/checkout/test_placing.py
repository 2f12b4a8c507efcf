"""T1 for what is sold: prices and files are frozen, and nothing is placed that was not seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from modules.commerce.models import CartItem, Choice, Order, PriceList, PriceRow
from modules.commerce.services.orders import placing
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery, Placement
from safelight.accounts.models import Person
from tests.commerce.checkout.buying import BERLIN, buy, cart_of, live_at, look, put, set_up
from tests.commerce.factories import customer, fill, make_format, photos_of
from tests.commerce.prices.factories import make_option, offer, sell
from tests.commerce.selling import ask, coupon, profile, rate, tax_profile, tier
from tests.gallery.factories import make_photo


@pytest.fixture
def who(gallery: Gallery, carla: Person) -> Customer:
    return customer(carla)


def test_it_freezes_lines_and_sums(who: Customer, gallery: Gallery) -> None:
    rate(tax_profile(is_usual=True), "DE", "19")
    set_up(home_country="DE", digital_consents=False)
    prints = sell("print", 1000, at=gallery)
    glossy = make_option(prints, Glossy=190)[0]
    put(who, prints, gallery=gallery, choices=[glossy.public_id], quantity=2)
    live_at(who, billing={"country": "DE"})
    order = buy(who)
    line = order.lines.get()
    assert (line.unit_price, line.quantity, line.amount, line.tax) == (1190, 2, 2380, 380)
    chosen = {"option": "Paper", "choice": "Glossy", "extra": 190, "id": glossy.public_id}
    assert line.choices == [chosen]
    assert (order.goods, order.tax, order.total, order.payment) == (2380, 380, 2380, "unpaid")
    assert [(i.state, i.method, i.quantity) for i in order.items.all()] == [
        ("awaiting_payment", "external", 2)
    ]


def test_it_never_changes_a_placed_order(who: Customer, gallery: Gallery) -> None:
    prints = sell("print", 1000, at=gallery)
    put(who, prints, gallery=gallery)
    order = buy(who)
    PriceRow.objects.update(amount=9, name="Other")
    PriceList.objects.all().delete()
    line = Order.objects.get(pk=order.pk).lines.get()
    assert (line.unit_price, line.description, line.price_list) == (1000, "Row of 1000", None)


def test_it_sends_files_in_the_rows_format_and_at_once(who: Customer, gallery: Gallery) -> None:
    web = make_format()
    files = sell("download", 900, at=gallery, only_final_at_once=True)
    files.rows.update(format=web)
    put(who, files, gallery=gallery)
    item = buy(who).items.get()
    assert (item.format, item.at_once, item.only_final) == (web, True, True)
    assert (item.state, item.method) == ("awaiting_payment", "download-deferred")


def test_row_19_it_freezes_the_files_of_a_whole_gallery(who: Customer, gallery: Gallery) -> None:
    put(who, sell("gallery", 9900, at=gallery), gallery=gallery)
    order = buy(who)
    make_photo(in_gallery=gallery, state="PROOF")
    Placement.objects.filter(photo=photos_of(gallery)[0]).delete()
    assert (order.lines.count(), order.items.count()) == (1, 3)
    assert order.lines.get().name == gallery.title


def test_row_19_it_sells_only_files_in_the_offered_states(who: Customer, gallery: Gallery) -> None:
    final = make_photo(in_gallery=gallery, state="FINAL")
    put(who, sell("gallery", at=gallery, offer_states=["FINAL", "PROOF"]), gallery=gallery)
    PriceList.objects.update(offer_states=["PROOF"])
    order = buy(who)
    assert final.pk not in order.items.values_list("photo", flat=True)
    assert order.items.count() == 3


def test_it_places_what_is_free_and_what_is_bought_together(
    who: Customer, gallery: Gallery
) -> None:
    fill(who, gallery)
    put(who, sell("product", 5000, at=gallery), gallery=gallery)
    order = buy(who)
    assert (order.lines.count(), order.total) == (4, 5000)
    assert set(order.items.values_list("state", flat=True)) == {"awaiting_payment"}


def test_it_packs_parcels_and_asks_for_a_street(who: Customer, gallery: Gallery) -> None:
    prints, small = sell("print", 1000, at=gallery), tier("small", 1)
    ask(profile("Post", prints), {small: 490})
    put(who, prints, gallery=gallery, quantity=40)
    assert look(who).awaits_address
    with pytest.raises(Exception, match="country") as refused:
        buy(who)
    assert refused.value.code == "address_incomplete"  # type: ignore[attr-defined]
    live_at(who, shipping=BERLIN)
    order = buy(who)
    assert (order.shipping, order.parcels.get().amount, order.total) == (490, 490, 40_490)
    assert order.lines.get().parcel == order.parcels.get()
    assert order.items.get().method == "ship"
    assert order.shipping_address["city"] == order.billing_address["city"] == "Berlin"


def test_it_takes_the_coupon_once(who: Customer, gallery: Gallery) -> None:
    made = coupon(most_uses=1)
    put(who, sell("print", 1000, at=gallery), gallery=gallery)
    cart = cart_of(who)
    cart.coupon = made.code
    cart.save()
    order = buy(who)
    assert (order.discount, order.total, order.coupon_use.coupon) == (100, 900, made)
    assert cart_of(who).coupon == ""


def test_it_starts_what_costs_nothing(who: Customer, gallery: Gallery) -> None:
    put(who, sell("download", 0, at=gallery), gallery=gallery)
    order = buy(who)
    assert (order.payment, order.items.get().state) == ("not_due", "pending")


def _changed(what: str, gallery: Gallery) -> None:
    changes: dict[str, Callable[[], object]] = {
        "price": lambda: PriceRow.objects.update(amount=999),
        "extra": lambda: Choice.objects.update(extra=5),
        "row": lambda: PriceRow.objects.update(withdrawn_at=timezone.now()),
        "list": lambda: PriceList.objects.update(withdrawn_at=timezone.now()),
        "gallery": lambda: Gallery.objects.update(published_at=None),
        "option": lambda: Choice.objects.all().delete(),
        "state": lambda: PriceList.objects.update(offer_states=["FINAL"]),
        "photo": lambda: Placement.objects.filter(photo=photos_of(gallery)[0]).delete(),
    }
    changes[what]()


@pytest.mark.parametrize(
    "what", ["price", "extra", "row", "list", "gallery", "option", "state", "photo"]
)
def test_pay_07_it_places_nothing_that_was_not_seen(
    who: Customer, gallery: Gallery, what: str
) -> None:
    """Trap C4 2: an old cart buys nothing of a gallery that went offline."""
    prints = sell("print", 1000, at=gallery)
    choice = make_option(prints, Matte=0)[0]
    put(who, prints, gallery=gallery, choices=[choice.public_id])
    seen = look(who).digest
    _changed(what, gallery)
    with pytest.raises(placing.CartHasChanged):
        placing.place_order(customer=who, note="", key="", at=timezone.now(), seen=seen)
    assert (Order.objects.count(), CartItem.objects.count()) == (0, 1)


def test_row_128_it_says_what_a_price_was(who: Customer, gallery: Gallery) -> None:
    put(who, sell("print", 1000, at=gallery), gallery=gallery)
    PriceRow.objects.update(amount=1250)
    (line,) = look(who).changed
    assert (line.was, line.unit_price) == (1000, 1250)
    assert buy(who).total == 1250


def test_c4_12_it_places_nothing_without_every_consent(who: Customer, gallery: Gallery) -> None:
    set_up(terms="Pay within a week.")
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    kinds = [each.kind for each in look(who).needs.consents]
    assert kinds == ["terms", "digital_consent", "digital_acknowledgement"]
    for missing in kinds:
        with pytest.raises(placing.ConsentNeeded):
            buy(who, consents=[kind for kind in kinds if kind != missing])
    order = buy(who, consents=kinds)
    assert order.consents[0]["terms"] == "Pay within a week."
    assert [each["kind"] for each in order.consents] == kinds


def test_row_129_it_asks_no_consent_outside_the_union(who: Customer, gallery: Gallery) -> None:
    rate(tax_profile(is_usual=True), "DE", "19")
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    live_at(who, billing={"country": "US"})
    assert look(who).needs.consents == ()
    live_at(who, billing={"country": "AT"})
    assert len(look(who).needs.consents) == 2


def test_row_124_it_asks_for_no_more_than_tax_needs(who: Customer, gallery: Gallery) -> None:
    put(who, sell("download", 900, at=gallery), gallery=gallery)
    assert not look(who).needs.address
    usual = tax_profile(is_usual=True)
    rate(usual, "CA", "5")
    rate(usual, "CA", "7", region="BC")
    assert look(who).needs.billing == ("country",)
    live_at(who, billing={"country": "CA"})
    assert look(who).needs.billing == ("country", "region")


def test_row_125_it_takes_no_order_below_the_smallest(who: Customer, gallery: Gallery) -> None:
    set_up(minimum_order=20, refuse_zero_orders=True, digital_consents=False)
    fill(who, gallery)
    with pytest.raises(placing.OrderRefused, match="something to pay"):
        buy(who)
    prints = sell("print", 1000, at=gallery)
    put(who, prints, gallery=gallery)
    with pytest.raises(placing.OrderRefused, match="€10"):
        buy(who)
    put(who, prints, gallery=gallery)
    assert buy(who).total == 2000


def test_it_sells_products_of_the_shop_to_guests(gallery: Gallery) -> None:
    guest = customer()
    put(guest, sell("product", 18_000, in_shop=True))
    order = buy(guest)
    assert (order.total, order.person, order.items.get().method) == (18_000, None, "external")


def test_it_holds_a_photos_own_list_too(who: Customer, gallery: Gallery) -> None:
    photo = photos_of(gallery)[1]
    files = sell("download", 700)
    offer(files, photo)
    put(who, files, gallery=gallery, photo=photo)
    assert buy(who).lines.get().photo == photo
