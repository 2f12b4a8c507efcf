"""The demonstration's lab: what it frames, and the print that is on its way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from modules.commerce.models import ItemState, Order, PriceList
from modules.gallery.models import Authorization, Gallery, Placement
from modules.labs.models import LabConnection
from safelight.accounts.services import people
from safelight.demo import framing_lab, print_story
from safelight.demo.cast import LINDQVIST
from safelight.fakelab.server import FakeLab
from tenants.models import Studio
from tests.gallery import factories


@pytest.fixture
def gallery(inside_acme: Studio, settings: Settings) -> Iterator[Gallery]:
    """A portfolio whose studio was given the fake lab."""
    made = factories.make_gallery(title=print_story.GALLERY, published_at=timezone.now())
    Authorization.objects.update_or_create(gallery=made, client=None, defaults={"enter": True})
    with FakeLab(pace=0.02) as fake:
        settings.LABS_FAKE_URL = fake.address
        framing_lab.set_up(LINDQVIST.address, made, at=timezone.now())
        yield made


def test_it_offers_frames_at_prices_of_the_rule(gallery: Gallery) -> None:
    made = PriceList.objects.get(name="Framed prints")
    assert [row.name for row in made.rows.all()] == [name for _sku, name in framing_lab.FRAMES]
    assert all(row.amount > 0 and row.amount % 500 == 0 for row in made.rows.all())
    assert [option.name for option in made.options.all()] == ["Color"]
    assert made.shipping_profiles.count() >= 3
    assert made.offerings.get().gallery == gallery


def test_it_sends_a_print_on_its_way(gallery: Gallery) -> None:
    Placement.objects.create(gallery=gallery, photo=factories.make_photo())
    owner, client = LINDQVIST.owner, LINDQVIST.clients[2]
    people.list_client(email=client.email, name=client.name)
    people.list_client(email=owner.email, name=owner.name)
    print_story.tell(LINDQVIST, at=timezone.now())
    order = Order.objects.get(email=client.email)
    assert order.payment == "paid"
    assert [item.state for item in order.items.all()] == [ItemState.TO_LAB]


def test_it_does_without_a_lab(inside_acme: Studio) -> None:
    framing_lab.set_up(LINDQVIST.address, factories.make_gallery(), at=timezone.now())
    assert not LabConnection.objects.exists()
