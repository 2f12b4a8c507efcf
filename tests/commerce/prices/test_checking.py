"""A line of a cart is looked at again: trap C4 2, and whatever else may have happened since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.commerce.models import CartItem, Offering, PriceList, PriceRow
from modules.commerce.services import offers
from modules.commerce.services.offers import Checked
from modules.gallery.access import Viewer
from modules.gallery.models import Authorization, DeliveryFormat, Gallery, Photo, Placement
from modules.gallery.services import client_codes
from modules.gallery.services.presets import Rights
from tests.commerce.prices.factories import keep, make_option, put, sell
from tests.gallery.factories import make_photo, make_row


@pytest.fixture
def print_list(gallery: Gallery) -> PriceList:
    return sell("print", 1500, at=gallery)


@pytest.fixture
def line(print_list: PriceList, gallery: Gallery, photo: Photo) -> CartItem:
    return put(print_list, gallery=gallery, photo=photo)


def check(viewer: Viewer, *items: CartItem) -> list[Checked]:
    found = offers.check(viewer=viewer, items=items)
    return [found[item.pk] for item in items]


def test_it_asks_for_the_code_of_who_only_looks(line: CartItem, gallery: Gallery) -> None:
    anybody = Viewer()
    make_row(gallery, enter=True)
    assert check(anybody, line) == [Checked(unit_price=1500)]
    client_codes.set_code(gallery=gallery, code="LINDEN24", rights=Rights(order=True))
    (found,) = check(anybody, line)
    assert "give the code" in found.problem


def test_it_tells_the_price_of_now(line: CartItem, viewer: Viewer) -> None:
    assert check(viewer, line) == [Checked(unit_price=1500)]
    PriceRow.objects.update(amount=1800)
    assert check(viewer, line) == [Checked(unit_price=1800)]


def _unpublish() -> None:
    Gallery.objects.update(published_at=None)


def _larger() -> None:
    PriceRow.objects.update(format=DeliveryFormat.objects.create(name="Huge", pixels=9000))


GONE: dict[str, tuple[Callable[[], object], str]] = {
    "unpublished": (_unpublish, "Its gallery is closed."),
    "closed": (lambda: Authorization.objects.update(enter=False), "Its gallery is closed."),
    "list withdrawn": (
        lambda: PriceList.objects.update(withdrawn_at=timezone.now()),
        "This is not sold any more.",
    ),
    "row withdrawn": (
        lambda: PriceRow.objects.update(withdrawn_at=timezone.now()),
        "This is not sold any more.",
    ),
    "detached": (lambda: Offering.objects.all().delete(), "This is not sold here any more."),
    "taken out": (
        lambda: Placement.objects.all().delete(),
        "This photo is not in its gallery any more.",
    ),
    "state": (
        lambda: PriceList.objects.update(offer_states=["FINAL"]),
        "It is not sold while it is PROOF.",
    ),
    "larger": (_larger, "This size is larger than the photo."),
}


@pytest.mark.parametrize("what", GONE)
def test_c4_2_it_says_why_a_line_of_an_old_cart_cannot_be_bought(
    line: CartItem, viewer: Viewer, what: str
) -> None:
    change, sentence = GONE[what]
    change()
    assert check(viewer, line)[0].problem == sentence


def test_it_sells_nothing_to_who_may_not_enter(line: CartItem) -> None:
    assert check(Viewer(), line)[0].problem == "Its gallery is closed."


def test_it_does_not_sell_what_became_free(gallery: Gallery, photo: Photo, viewer: Viewer) -> None:
    line = put(sell("download", at=gallery), gallery=gallery, photo=photo)
    Authorization.objects.update(originals="all")
    assert check(viewer, line)[0].problem == "You can download it for nothing."


def test_it_adds_the_extras_of_what_was_chosen(line: CartItem, viewer: Viewer) -> None:
    matte, glossy = make_option(line.row.price_list, Matte=0, Glossy=250)  # type: ignore[union-attr]
    line.choices = [glossy.public_id]
    assert check(viewer, line) == [Checked(unit_price=1750)]
    line.choices = [matte.public_id]
    assert check(viewer, line) == [Checked(unit_price=1500)]


@pytest.mark.parametrize("chosen", [[], ["both"], ["gone"], ["one", "gone"]])
def test_it_asks_to_choose_again_where_the_choice_is_not_one_of_each(
    line: CartItem, viewer: Viewer, chosen: list[str]
) -> None:
    first, second = make_option(line.row.price_list, Matte=0, Glossy=250)  # type: ignore[union-attr]
    known = {"both": [first.public_id, second.public_id], "one": [first.public_id]}
    line.choices = [each for name in chosen for each in known.get(name, ["x" * 22])]
    assert check(viewer, line)[0].problem in {
        "Choose again: Paper.", "What you chose with it is not sold any more.",
    }  # fmt: skip


def test_it_counts_lines_that_share_a_stock_together(
    print_list: PriceList, line: CartItem, viewer: Viewer
) -> None:
    keep(print_list, 3, line.photo)
    line.quantity = 2
    again = put(print_list, gallery=line.gallery, photo=line.photo, choices=["x" * 22], quantity=2)
    again.choices = []
    assert [each.problem for each in check(viewer, line, again)] == ["", "Only 1 is left."]
    line.quantity = 4
    assert check(viewer, line)[0].problem == "Only 3 are left."
    keep(print_list, 0)
    print_list.stocks.filter(photo=line.photo).update(left=0)
    assert check(viewer, line)[0].problem == "Sold out."


def test_it_sells_a_whole_gallery_while_something_is_in_it(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    line = put(sell("gallery", 9900, at=gallery, offer_states=["PROOF"]), gallery=gallery)
    assert check(viewer, line) == [Checked(unit_price=9900)]
    Photo.objects.update(state="FINAL")
    assert check(viewer, line)[0].problem == "There is nothing in this gallery to buy now."


def test_it_sells_products_from_the_shop_and_from_galleries(
    gallery: Gallery, viewer: Viewer
) -> None:
    workshop = sell("product", 8000, in_shop=True)
    keep(workshop, 1)
    assert check(Viewer(), put(workshop)) == [Checked(unit_price=8000)]
    assert check(Viewer(), put(workshop, quantity=2))[0].problem == "Only 1 is left."
    PriceList.objects.update(in_shop=False)
    assert check(viewer, put(workshop))[0].problem == "This is not sold in the shop any more."
    assert check(viewer, put(workshop, gallery=gallery))[0].problem
    album = put(sell("product", 500, at=gallery), gallery=gallery)
    assert check(viewer, album) == [Checked(unit_price=500)]


@pytest.mark.parametrize("kind", ["download", "gallery", "product"])
def test_it_refuses_a_line_of_the_wrong_kind(
    gallery: Gallery, photo: Photo, viewer: Viewer, kind: str
) -> None:
    made = sell(kind, at=gallery)
    wrong = {} if kind == "download" else {"photo": photo}
    assert check(viewer, put(made, gallery=gallery, **wrong))[0].problem
    assert kind == "product" or check(viewer, put(made))[0].problem


def test_it_looks_at_free_lines_as_their_gallery_does(
    gallery: Gallery, line: CartItem, viewer: Viewer
) -> None:
    line.row = None
    assert check(viewer, line)[0].problem == "It cannot be ordered here any more."
    Authorization.objects.update(order=True)
    assert check(viewer, line) == [Checked(unit_price=0)]


def test_it_asks_as_much_for_one_line_as_for_twenty(
    print_list: PriceList, line: CartItem, viewer: Viewer
) -> None:
    more = []
    for _number in range(19):
        photo = make_photo(in_gallery=line.gallery, state="PROOF")
        more.append(put(print_list, gallery=line.gallery, photo=photo, cart=line.cart))
        keep(print_list, 3, photo)
    counts = []
    for some in ([line], [line, *more]):
        with CaptureQueriesContext(connection) as asked:
            assert not any(each.problem for each in check(viewer, *some))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
