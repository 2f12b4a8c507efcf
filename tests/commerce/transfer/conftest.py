"""A public gallery that sells downloads for 10.00, and two guests who order from it apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, PriceList, PriceRow
from modules.commerce.services import carts, paying, transferring
from modules.commerce.services.orders import placing
from modules.commerce.services.orders.placing import Customer
from modules.gallery.access import Viewer
from modules.gallery.models import Gallery, Photo
from modules.gallery.services import transfers
from safelight.accounts.models import Person, Visitor
from tenants.models import Studio
from tests.commerce import selling
from tests.gallery.factories import make_gallery, make_photo, make_row

Open = Callable[..., Browser]


@dataclass
class Fair:
    """A gallery with photos A.jpg, B.jpg and C.jpg, and what can be done in it."""

    gallery: Gallery
    home: Gallery
    photos: dict[str, Photo]
    row: PriceRow
    alice: Person

    def transfer(self, *names: str) -> list[Photo]:
        """Finals of these names, as an upload makes them."""
        return [make_photo(in_gallery=self.home, name=name, stored=True) for name in names]

    def order(self, *stems: str, email: str = "anna@example.org", paid: bool = True) -> Order:
        return self.order_by(guest(email), *stems, paid=paid)

    def order_by(self, who: Customer, *stems: str, paid: bool = True) -> Order:
        for stem in stems:
            carts.add(
                viewer=who.viewer, visitor=who.visitor, gallery_public_id=self.gallery.public_id,
                photo_public_id=self.photos[stem].public_id, row_public_id=self.row.public_id,
                choice_public_ids=(), quantity=1, note="", at=timezone.now(),
            )  # fmt: skip
        order = placing.place_order(
            customer=who, note="", key="", at=timezone.now(),
            consents=("digital_consent", "digital_acknowledgement"),
        )  # fmt: skip
        if paid:
            self.pay(order)
        return order

    def pay(self, order: Order) -> None:
        paying.mark_paid(order=order, by=self.alice, note="cash", at=timezone.now())
        order.refresh_from_db()

    def path(self, order: Order) -> str:
        """The order's personal link."""
        return transferring.personal_path(order, self.gallery.public_id)

    @property
    def tab(self) -> str:
        return f"/galleries/{self.gallery.public_id}/finals/"

    def allow(self, who: str, *, with_prints: bool = False) -> None:
        transfers.begin(gallery=self.gallery, who=who, with_prints=with_prints)

    def notify(self, *, incomplete: bool = False) -> transferring.Told:
        return transferring.notify(
            gallery=self.gallery, transferred=transfers.matched(self.gallery).photo_ids,
            by=self.alice, at=timezone.now(), incomplete=incomplete,
        )  # fmt: skip


def guest(email: str) -> Customer:
    return Customer(visitor=Visitor.objects.create(), person=None, viewer=Viewer(), email=email)


@pytest.fixture
def fair(inside_acme: Studio, alice: Person) -> Fair:
    gallery = make_gallery(title="School fair")
    make_row(gallery, enter=True)
    photos = {stem: make_photo(in_gallery=gallery, name=f"{stem}.jpg") for stem in "ABC"}
    prices: PriceList = selling.price_list("download")
    row = selling.price_row(prices, 1000, name="File")
    prices.offerings.create(gallery=gallery)
    home = transfers.begin(gallery=gallery, who="ordered")
    return Fair(gallery, home, photos, row, alice)


def downloads(browser: Browser, fair: Fair) -> set[str]:
    """Names of the finals that a browser is really given, one by one."""
    finals = Photo.objects.filter(placements__gallery=fair.home)
    got = {
        final.name: browser.get(f"{fair.tab}{final.public_id}/download/").status_code
        for final in finals
    }
    assert set(got.values()) <= {302, 404}
    return {name for name, status in got.items() if status == 302}
