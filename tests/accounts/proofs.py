"""Second factors of the tests' people, and codes that their apps would show."""

from __future__ import annotations

from datetime import datetime

from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts import fresh
from safelight.accounts.models import TABLES, Person, PersonTotp
from safelight.factors import codes, sealing, totp
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world


def with_app(studio: Studio, person: Person) -> list[str]:
    """Give the person an app whose codes count; returns their recovery codes."""
    at = timezone.now()
    with tenant_context(studio):
        codes.begin(TABLES, person, at=at)
        # Confirmed two minutes ago, so that the code of now is not used up by it.
        PersonTotp.objects.filter(holder=person).update(confirmed_at=at, last_step=0)
        return codes.make_recovery_codes(TABLES, person, at=at)


def code_of(studio: Studio, person: Person, at: datetime | None = None, shift: int = 0) -> str:
    """What the person's app shows."""
    with tenant_context(studio):
        secret = sealing.unseal(PersonTotp.objects.get(holder=person).sealed)
    assert secret is not None
    return totp.code(secret, totp.step_at(at or timezone.now()) + shift)


def forms(email: str) -> dict[str, str]:
    return {"email": email, "password": world.PASSWORD}


def long_ago(studio: Studio, browser: Browser) -> None:
    """The browser's person proved who they are eleven minutes ago."""
    with tenant_context(studio):
        session = browser.session
        session[fresh.KEY] -= 11 * 60
        session.save()
