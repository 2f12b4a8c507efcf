from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from modules.gallery.models import Authorization, Gallery, Sending
from modules.gallery.services import authorizations, galleries, presets, sendings
from modules.gallery.services.authorizations import Address
from modules.gallery.services.presets import Rights
from safelight.accounts.models import Client, OneTimeLink, Person
from safelight.accounts.services import people
from safelight.accounts.services.people import IsDisabled
from safelight.kernel import public_id
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio

CARLA = Address(email="carla@example.org")
NEW = Address(email="new@example.org")


@pytest.fixture
def sent_gallery(gallery: Gallery) -> Gallery:
    return galleries.publish(gallery=gallery, at=timezone.now())


def _send(gallery: Gallery, *to: Address, **changes: Any) -> sendings.Sent:
    letter = sendings.Letter(
        public_id=changes.pop("public_id", None) or public_id.new(),
        subject="Your photos",
        message=changes.pop("message", "Here they are."),
    )
    rights = presets.preset(gallery.preset).default_row
    by = Person.objects.get(member__role__is_owner=True)
    return sendings.send(
        gallery=gallery, letter=letter, recipients=to, rights=rights, by=by, at=timezone.now()
    )


def _mail(to: str) -> OutgoingMessage:
    found: OutgoingMessage = OutgoingMessage.objects.get(to_email=to)
    return found


def test_it_makes_each_recipient_a_row_of_the_table(sent_gallery: Gallery) -> None:
    _send(sent_gallery, CARLA, NEW)
    rows = Authorization.objects.filter(gallery=sent_gallery, client__isnull=False)
    assert {row.client.person.email for row in rows if row.client} == {CARLA.email, NEW.email}
    assert {authorizations.rights_of(row) for row in rows} == {
        presets.preset("protected_retouch").default_row
    }


def test_it_keeps_the_rights_of_who_is_listed_already(sent_gallery: Gallery) -> None:
    authorizations.add_clients(gallery=sent_gallery, addresses=[CARLA], rights=Rights(lowres=True))
    _send(sent_gallery, CARLA)
    row = Authorization.objects.get(gallery=sent_gallery, client__isnull=False)
    assert authorizations.rights_of(row) == Rights(lowres=True)


def test_it_sends_one_mail_to_one_address_however_it_is_typed(sent_gallery: Gallery) -> None:
    _send(sent_gallery, CARLA, Address(email=" CARLA@example.org"))
    assert OutgoingMessage.objects.count() == 1


def test_it_sends_the_same_letter_once(sent_gallery: Gallery) -> None:
    letter = public_id.new()
    assert _send(sent_gallery, CARLA, public_id=letter).is_new
    assert not _send(sent_gallery, CARLA, NEW, public_id=letter).is_new
    assert OutgoingMessage.objects.count() == 1


def test_it_brings_an_invitation_to_who_has_no_password(sent_gallery: Gallery) -> None:
    _send(sent_gallery, CARLA, NEW)
    link = OneTimeLink.objects.get()
    assert link.person.email == NEW.email
    assert link.then.endswith(f"/galleries/{sent_gallery.public_id}/")
    assert "Choose a password" in _mail(NEW.email).text_body
    assert "password" not in _mail(CARLA.email).text_body
    assert link.then in _mail(CARLA.email).text_body


def test_it_never_puts_the_password_in_by_itself(sent_gallery: Gallery) -> None:
    authorizations.set_password(gallery=sent_gallery, password="sunflower-42")
    _send(sent_gallery, CARLA)
    assert "sunflower-42" not in _mail(CARLA.email).text_body + _mail(CARLA.email).html_body
    _send(sent_gallery, NEW, message="The password is sunflower-42.")
    assert "sunflower-42" in _mail(NEW.email).text_body


def test_it_refuses_a_draft_and_sends_nothing(gallery: Gallery) -> None:
    with pytest.raises(sendings.GalleryIsDraft):
        _send(gallery, CARLA)
    assert not OutgoingMessage.objects.exists()
    assert not Authorization.objects.filter(client__isnull=False).exists()


def test_it_refuses_a_gallery_under_a_draft(gallery: Gallery) -> None:
    child = galleries.create(title="child", parent=gallery, inherit=True)
    galleries.publish(gallery=child, at=timezone.now())
    with pytest.raises(sendings.GalleryIsDraft, match="Ida"):
        _send(child, CARLA)


def test_it_lists_recipients_in_the_table_that_decides(sent_gallery: Gallery) -> None:
    child = galleries.create(title="child", parent=sent_gallery, inherit=True)
    galleries.publish(gallery=child, at=timezone.now())
    _send(child, CARLA)
    assert Authorization.objects.get(client__isnull=False).gallery == sent_gallery


def test_it_refuses_somebody_who_was_shut_out_and_sends_to_nobody(sent_gallery: Gallery) -> None:
    carla = Client.objects.get(person__email=CARLA.email).person
    people.disable(person=carla, at=timezone.now())
    with pytest.raises(IsDisabled, match=CARLA.email):
        _send(sent_gallery, NEW, CARLA)
    assert not OutgoingMessage.objects.exists()
    assert not Sending.objects.exists()


def test_it_will_not_take_a_letter_to_another_gallery(sent_gallery: Gallery) -> None:
    other = galleries.create(title="Other", preset="public")
    galleries.publish(gallery=other, at=timezone.now())
    letter = public_id.new()
    _send(sent_gallery, CARLA, public_id=letter)
    with pytest.raises(sendings.LetterOfAnother):
        _send(other, CARLA, public_id=letter)


def test_it_wants_somebody_to_send_to(sent_gallery: Gallery) -> None:
    with pytest.raises(sendings.NoRecipients):
        _send(sent_gallery)


def test_it_sends_once_when_two_press_at_the_same_moment(fresh_studio: Studio) -> None:
    with tenant_context(fresh_studio):
        made = galleries.create(title="Ida", preset="protected_retouch")
        galleries.publish(gallery=made, at=timezone.now())
    letter, together = public_id.new(), threading.Barrier(2)

    def press(_: int) -> bool:
        with tenant_context(fresh_studio):
            try:
                together.wait(timeout=10)
                return _send(made, CARLA, NEW, public_id=letter).is_new
            finally:
                connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [False, True]
    with tenant_context(fresh_studio):
        assert OutgoingMessage.objects.count() == 2
