from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher
from django.utils import timezone

from modules.gallery.access import Viewer, decide
from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import authorizations, galleries, presets
from modules.gallery.services.authorizations import Address
from modules.gallery.services.presets import SHUT, Rights
from safelight.accounts.models import Client, ClientGroup, Person
from safelight.accounts.services import groups, people
from tenants.context import tenant_context
from tenants.models import Studio

CARLA = Address(email="Carla@Example.org ")


@pytest.fixture
def open_gallery(inside_acme: Studio) -> Gallery:
    made = galleries.create(title="Open", preset="public")
    return galleries.publish(gallery=made, at=timezone.now())


def _carla() -> Client:
    found: Client = Client.objects.get(person__email="carla@example.org")
    return found


def _viewer(client: Client) -> Viewer:
    ids = frozenset(client.groups.values_list("pk", flat=True))
    return Viewer(client_id=client.pk, group_ids=ids)


def test_it_lists_somebody_before_they_ever_sign_in(open_gallery: Gallery) -> None:
    new = Address(email="new@example.org", name="New")
    rows = authorizations.add_clients(gallery=open_gallery, addresses=[new], rights=Rights())
    assert rows[0].client is not None
    assert not rows[0].client.person.has_joined
    assert rows[0].client.person.name == "New"


def test_it_takes_a_listed_client_out_of_the_anybody_row(open_gallery: Gallery) -> None:
    authorizations.add_clients(gallery=open_gallery, addresses=[CARLA], rights=SHUT)
    assert decide(Viewer(), open_gallery).enter
    assert not decide(_viewer(_carla()), open_gallery).enter


def test_it_leaves_the_row_of_who_is_listed_already(open_gallery: Gallery) -> None:
    first = authorizations.add_clients(
        gallery=open_gallery, addresses=[CARLA], rights=Rights(order=True)
    )
    again = authorizations.add_clients(gallery=open_gallery, addresses=[CARLA], rights=Rights())
    assert [row.pk for row in again] == [row.pk for row in first]
    assert Authorization.objects.get(pk=first[0].pk).order


def test_it_keeps_passwords_as_argon2_and_counts_their_generations(gallery: Gallery) -> None:
    row = authorizations.set_password(gallery=gallery, password="sunflower")
    assert identify_hasher(row.password).algorithm == "argon2"
    assert check_password("sunflower", row.password)
    assert row.enter
    assert authorizations.set_password(gallery=gallery, password="tulips").password_generation == (
        row.password_generation + 1
    )


def test_it_closes_an_unlock_made_with_the_old_password(gallery: Gallery) -> None:
    galleries.publish(gallery=gallery, at=timezone.now())
    row = authorizations.set_password(gallery=gallery, password="sunflower")
    inside = Viewer(unlocked=frozenset({(row.pk, row.password_generation)}))
    assert decide(inside, gallery).enter
    authorizations.set_password(gallery=gallery, password="tulips")
    assert not decide(inside, gallery).enter


def test_it_refuses_a_password_that_is_too_short(gallery: Gallery) -> None:
    with pytest.raises(authorizations.PasswordTooShort):
        authorizations.set_password(gallery=gallery, password="abc")


def _remove_row(gallery: Gallery) -> None:
    authorizations.remove(row=Authorization.objects.get(gallery=gallery, client=_carla()))


def _shut_row(gallery: Gallery) -> None:
    row = Authorization.objects.get(gallery=gallery, client=_carla())
    authorizations.set_rights(row=row, rights=SHUT)


def _shut_table(gallery: Gallery) -> None:
    row = Authorization.objects.get(gallery=gallery, client=_carla())
    authorizations.set_table(gallery=gallery, rights={row.pk: SHUT})


def _disable(gallery: Gallery) -> None:
    people.disable(person=_carla().person, at=timezone.now())


@pytest.mark.parametrize("take", [_remove_row, _shut_row, _shut_table, _disable])
def test_it_ends_signed_links_with_the_right(
    take: Callable[[Gallery], None], gallery: Gallery
) -> None:
    authorizations.add_clients(gallery=gallery, addresses=[CARLA], rights=Rights())
    before = Gallery.objects.get(pk=gallery.pk).access_revision
    take(gallery)
    assert Gallery.objects.get(pk=gallery.pk).access_revision > before


def test_it_ends_signed_links_of_a_group_that_is_deleted(gallery: Gallery) -> None:
    group = groups.save_group(group=None, name="Family", clients=[_carla()])
    authorizations.add_groups(gallery=gallery, groups=[group], rights=Rights())
    before = Gallery.objects.get(pk=gallery.pk).access_revision
    groups.delete_group(group=group)
    assert Gallery.objects.get(pk=gallery.pk).access_revision > before


def test_it_lets_later_members_of_a_group_in(gallery: Gallery) -> None:
    galleries.publish(gallery=gallery, at=timezone.now())
    group = ClientGroup.objects.create(name="Family")
    authorizations.add_groups(gallery=gallery, groups=[group], rights=Rights(order=True))
    groups.set_groups(client=_carla(), groups=[group])
    assert decide(_viewer(_carla()), gallery).order


def test_it_will_not_remove_the_anybody_row(gallery: Gallery) -> None:
    with pytest.raises(authorizations.AnybodyStays):
        authorizations.remove(row=authorizations.anybody(gallery))


def test_it_begins_a_table_of_its_own_as_a_copy(gallery: Gallery) -> None:
    galleries.publish(gallery=gallery, at=timezone.now())
    authorizations.add_clients(gallery=gallery, addresses=[CARLA], rights=Rights(order=True))
    child = galleries.create(title="child", parent=gallery, inherit=True)
    galleries.publish(gallery=child, at=timezone.now())
    authorizations.own_table(gallery=child)
    assert decide(_viewer(_carla()), child).order
    _remove_row(gallery)
    assert decide(_viewer(_carla()), child).order


def test_it_leaves_the_decision_to_the_gallery_above(gallery: Gallery) -> None:
    child = galleries.create(title="child", parent=gallery, preset="public")
    authorizations.inherit(gallery=child)
    assert not child.own_authorizations
    with pytest.raises(authorizations.NothingToInherit):
        authorizations.inherit(gallery=gallery)


def test_it_gives_the_default_row_of_the_preset_to_nobody_by_itself(gallery: Gallery) -> None:
    rows = Authorization.objects.filter(gallery=gallery)
    assert [row.is_anybody for row in rows] == [True]
    assert presets.preset(gallery.preset).default_row.originals == "final"


def test_it_makes_no_person_of_the_studio_next_door(
    gallery: Gallery, bolt: Studio, mallory: Person
) -> None:
    authorizations.add_clients(
        gallery=gallery, addresses=[Address(email="only-acme@example.org")], rights=Rights()
    )
    assert Person.objects.filter(email="only-acme@example.org").exists()
    with tenant_context(bolt):
        assert not Person.objects.filter(email="only-acme@example.org").exists()
