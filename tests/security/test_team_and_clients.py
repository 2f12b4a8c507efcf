"""AUTH-05, GAL-14: nobody reaches beyond their role by way of clients, and what ends, ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.gallery.models import DownloadEntry, Gallery
from safelight.accounts.models import Client, Person
from safelight.accounts.services import people, team
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things
from tests.routes.test_table import member
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]


@pytest.fixture
def dana(acme: Studio) -> Person:
    """A member who looks after clients and may do nothing else."""
    return member(acme, {"people.manage"}, "dana@example.org")


@pytest.fixture
def second_owner(acme: Studio, alice: Person) -> Person:
    person = member(acme, set(), "second@example.org")
    with tenant_context(acme):
        person.set_password(world.PASSWORD)
        person.save(update_fields=["password"])
        team.change_role(member=person.member, role=alice.member.role, by=alice.member)
    return world.person(acme, "second@example.org")


def _listed(studio: Studio, email: str) -> Client:
    with tenant_context(studio):
        return people.list_client(email=email)


@pytest.mark.parametrize("undo", ["", "1"])
def test_gal_14_it_lets_nobody_shut_out_an_owner_by_way_of_the_clients(
    acme: Studio, dana: Person, second_owner: Person, browser: Browse, undo: str
) -> None:
    client = _listed(acme, second_owner.email)
    path = f"/studio/clients/{client.public_id}/disabling/"
    answer = browser(acme, dana).post(path, {"undo": undo} if undo else {}, follow=True)
    assert "That role may do more than you may." in answer.content.decode() or (
        "Only an owner can do that." in answer.content.decode()
    )
    assert world.person(acme, second_owner.email).is_active


def test_it_lets_nobody_rename_the_team_by_way_of_the_clients(
    acme: Studio, dana: Person, alice: Person, browser: Browse
) -> None:
    client = _listed(acme, alice.email)
    form = {"name": "A fool", "note": "A note"}
    assert browser(acme, dana).post(f"/studio/clients/{client.public_id}/", form).status_code == 302
    with tenant_context(acme):
        client.refresh_from_db()
    assert (client.note, world.person(acme, alice.email).name) == ("A note", alice.name)


@pytest.mark.parametrize("change", ["remove", "demote", "disable", "edit the role"])
def test_auth_05_it_decides_links_anew_that_a_member_holds_no_right_to_any_more(
    acme: Studio, alice: Person, bob: Person, change: str
) -> None:
    made = things.make(acme)
    with tenant_context(acme):
        DownloadEntry.objects.create(
            name="a.jpg", what="order", order_public_id=made["order"], person=bob,
            at=timezone.now(),
        )  # fmt: skip
        before = _revisions(made["order"])
        _take_rights_away(change, by=alice, of=bob)
        assert all(now > then for then, now in zip(before, _revisions(made["order"]), strict=True))


def _revisions(order_id: str) -> tuple[int, int]:
    gallery = Gallery.shown().get()
    order = Order.objects.get(public_id=order_id)
    return gallery.access_revision, order.access_revision


def _take_rights_away(change: str, *, by: Person, of: Person) -> None:
    role, at = of.member.role, timezone.now()
    if change == "remove":
        team.remove_member(member=of.member, by=by.member, at=at)
    elif change == "demote":
        least = team.save_role(role=None, name="Least", codes=[], by=by.member)
        team.change_role(member=of.member, role=least, by=by.member)
    elif change == "disable":
        people.disable(person=of, at=at)
    else:
        team.save_role(role=role, name=role.name, codes=[], by=by.member)
