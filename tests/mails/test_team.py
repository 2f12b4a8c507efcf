"""Who of the team is told of what, and how soon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery
from safelight.accounts.models import Member, Person, Role
from safelight.mails import team
from safelight.mails.models import DigestLine
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio

NAME = "gallery_guessed"


@pytest.fixture
def bobs(inside_acme: Studio, bob: Person) -> Member:
    return Member.objects.get(person=bob)


def guess(key: str = "k") -> None:
    gallery = Gallery(title="Beach", public_id="x" * 22)
    with transaction.atomic():
        team.tell(key=key, template=NAME, context={"gallery": gallery})


def told() -> set[str]:
    return set(OutgoingMessage.objects.values_list("to_email", flat=True))


def test_it_tells_the_studio_and_whoever_wants_it_at_once(bobs: Member) -> None:
    guess()
    assert len(told()) == 1
    team.choose(member=bobs, paces={NAME: "at_once", "order_placed": "at_once"})
    guess("k2")
    guess("k2")
    assert OutgoingMessage.objects.filter(to_email="bob@example.org").count() == 1
    assert bobs.mail_wishes.count() == 1


def test_it_keeps_for_the_mail_of_the_day_and_sends_it_once(bobs: Member) -> None:
    team.choose(member=bobs, paces={NAME: "daily"})
    guess("k1")
    guess("k2")
    guess("k2")
    assert "bob@example.org" not in told()
    at = timezone.now()
    assert (team.send_digests(at=at), team.send_digests(at=at)) == (1, 0)
    (mail,) = OutgoingMessage.objects.filter(template="team_digest")
    assert mail.text_body.count("Somebody is guessing") == 2


def test_it_tells_nobody_what_their_role_may_not_see(bobs: Member) -> None:
    team.choose(member=bobs, paces={NAME: "at_once"})
    bobs.role = Role.objects.create(name="Nothing", permissions=[])
    bobs.save(update_fields=["role"])
    guess()
    assert "bob@example.org" not in told()
    assert team.choices(bobs) == []


def test_it_is_chosen_on_a_page_of_ones_own(
    bobs: Member, inside_acme: Studio, browser: Callable[..., Browser]
) -> None:
    desk: Any = browser(inside_acme, bobs.person)
    page = "/studio/settings/mails/notifications/"
    assert "guesses at a password" in desk.get(page).content.decode()
    desk.post(page, {NAME: "daily", "order_placed_studio": "nonsense"})
    guess()
    assert DigestLine.objects.get().subject.startswith("Somebody is guessing")
