"""Another address for a studio, and redirects from those it had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.outbox import links as mail_links
from safelight.signup import addresses, renaming
from safelight.site import renewing
from safelight.storage import keys, links
from safelight.storage.claims import Link, Scope
from tenants import resolve
from tenants.models import Domain, Studio

Browse = Callable[..., Browser]
PAGE = "/studio/settings/address/"


@pytest.fixture
def moved(inside_acme: Studio) -> Studio:
    """Was acme, is north."""
    return renaming.rename(studio=inside_acme, address="north", at=timezone.now())


def hosts(studio: Studio) -> dict[str, tuple[str, bool]]:
    rows = Domain.objects.filter(tenant=studio)
    return {row.domain: (row.kind, row.is_primary) for row in rows}


def test_row_2_it_moves_and_sends_its_owner_to_sign_in_there(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    assert "Everybody signs in anew" in mine.get(PAGE).content.decode()
    answer = mine.post(PAGE, {"address": " North "})
    assert answer["Location"] == f"http://north.localhost:8000/sign-in/?next={PAGE}"
    assert hosts(acme) == {
        "acme.localhost": ("former", False), "north.localhost": ("address", True),
    }  # fmt: skip
    assert Studio.objects.get(pk=acme.pk).address == "north"


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_row_2_it_redirects_from_the_old_host_whatever_the_method(
    moved: Studio, method: str
) -> None:
    old = Browser(headers={"host": "acme.localhost:8000"})
    answer = getattr(old, method)("/galleries/a/?page=2")
    assert answer.status_code == 308
    assert answer["Location"] == "http://north.localhost:8000/galleries/a/?page=2"
    assert answer["Cache-Control"] == "no-store"


def test_row_2_it_names_the_new_host_in_links(moved: Studio) -> None:
    assert mail_links.site(moved) == "http://north.localhost:8000"


def test_row_2_it_renews_links_that_were_signed_for_the_old_host(moved: Studio) -> None:
    of_object = keys.new_object(moved.uuid)
    link = Link(
        kind="file", studio=moved.uuid, host="acme.localhost", scope=Scope("gallery", "A" * 22),
        revision=1, object_key=of_object, variant="original", name="a.jpg", media_type="image/jpeg",
    )  # fmt: skip
    at = timezone.now()
    signed = links.sign(link, at=at)
    assert links.verify(signed, host="acme.localhost", at=at).studio == moved.uuid
    renewal = links.renewal_url("", signed)
    answer = Browser(headers={"host": "north.localhost:8000"}).get(renewal)
    # Read, and asked about: there is no such gallery, so nobody may have it.
    assert answer.status_code == 404
    read = renewing._read(renewal.removeprefix("/renew/"), "north.localhost:8000", at)
    assert (read.object_key, read.host) == (of_object, "north.localhost")


def test_row_2_it_keeps_the_old_address_from_others_and_lets_it_go_back(moved: Studio) -> None:
    at = timezone.now()
    with pytest.raises(addresses.AddressTaken):
        addresses.check("acme", at=at)
    renaming.rename(studio=moved, address="acme", at=at)
    assert hosts(moved) == {
        "acme.localhost": ("address", True), "north.localhost": ("former", False),
    }  # fmt: skip
    renaming.let_go(studio=moved, host="north.localhost", at=at)
    assert list(hosts(moved)) == ["acme.localhost"]
    with pytest.raises(addresses.AddressTaken):
        addresses.check("north", at=at + timedelta(days=89))
    addresses.check("north", at=at + timedelta(days=91))


def test_row_2_it_refuses_what_the_sign_up_refuses(inside_acme: Studio, bolt: Studio) -> None:
    at = timezone.now()
    for address in ("bolt", "www", "a", "pg-x"):
        with pytest.raises(addresses.AddressRefused):
            renaming.rename(studio=inside_acme, address=address, at=at)
    with pytest.raises(renaming.NothingChanges):
        renaming.rename(studio=inside_acme, address="acme", at=at)


def test_row_2_it_is_enough_after_five_times(inside_acme: Studio) -> None:
    at = timezone.now()
    for number in range(renaming.MOST):
        renaming.rename(studio=inside_acme, address=f"acme-{number}", at=at)
    assert renaming.left(at) == 0
    with pytest.raises(renaming.RenamedTooOften):
        renaming.rename(studio=inside_acme, address="once-more", at=at)


def test_it_leaves_a_domain_of_its_own_primary(inside_acme: Studio) -> None:
    Domain.objects.filter(tenant=inside_acme).update(is_primary=False)
    Domain.objects.create(tenant=inside_acme, domain="photos.example.org", kind="custom")
    renaming.rename(studio=inside_acme, address="north", at=timezone.now())
    resolve.forget_all()
    assert inside_acme.primary_host() == "photos.example.org"
    found = resolve.studio_at("acme.localhost")
    assert found is not None
    assert found.moved_to == "north.localhost"
