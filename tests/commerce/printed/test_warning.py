"""What a buyer reads beside a print, and the thumbnail that shows just what is on the paper."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from modules.commerce.framing import Framing
from modules.commerce.models import PriceList
from modules.commerce.services import offers
from modules.commerce.services.offers.prints import Print
from modules.commerce.services.orders.placing import Customer
from modules.commerce.site.printed import cut
from modules.gallery.facts import Thumb
from modules.gallery.models import Gallery, Photo
from safelight.site.models import SiteSettings
from tests.commerce.checkout.buying import put
from tests.commerce.prices.factories import make_row

THUMB = Thumb(url400="/t.webp", width=400, height=300)


@pytest.mark.parametrize(
    ("part", "view", "transform"),
    [
        (Framing(left=0.25, width=0.75), "100.00 0.00 300.00 300.00", ""),
        (Framing(turned=90), "0.00 0.00 300.00 400.00", "translate(300 0) rotate(90)"),
        (Framing(turned=180), "0.00 0.00 400.00 300.00", "translate(400 300) rotate(180)"),
        (Framing(turned=270), "0.00 0.00 300.00 400.00", "translate(0 400) rotate(270)"),
        (Framing(fit="border"), "0.00 -50.00 400.00 400.00", ""),
    ],
)
def test_it_shows_just_the_paper(part: Framing, view: str, transform: str) -> None:
    shown = cut.of(THUMB, part, (100, 100))
    assert shown is not None
    assert (shown.view, shown.transform) == (view, transform)


def test_it_knows_what_is_lost() -> None:
    paper = Print(area=(1000, 1000))
    assert paper.lost(paper.standard((1500, 1000)), (1500, 1000)) == 33
    with_border = Print(area=(1000, 1000), border=True, tolerance=2)
    assert with_border.lost(with_border.standard((1500, 1000)), (1500, 1000)) == 0


def test_it_warns_in_the_cart_of_prints_that_want_a_look(
    page: Browser, who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    put(who, square, gallery=gallery, photo=photo)
    shown = page.get("/cart/").content.decode()
    assert "33 % of the photo is cut off" in shown
    assert "Too few pixels" not in shown


def test_row_122_it_sells_no_print_that_is_not_sharp_where_the_studio_says_so(
    page: Browser, who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    put(who, square, gallery=gallery, photo=photo)
    poster = put(who, make_row(square, 9000, width=900, height=600), gallery=gallery, photo=photo)
    SiteSettings.objects.filter(pk=1).update(modules={"commerce": {"refuse_small_prints": True}})
    items = list(poster.cart.items.all())
    found = offers.check(viewer=who.viewer, items=items)
    assert [found[item.pk].problem[:14] for item in items] == ["", "Too few pixels"]


def test_it_warns_of_too_few_pixels(
    page: Browser, who: Customer, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    poster = make_row(square, 9000, width=900, height=600)
    put(who, poster, gallery=gallery, photo=photo)
    shown = page.get("/cart/").content.decode()
    assert "Too few pixels for this size" in shown
    assert "is cut off" not in shown


def test_it_gives_the_script_each_rows_paper(
    page: Browser, gallery: Gallery, photo: Photo, square: PriceList
) -> None:
    shown = page.get(f"/buy/{gallery.public_id}/{photo.public_id}/").content.decode()
    assert 'data-width="1500" data-height="1000"' in shown
    assert f"{square.rows.get().public_id}&quot;: {{&quot;area&quot;: [1181, 1181]" in shown
