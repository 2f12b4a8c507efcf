from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery
from safelight.accounts.models import Client, ClientGroup, Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.gallery import factories

Browse = Callable[..., Browser]


@pytest.fixture
def hidden(acme: Studio, carla: Person) -> Gallery:
    """A published, hidden gallery that lists Carla alone."""
    with tenant_context(acme):
        made = factories.make_gallery(title="Hidden wedding", hidden=True)
        factories.make_row(made, enter=False)
        factories.make_row(made, client=carla.client)
        return made


def test_it_shows_a_client_their_hidden_gallery(
    acme: Studio, hidden: Gallery, carla: Person, browser: Browse
) -> None:
    assert "Hidden wedding" in browser(acme, carla).get("/").content.decode()


def test_it_shows_a_gallery_of_their_group(acme: Studio, hidden: Gallery, browser: Browse) -> None:
    with tenant_context(acme):
        dora = Client.objects.select_related("person").get(person__email="dora@example.org")
        group = ClientGroup.objects.create(name="Family")
        group.clients.add(dora)
        factories.make_row(hidden, group=group)
    assert "Hidden wedding" in browser(acme, dora.person).get("/").content.decode()


def test_it_shows_it_to_nobody_else(acme: Studio, hidden: Gallery, browser: Browse) -> None:
    with tenant_context(acme):
        dora = Person.objects.get(email="dora@example.org")
    for who in (dora, None):
        assert "Hidden wedding" not in browser(acme, who).get("/").content.decode()


def test_it_shows_no_draft(acme: Studio, hidden: Gallery, carla: Person, browser: Browse) -> None:
    with tenant_context(acme):
        hidden.unpublish()
    assert "Hidden wedding" not in browser(acme, carla).get("/").content.decode()
    with tenant_context(acme):
        hidden.publish(at=timezone.now())
    assert "Hidden wedding" in browser(acme, carla).get("/").content.decode()
