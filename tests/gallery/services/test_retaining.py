"""Photos whose time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, OrderItem, OrderLine
from modules.gallery.models import AccessEntry, Gallery, Photo, Retention
from modules.gallery.services import retaining
from modules.gallery.settings import GallerySettings
from safelight.accounts.models import Person, Visitor
from safelight.outbox.models import OutgoingMessage
from safelight.site.services import settings
from tenants.context import current_studio
from tests.gallery.factories import make_gallery, make_photo, make_row

pytestmark = pytest.mark.usefixtures("inside_acme")
NOW = timezone.now()


@pytest.fixture
def gallery(carla: Person) -> Gallery:
    """Its time to choose ended 100 days ago; the studio deletes after 90."""
    settings.change_module(
        module="gallery", settings=GallerySettings(retention_days=90, retention_tells_clients=True)
    )
    found = make_gallery(title="Garden", choose_until=NOW - timedelta(days=100))
    make_row(found, client=carla.client)
    make_photo(in_gallery=found)
    return found


def after(days: float) -> datetime:
    at = NOW + timedelta(days=days)
    retaining.retain(at=at)
    return at


def mails() -> list[str]:
    found = OutgoingMessage.objects.order_by("pk")
    return [f"{mail.template} {mail.to_email}" for mail in found]


def test_it_tells_thirty_days_and_seven_days_before_and_deletes_then(gallery: Gallery) -> None:
    told = [
        "gallery_retention alice@example.org", "gallery_retention_client carla@example.org"
    ]  # fmt: skip
    after(0)
    assert mails() == told
    after(22)
    assert mails() == told
    after(23)
    assert mails() == [*told, *told]
    after(29)
    assert Photo.objects.count() == 1
    after(30)
    assert (Photo.objects.count(), Retention.objects.get().photos) == (0, 1)


def test_it_gives_seven_days_after_the_reminder_whenever_it_was_sent(gallery: Gallery) -> None:
    after(0)
    after(40)
    assert Photo.objects.count() == 1
    after(47)
    assert Photo.objects.count() == 0


def test_it_keeps_what_somebody_keeps(gallery: Gallery) -> None:
    after(0)
    retaining.keep(gallery=gallery, at=NOW)
    after(23)
    after(30)
    assert Photo.objects.count() == 1


@pytest.mark.parametrize("act", [retaining._delete, retaining._remind])
def test_it_keeps_what_somebody_keeps_while_the_clock_is_at_it(
    gallery: Gallery, act: Callable[..., None]
) -> None:
    after(0)
    seen, told = Retention.objects.select_related("gallery").get(), mails()
    retaining.keep(gallery=gallery, at=NOW)
    act(seen, at=NOW + timedelta(days=30))
    assert (Photo.objects.count(), mails()) == (1, told)


def test_it_lets_an_announcement_fall_where_the_gallery_is_open_again(gallery: Gallery) -> None:
    after(0)
    gallery.closes_at = NOW + timedelta(days=300)
    gallery.save(update_fields=["closes_at"])
    assert not retaining.coming(at=NOW).exists()
    after(23)
    after(30)
    assert Photo.objects.count() == 1
    after(360)
    assert len(mails()) == 4  # Two of them are of the announcement that counts.
    after(383)
    after(390)
    assert Photo.objects.count() == 0


def test_it_says_on_the_home_page_what_will_be_deleted(
    gallery: Gallery, browser: Callable[..., Browser], alice: Person
) -> None:
    owner = browser(current_studio(), alice)
    said = "Photos of 1 gallery will be deleted"
    assert said not in owner.get("/studio/").content.decode()
    after(0)
    assert said in owner.get("/studio/").content.decode()


def test_it_begins_anew_where_the_studio_kept_photos_for_good_meanwhile(gallery: Gallery) -> None:
    after(0)
    after(23)
    settings.change_module(module="gallery", settings=GallerySettings(retention_days=0))
    after(24)
    settings.change_module(module="gallery", settings=GallerySettings(retention_days=90))
    after(60)
    assert Photo.objects.count() == 1
    assert Retention.objects.get().delete_at == NOW + timedelta(days=90)


def test_it_keeps_photos_of_open_orders_and_of_other_galleries(
    gallery: Gallery, carla: Person
) -> None:
    ordered, elsewhere = make_photo(in_gallery=gallery), make_photo(in_gallery=gallery)
    elsewhere.placements.create(gallery=make_gallery())
    order = Order.objects.create(
        number=1, visitor=Visitor.objects.create(person=carla), email=carla.email, currency="EUR",
        placed_at=NOW, placement_key="k",
    )  # fmt: skip
    line = OrderLine.objects.create(order=order, kind="retouch", name="x")
    OrderItem.objects.create(
        order=order, line=line, photo=ordered, name="x", state="PENDING", method="download"
    )
    assert ordered.pk not in retaining.photos_of(gallery)
    for day in (0, 23, 30):
        after(day)
    assert set(Photo.objects.all()) == {ordered, elsewhere}


def test_it_forgets_visits_after_the_months_of_the_settings(gallery: Gallery) -> None:
    for days in (10, 800):
        AccessEntry.objects.create(gallery=gallery, via="client", at=NOW - timedelta(days=days))
    after(0)
    assert AccessEntry.objects.count() == 1
