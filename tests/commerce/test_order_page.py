"""The client's page of an order: theirs alone, and what can be fetched from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, OrderItem
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.orders import cancelling, links
from modules.gallery import facade
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.accounts.services import people
from safelight.storage import links as signed
from safelight.storage.claims import Link
from tenants.models import Studio
from tests.commerce.factories import customer, mails, photos_of, place, retouch, shop
from tests.support import world

Open = Callable[..., Browser]


@pytest.fixture
def delivered(order: Order, gallery: Gallery, alice: Person) -> Order:
    """Two of the three photos are delivered."""
    deliver(order, alice, photos=2)
    return order


def deliver(order: Order, by: Person, *, photos: int) -> None:
    items = order.items.select_related("photo").order_by("pk")[:photos]
    retouch(*[item.photo for item in items if item.photo is not None])
    recalculating.recalculate(order=order, by=by, at=timezone.now())
    delivering.deliver_ready(order=order, by=by, at=timezone.now())


def addresses(order: Order) -> list[str]:
    item = OrderItem.objects.filter(order=order).order_by("pk")[0]
    page = f"/orders/{order.public_id}/"
    return [page, f"{page}items/{item.public_id}/download/", f"{page}archive/"]


def renewed(browser: Browser, location: str) -> int:
    """What the control plane answers when the data plane sends the holder of a link back."""
    return browser.get(f"/renew/{signed_part(location)}").status_code


def signed_part(location: str) -> str:
    """The link without the data plane's own address, which depends on where it is mounted."""
    path = urlsplit(location).path
    return path[path.index("/f/") + 1 :]


def claims(location: str, studio: Studio) -> Link:
    return signed.read_for_renewal(
        signed_part(location), host=studio.primary_host(), at=timezone.now()
    )


def test_it_says_what_is_ready(
    delivered: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    page = browser(acme, carla).get(addresses(delivered)[0]).content.decode()
    assert "2 of 3 photos are ready" in page
    assert "Download 2 photos" in page


def test_it_hands_out_what_is_delivered_and_writes_it_down(
    delivered: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    _page, one, archive = addresses(delivered)
    mine = browser(acme, carla)
    assert mine.get(one)["Location"].startswith("http://acme.")
    assert mine.get(archive).status_code == 302
    log = facade.downloads_of_order(order_public_id=delivered.public_id)
    assert [(row.email, row.in_archive) for row in log] == [
        (carla.email, True), (carla.email, True), (carla.email, False),
    ]  # fmt: skip


def test_it_hands_out_nothing_that_is_not_delivered(
    order: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    mine = browser(acme, carla)
    assert [mine.get(address).status_code for address in addresses(order)] == [200, 404, 404]


def test_pay_09_it_is_not_there_for_another_client(
    delivered: Order, acme: Studio, browser: Open, inside_acme: Studio
) -> None:
    dora = browser(acme, world.person(acme, "dora@example.org"))
    assert {dora.get(address).status_code for address in addresses(delivered)} == {404}
    assert dora.get(f"/api/v1/orders/{delivered.public_id}/").status_code == 404
    assert dora.get("/api/v1/orders/").json()["results"] == []


def test_pay_09_it_is_not_there_for_another_studio(
    delivered: Order, bolt: Studio, mallory: Person, browser: Open
) -> None:
    there = browser(bolt, mallory)
    assert {there.get(address).status_code for address in addresses(delivered)} == {404}


def test_it_asks_a_person_to_sign_in(delivered: Order, acme: Studio, browser: Open) -> None:
    page = browser(acme).get(addresses(delivered)[0])
    assert page["Location"].startswith("/sign-in/?next=/orders/")


@pytest.fixture
def of_a_guest(inside_acme: Studio, alice: Person) -> Order:
    """Two photos, both delivered, ordered by somebody without an account."""
    made = place(customer(), shop(None))
    deliver(made, alice, photos=2)
    return made


def test_it_opens_by_the_link_of_the_mail(of_a_guest: Order, acme: Studio, browser: Open) -> None:
    guest = browser(acme)
    assert {guest.get(address).status_code for address in addresses(of_a_guest)} == {404}
    found = re.search(r"/orders/\S+/open/\S+/", mails("order_delivered")[0].text_body)
    assert found is not None
    path = found.group(0)
    assert guest.get(path)["Location"] == f"/orders/{of_a_guest.public_id}/"
    assert [guest.get(each).status_code for each in addresses(of_a_guest)] == [200, 302, 302]
    assert guest.get("/orders/").content.decode().count("list-title") == 1


def test_it_does_not_open_by_another_stamp(of_a_guest: Order, acme: Studio, browser: Open) -> None:
    other = place(customer(), shop(None))
    stamp = links.mailed_path(other).split("/")[-2]
    assert browser(acme).get(f"/orders/{of_a_guest.public_id}/open/{stamp}/").status_code == 404


def test_it_ends_every_link_when_the_order_is_cancelled(
    delivered: Order, acme: Studio, carla: Person, alice: Person, browser: Open
) -> None:
    _page, one, archive = addresses(delivered)
    mine = browser(acme, carla)
    handed = [mine.get(one)["Location"], mine.get(archive)["Location"]]
    assert [renewed(mine, link) for link in handed] == [302, 302]
    before = delivered.access_revision
    cancelling.cancel(order=delivered, by=alice, at=timezone.now(), tell_client=True)
    delivered.refresh_from_db()
    assert delivered.access_revision > before
    assert [renewed(mine, link) for link in handed] == [404, 404]
    assert [mine.get(each).status_code for each in addresses(delivered)] == [200, 404, 404]
    assert len(mails("order_cancelled")) == 1


def test_it_renews_no_link_for_a_stranger(
    delivered: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    _page, one, archive = addresses(delivered)
    mine = browser(acme, carla)
    handed = [mine.get(one)["Location"], mine.get(archive)["Location"]]
    assert [renewed(browser(acme), link) for link in handed] == [404, 404]


def test_it_decides_anew_about_a_client_who_was_shut_out(
    delivered: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    mine = browser(acme, carla)
    link = mine.get(addresses(delivered)[1])["Location"]
    before = delivered.access_revision
    people.disable(person=carla, at=timezone.now())
    delivered.refresh_from_db()
    assert delivered.access_revision > before
    assert renewed(mine, link) == 404


def test_it_signs_for_the_order_and_its_revision(
    delivered: Order, acme: Studio, carla: Person, browser: Open
) -> None:
    location = browser(acme, carla).get(addresses(delivered)[1])["Location"]
    link = claims(location, acme)
    assert str(link.scope) == f"order:{delivered.public_id}"
    assert link.revision == delivered.access_revision


def test_it_gives_the_same_file_after_the_photo_changes(
    delivered: Order, gallery: Gallery, acme: Studio, carla: Person, browser: Open
) -> None:
    first = photos_of(gallery)[0]
    key = OrderItem.objects.get(order=delivered, photo=first).source.key
    retouch(first)
    location = browser(acme, carla).get(addresses(delivered)[1])["Location"]
    link = claims(location, acme)
    assert link.object_key == key
