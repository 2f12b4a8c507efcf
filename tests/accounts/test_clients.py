"""Clients and client groups in the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Client, ClientGroup, OneTimeLink, Person
from safelight.accounts.services import people
from safelight.kernel import hooks
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """What the modules are told of clients' rights."""
    heard: list[list[int]] = []
    asked = hooks.call

    def call(modules: frozenset[str], hook: str, **kwargs: Any) -> list[Any]:
        if hook != "rights_changed":
            return asked(modules, hook, **kwargs)
        assert modules == frozenset(world.MODULES)
        heard.append(kwargs["client_ids"])
        return []

    monkeypatch.setattr(hooks, "call", call)
    return heard


@pytest.fixture
def group(acme: Studio) -> ClientGroup:
    with tenant_context(acme):
        made: ClientGroup = ClientGroup.objects.create(name="Brides")
        made.clients.set(Client.objects.filter(person__email="carla@example.org"))
        return made


def test_it_lists_clients_with_search_and_filter(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    assert "3 clients" in mine.get("/studio/clients/").content.decode()
    found = mine.get("/studio/clients/?q=CARLA").content.decode()
    assert "1 client<" in found
    assert "dora@example.org" not in found
    assert "0 clients" in mine.get("/studio/clients/?state=invited").content.decode()


def test_it_pages_by_key_in_both_directions(browser: Browse, acme: Studio, alice: Person) -> None:
    with tenant_context(acme):
        for n in range(107):
            people.list_client(email=f"guest{n:03}@example.org")
    mine = browser(acme, alice)
    page = mine.get("/studio/clients/").context["page"]
    seen = [c.pk for c in page.rows]
    while page.next_url:
        page = mine.get(page.next_url).context["page"]
        seen += [c.pk for c in page.rows]
    assert len(seen) == len(set(seen)) == page.count == 110
    back = mine.get(page.previous_url).context["page"]
    assert [c.pk for c in back.rows] == seen[50:100]


def test_it_invites_a_client(browser: Browse, acme: Studio, alice: Person) -> None:
    form = {"email": "Eve@Example.org", "name": "Eve"}
    answer = browser(acme, alice).post("/studio/clients/invite/", form)
    page = browser(acme, alice).get(answer["Location"]).content.decode()
    assert "Invited" in page
    with tenant_context(acme):
        assert OutgoingMessage.objects.get().to_email == "eve@example.org"


def test_it_refuses_line_breaks_in_an_address(browser: Browse, acme: Studio, alice: Person) -> None:
    form = {"email": "eve@example.org\nBcc: all@example.org", "name": "Eve"}
    assert browser(acme, alice).post("/studio/clients/invite/", form).status_code == 422


def test_it_sends_an_invitation_again_and_cancels_it(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    with tenant_context(acme):
        eve = people.list_client(email="eve@example.org")
    path = f"/studio/clients/{eve.public_id}/invitation/"
    browser(acme, alice).post(path)
    browser(acme, alice).post(path, {"cancel": "1"})
    with tenant_context(acme):
        assert OneTimeLink.objects.get().cancelled_at


def test_it_shuts_a_client_out_and_lets_them_in_again(
    browser: Browse, acme: Studio, alice: Person, carla: Person, told: list[list[int]]
) -> None:
    path = f"/studio/clients/{carla.client.public_id}/disabling/"
    hers = browser(acme, carla)
    browser(acme, alice).post(path)
    assert hers.get("/account/").status_code == 302
    assert told == [[carla.client.pk]]
    browser(acme, alice).post(path, {"undo": "1"})
    assert world.person(acme, carla.email).is_active


def test_it_tells_modules_whose_rights_a_group_changes(
    browser: Browse, acme: Studio, alice: Person, group: ClientGroup, told: list[list[int]]
) -> None:
    carla, dora = (world.person(acme, f"{name}@example.org").client for name in ("carla", "dora"))
    path = f"/studio/clients/groups/{group.public_id}/"
    form = {"name": "Brides", "clients": [dora.public_id]}
    assert browser(acme, alice).post(path, form).status_code == 302
    assert told.pop() == sorted([carla.pk, dora.pk])
    browser(acme, alice).post(f"{path}delete/")
    assert told.pop() == [dora.pk]


def test_it_changes_the_groups_of_one_client(
    browser: Browse, acme: Studio, alice: Person, carla: Person, group: ClientGroup,
    told: list[list[int]],
) -> None:  # fmt: skip
    path = f"/studio/clients/{carla.client.public_id}/"
    form = {"name": "Carla", "note": "prefers prints", "groups": [group.public_id]}
    browser(acme, alice).post(path, form)
    assert told == []
    browser(acme, alice).post(path, {**form, "groups": []})
    assert told == [[carla.client.pk]]
    assert "prefers prints" in browser(acme, alice).get(path).content.decode()


def test_it_makes_a_group_and_refuses_a_second_of_its_name(
    browser: Browse, acme: Studio, alice: Person, group: ClientGroup
) -> None:
    new = "/studio/clients/groups/new/"
    assert browser(acme, alice).post(new, {"name": "Grooms"}).status_code == 302
    answer = browser(acme, alice).post(new, {"name": "Brides"})
    assert answer.status_code == 422
    assert "of this name" in answer.content.decode()
    assert "Grooms" in browser(acme, alice).get("/studio/clients/groups/").content.decode()


def test_it_declares_the_hook_that_it_asks() -> None:
    assert "rights_changed" in hooks.specified()


def test_it_cannot_invite_whom_it_shut_out(acme: Studio, alice: Person) -> None:
    with tenant_context(acme):
        eve = people.list_client(email="eve@example.org").person
        eve.disable(at=timezone.now())
        with pytest.raises(people.IsDisabled):
            people.invite_client(email=eve.email, by=alice, at=timezone.now())
