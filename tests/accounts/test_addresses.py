"""Another e-mail address of one's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import OneTimeLink, Person
from safelight.audit.models import AuditEntry
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.accounts.test_links import path_in

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
NEW = "carla@new.example"


@pytest.fixture
def path(browser: Browse, acme: Studio, carla: Person) -> str:
    """The link that was mailed to Carla's new address."""
    answer = browser(acme, carla).post("/account/email/", {"email": NEW})
    assert answer["Location"] == "/account/"
    with tenant_context(acme):
        return path_in(OutgoingMessage.objects.get(to_email=NEW))


def test_it_changes_when_the_new_address_says_so_and_tells_the_old_one(
    browser: Browse, acme: Studio, carla: Person, path: str
) -> None:
    mine = browser(acme, carla)
    with tenant_context(acme):
        OneTimeLink.issue(OneTimeLink.Purpose.RESET, carla, at=timezone.now())
    assert mine.get(path).status_code == 200
    mine.post(path)
    with tenant_context(acme):
        assert Person.objects.get(pk=carla.pk).email == NEW
        told = OutgoingMessage.objects.get(to_email="carla@example.org")
        assert NEW in told.text_body
        assert AuditEntry.objects.get(verb="people.email_changed").details["email"] == NEW
        # Whoever reads the old mailbox sets no password with a mail from before.
        assert not OneTimeLink.objects.filter(used_at=None, cancelled_at=None).exists()
    assert mine.post(path).status_code == 410


def test_it_is_confirmed_by_whoever_asked_only(
    browser: Browse, acme: Studio, bolt: Studio, bob: Person, path: str
) -> None:
    assert browser(acme).post(path)["Location"].startswith("/sign-in/")
    assert browser(acme, bob).post(path).status_code >= 400
    with tenant_context(acme):
        assert not Person.objects.filter(email=NEW).exists()


def test_auth_02_it_does_not_say_whose_an_address_is(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    mine = browser(acme, carla)
    answers = [
        mine.post("/account/email/", {"email": email})["Location"]
        for email in ("alice@example.org", "nobody@example.org")
    ]
    assert answers == ["/account/"] * 2
    with tenant_context(acme):
        assert not OutgoingMessage.objects.filter(to_email="alice@example.org").exists()


def test_it_refuses_an_address_that_was_taken_meanwhile(
    browser: Browse, acme: Studio, carla: Person, path: str
) -> None:
    with tenant_context(acme):
        Person.objects.with_email(NEW)
    page = browser(acme, carla).post(path, follow=True).content.decode()
    assert "somebody else" in page
    with tenant_context(acme):
        assert Person.objects.get(pk=carla.pk).email == "carla@example.org"
