"""D-04 and D-05: the database goes away while people order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count

from modules.commerce.models import CartItem, Hold, Order, OrderEntry, Stock
from modules.commerce.services.orders import placing
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.jobs import doorbell
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.checkout.buying import buy, put
from tests.commerce.checkout.cutting import Cutter
from tests.commerce.committing import forget_jobs, together
from tests.commerce.factories import customer, mails, photos_of, shop
from tests.commerce.prices.factories import keep, sell

BUYERS = 20


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


@pytest.fixture
def gallery(studio: Studio) -> Gallery:
    return shop(None, photos=1)


@pytest.fixture
def buyers(gallery: Gallery) -> list[Customer]:
    """Each with one print in the cart, of which there are more than enough."""
    prints = sell("print", 1000, at=gallery)
    keep(prints, 100, photos_of(gallery)[0])
    found = [customer(email=f"gast{number}@example.org") for number in range(BUYERS)]
    for who in found:
        put(who, prints, gallery=gallery)
    return found


@pytest.fixture
def cutter() -> Iterator[Cutter]:
    settings = connection.settings_dict
    made = Cutter(settings["HOST"], int(settings["PORT"]))
    yield made
    made.close()


def _through(cutter: Cutter, call: Callable[[], Any]) -> Any:
    """The call over a connection that is cut right after its COMMIT."""
    connection.close()
    connection.settings_dict = {
        **connection.settings_dict, "HOST": "127.0.0.1", "PORT": str(cutter.port),
    }  # fmt: skip
    return call()


@pytest.mark.fault
def test_d_05_it_finds_the_order_whose_answer_was_lost(
    studio: Studio, buyers: list[Customer], cutter: Cutter
) -> None:
    who = buyers[0]
    (lost,) = together(studio, partial(_through, cutter, partial(buy, who, key="tab")))
    assert isinstance(lost, (DatabaseError, InterfaceError))
    assert cutter.cuts == 1
    placed = Order.objects.get()
    assert placing.place_order(
        customer=who, note="", key="tab", at=placed.placed_at, seen=""
    ).pk == placed.pk  # fmt: skip
    assert len(mails("order_placed")) == 1
    assert Stock.objects.get().left == 99


def _until_it_is_placed(who: Customer) -> int:
    """What a client does whose page says that something went wrong: press again."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return int(buy(who, key="tab").pk)
        except (DatabaseError, InterfaceError):
            assert time.monotonic() < deadline
            connection.close()
            time.sleep(0.05)
        except placing.CartHasChanged:
            # The cart was read before, and ordered meanwhile by the try whose answer was lost.
            continue


def _throw_everybody_out(times: int) -> int:
    """End the connections of all others, as a server that is restarted at once does."""
    thrown = 0
    for _time in range(times):
        time.sleep(0.25)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND state <> 'idle'"
            )
            thrown += cursor.fetchone()[0]
    return thrown


@pytest.mark.fault
def test_d_04_it_places_each_order_wholly_or_not_at_all(
    studio: Studio, buyers: list[Customer]
) -> None:
    calls = [partial(_until_it_is_placed, who) for who in buyers]
    *found, thrown = together(studio, *calls, partial(_throw_everybody_out, 6))
    assert thrown > 0
    assert set(found) == set(Order.objects.values_list("pk", flat=True))
    assert Order.objects.count() == BUYERS
    whole = Order.objects.annotate(
        parts=Count("lines", distinct=True) + Count("items", distinct=True)
    )
    assert set(whole.values_list("parts", "total")) == {(2, 1000)}
    assert (Hold.objects.count(), Stock.objects.get().left) == (BUYERS, 100 - BUYERS)
    assert OrderEntry.objects.count() == BUYERS
    assert OutgoingMessage.objects.filter(template="order_placed").count() == BUYERS
    assert not CartItem.objects.exists()
