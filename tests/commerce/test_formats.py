"""Items that are changed on the way out: made first, then delivered with one mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Delivery, Order
from modules.commerce.services.delivery import delivering, recalculating
from modules.gallery.models import DeliveryFormat, Gallery, PreparedFile
from modules.gallery.services import making
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from safelight.storage import keys, objects
from tenants.models import Studio
from tests.commerce.factories import customer, mails, make_format, photos_of, place, shop
from tests.gallery.factories import original

Shows = Callable[[Order], str]


@pytest.fixture
def web(inside_acme: Studio) -> DeliveryFormat:
    return make_format(pixels=600)


@pytest.fixture
def gallery(web: DeliveryFormat, carla: Person) -> Gallery:
    return shop(carla, photos=2, stored=True, order_format=web)


@pytest.fixture
def begun(gallery: Gallery, carla: Person, alice: Person) -> Order:
    order = place(customer(carla), gallery)
    for photo in photos_of(gallery):
        photo.state = "FINAL"
        photo.save(update_fields=["state"])
    recalculating.recalculate(order=order, by=alice, at=timezone.now())
    delivering.deliver_ready(order=order, by=alice, at=timezone.now())
    return order


@pytest.fixture
def shows(acme: Studio, carla: Person, browser: Callable[..., Browser]) -> Shows:
    """The client's page of an order."""
    carlas = browser(acme, carla)
    return lambda order: carlas.get(f"/orders/{order.public_id}/").content.decode()


def _states(order: Order) -> set[str]:
    return set(order.items.values_list("state", flat=True))


def test_it_waits_for_the_files(begun: Order) -> None:
    assert _states(begun) == {"preparing"}
    assert mails("order_delivered") == []
    assert Delivery.objects.get().finished_at is None


def test_it_says_how_many_are_prepared(begun: Order, shows: Shows) -> None:
    assert "0 of 2 prepared" in shows(begun)
    making.make(prepared_id=PreparedFile.objects.order_by("pk")[0].pk, at=timezone.now())
    assert "1 of 2 prepared" in shows(begun)


def test_it_delivers_the_made_files_with_one_mail(begun: Order) -> None:
    drain()
    assert _states(begun) == {"delivered"}
    item = begun.items.order_by("pk")[0]
    made = PreparedFile.objects.get(version=item.version_id)
    assert (item.source.key, item.source.bytes) == (made.object_key, made.bytes)
    assert len(mails("order_delivered")) == 1


def test_it_keeps_the_delivered_file_when_the_format_changes(
    begun: Order, web: DeliveryFormat
) -> None:
    drain()
    item = begun.items.order_by("pk")[0]
    web.pixels = 300
    web.save(update_fields=["pixels"])
    again = begun.items.get(pk=item.pk)
    assert again.source == item.source


def test_it_finishes_when_the_format_changed_meanwhile(begun: Order, web: DeliveryFormat) -> None:
    web.pixels = 300
    web.save(update_fields=["pixels"])
    drain()
    assert _states(begun) == {"preparing"}
    now = timezone.now()
    delivering.go_on_with_all(older_than=now, at=now)
    drain()
    assert _states(begun) == {"delivered"}
    assert len(mails("order_delivered")) == 1


def _write(order: Order, content: bytes) -> None:
    """Put these bytes where the first photo's file is."""
    item = order.items.order_by("pk")[0]
    assert item.version is not None
    key = keys.join(item.version.object_key, "original")
    store = objects.from_environment()
    store.delete_object(item.version.object_key)
    store.write(key, [content])


def test_it_tells_the_team_what_could_not_be_made(begun: Order) -> None:
    _write(begun, b"broken")
    drain()
    first, second = begun.items.order_by("pk")
    assert (first.state, second.state) == ("problem", "delivered")
    assert first.problem
    assert Order.objects.get(pk=begun.pk).fulfilment == "partial"
    assert [mail.subject[:7] for mail in mails("order_delivered")] == ["1 photo"]


def test_it_tries_again_what_could_not_be_made(begun: Order, alice: Person) -> None:
    _write(begun, b"broken")
    drain()
    _write(begun, original())
    recalculating.recalculate(order=begun, by=alice, at=timezone.now())
    delivering.deliver_ready(order=begun, by=alice, at=timezone.now())
    drain()
    assert _states(begun) == {"delivered"}
    assert len(mails("order_delivered")) == 2
