"""Whom a gallery names, and what they agreed to."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from modules.gallery.models import Gallery
from modules.gallery.services import agreeing
from safelight.accounts.models import Client, ClientGroup, Person
from safelight.privacy import consents
from tests.gallery.factories import make_client, make_gallery, make_row

pytestmark = pytest.mark.usefixtures("inside_acme")


def say(client: Client, about: Gallery | None, *, is_given: bool) -> None:
    kind = consents.type_of(consents.PORTFOLIO)
    assert kind is not None
    place = ("gallery", str(about.public_id)) if about else consents.EVERYTHING
    consents.say(
        client=client, kind=kind, is_given=is_given, said_by="client", about=place,
        at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def wedding(carla: Person) -> Gallery:
    """Open to anybody; Carla is of its family."""
    gallery = make_gallery(title="Wedding", hidden=False)
    family = ClientGroup.objects.create(name="Family")
    family.clients.add(carla.client)
    make_row(gallery, group=family)
    make_row(gallery, enter=True)
    return gallery


def inside(gallery: Gallery) -> Gallery:
    return make_gallery(title="Church", hidden=False, parent=gallery, own_authorizations=False)


def test_it_counts_clients_of_groups(wedding: Gallery, carla: Person) -> None:
    assert agreeing.shown_without_consent(wedding) == [carla.client]
    say(carla.client, None, is_given=True)
    assert agreeing.shown_without_consent(wedding) == []
    assert [(each.given, each.clients) for each in agreeing.tallies(wedding)] == [(1, 1)]


def test_it_heeds_those_who_may_not_come_in(wedding: Gallery, carla: Person) -> None:
    say(carla.client, None, is_given=False)
    Person.objects.filter(pk=carla.pk).update(disabled_at=timezone.now())
    assert agreeing.shown_without_consent(wedding) == [carla.client]
    make_row(wedding, client=make_client("ole@example.org"), enter=False)
    assert len(agreeing.shown_without_consent(wedding)) == 2


def test_it_goes_by_the_table_and_the_words_of_the_gallery_around(
    wedding: Gallery, carla: Person
) -> None:
    church = inside(wedding)
    assert agreeing.shown_without_consent(church) == [carla.client]
    say(carla.client, wedding, is_given=True)
    assert agreeing.shown_without_consent(church) == []
    say(carla.client, church, is_given=False)
    assert agreeing.shown_without_consent(church) == [carla.client]
    assert agreeing.shown_without_consent(wedding) == []


def test_it_asks_the_database_no_more_for_more_clients(
    wedding: Gallery, carla: Person, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        make_row(wedding, client=make_client(f"guest{number}@example.org"))
    say(carla.client, None, is_given=True)
    with django_assert_num_queries(4):
        assert len(agreeing.shown_without_consent(wedding)) == 3
