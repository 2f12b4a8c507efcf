"""The whole demonstration, small: seeded once, looked at, seeded again."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from PIL import Image

from modules.bookings import selectors as bookings
from modules.commerce.models import CartItem, Order, PriceList
from modules.commerce.services import offers
from modules.gallery.access import Viewer
from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from safelight.demo import cast, libraries, studios
from safelight.demo.cast import HARBOUR, LINDQVIST, House
from safelight.jobs.testing import drain
from tenants.context import tenant_context

COUNT = 48

pytestmark = pytest.mark.django_db


@pytest.fixture
def _workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are run where the command would wait for workers."""
    monkeypatch.setattr(time, "sleep", lambda _seconds: drain())


@pytest.fixture
def seeded(_workers: None, tmp_path: Path) -> Path:
    """A folder of photographs of somebody's own, from which the demonstration was made."""
    folder = tmp_path / "mine" / "day one"
    folder.mkdir(parents=True)
    for number in range(COUNT):
        Image.new("RGB", (60, 40), (number * 5, 90, 120)).save(folder / f"IMG_{number:02}.jpg")
    call_command("seed_demo", photos=folder.parent)
    drain()
    return folder.parent


def _counts(house: House) -> dict[str, int]:
    studio = studios.find(house)
    assert studio is not None
    with tenant_context(studio):
        models: tuple[Any, ...] = (
            Gallery,
            Photo,
            Pick,
            Rating,
            Comment,
            Order,
            CartItem,
            PriceList,
        )
        return {model.__name__: model.objects.count() for model in models}


def _orders(house: House) -> list[tuple[str, set[str]]]:
    studio = studios.find(house)
    assert studio is not None
    with tenant_context(studio):
        return [
            (order.fulfilment, {item.state for item in order.items.all()})
            for order in Order.objects.order_by("number")
        ]


def test_it_shows_every_part_of_the_flow(seeded: Path) -> None:
    found = _counts(LINDQVIST)
    assert found["Gallery"] == len(LINDQVIST.places)
    # A contributor of the agency sends some of them once more.
    assert found["Photo"] + _counts(HARBOUR)["Photo"] == COUNT + libraries.WAITING
    assert all(found.values())
    assert (
        _orders(LINDQVIST)
        == _orders(HARBOUR)
        == [
            ("unfulfilled", {"pending", "deferred"}),
            ("fulfilled", {"delivered"}),
        ]
    )


def test_it_sells_something_to_everybody(seeded: Path) -> None:
    studio = studios.find(LINDQVIST)
    assert studio is not None
    with tenant_context(studio):
        portfolio = Gallery.objects.get(title="Portfolio")
        photo = Photo.objects.filter(placements__gallery=portfolio).first()
        assert photo is not None
        ask: Any = {"viewer": Viewer(), "gallery_id": portfolio.pk}
        of_photo = offers.of_photos(**ask, photo_ids=[photo.pk])[photo.pk]
        kinds = [each.price_list.kind for each in (*of_photo, *offers.of_gallery(**ask))]
        (workshop,) = offers.shop()
        bookable = list(bookings.offered_types().values_list("kind", flat=True))
    assert kinds == ["download", "print", "gallery"]
    assert workshop.stock_words == "8 left"
    assert bookable == ["session", "mini"]


def test_it_changes_nothing_when_it_is_run_again(seeded: Path) -> None:
    before = [_counts(house) for house in cast.HOUSES]
    (Path(settings.VAR) / "demo.json").unlink()
    call_command("seed_demo", photos=seeded)
    drain()
    assert [_counts(house) for house in cast.HOUSES] == before
    note = json.loads((Path(settings.VAR) / "demo.json").read_text())
    assert "Elin & Jonas (password: lantern)" in [place["title"] for place in note["addresses"]]
    (operator,) = [each for each in note["sign_ins"] if each["who"] == "operator"]
    assert operator["password"] == cast.PASSWORD
    assert base64.b32decode(operator["app_secret"].replace(" ", "")) == cast.OPERATOR_SECRET


def test_it_refuses_production(settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="never in production"):
        call_command("seed_demo")


def test_it_says_when_there_are_no_photographs(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no photographs"):
        call_command("seed_demo", photos=tmp_path)
