"""Telling the team who has joined."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from safelight.accounts.models import OneTimeLink, Person
from safelight.mails import joined
from safelight.outbox.models import OutgoingMessage

pytestmark = pytest.mark.usefixtures("inside_acme")
NOW = timezone.now()


def told() -> list[OutgoingMessage]:
    """What it says after the clock has asked twice."""
    joined.tell(at=NOW)
    joined.tell(at=NOW + timedelta(hours=1))
    return list(OutgoingMessage.objects.filter(template="client_joined"))


def take_up(person: Person) -> None:
    link, _secret = OneTimeLink.issue(OneTimeLink.Purpose.INVITATION, person, at=NOW)
    assert link.use(at=NOW)


def test_it_tells_once_of_a_client_who_took_up_the_invitation(carla: Person) -> None:
    OneTimeLink.issue(OneTimeLink.Purpose.INVITATION, carla, at=NOW)
    assert told() == []
    take_up(carla)
    (mail,) = told()
    assert "Carla" in mail.subject
    assert (mail.to_email, mail.related_kind) == ("hello@acme.example", "client")
    assert mail.related_id == carla.client.public_id
    assert f"/studio/clients/{carla.client.public_id}/" in mail.text_body


def test_it_tells_nothing_of_members_who_join(alice: Person) -> None:
    take_up(alice)
    assert told() == []
