"""The small named world of the tests, and how to move in it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Client, Member, Person, Role
from safelight.jobs.models import Job
from safelight.site.models import SiteSettings
from tenants import provision
from tenants.context import public_context, tenant_context
from tenants.models import Studio

PASSWORD = "correct horse battery"
# Hashing the same password for every person of every run would cost a second.
_HASHES: dict[str, str] = {}

MODULES = ("gallery", "commerce", "labs", "agency", "bookings")
PERMISSIONS_OF_BOB = ["gallery.view", "gallery.upload", "commerce.view"]


def canary(address: str) -> str:
    """A text that must never show up in another studio."""
    return f"canary-of-{address}"


def build_studio(address: str) -> Studio:
    """A studio with a team of two and three clients, as the sign-up makes it."""
    at = timezone.now()
    owner, stranger = ("mallory", "alice") if address == "bolt" else ("alice", "mallory")
    with public_context(), transaction.atomic():
        studio = provision.take_spare(name=f"{address} {canary(address)}", address=address, at=at)
        for module in MODULES:
            studio.switch_on(module, at=at)
        with tenant_context(studio):
            SiteSettings.objects.create(
                pk=1, name=f"Studio {canary(address)}", contact_email=f"hello@{address}.example"
            )
            role = Role.objects.create(name="Owner", is_owner=True)
            helper = Role.objects.create(name="Retoucher", permissions=PERMISSIONS_OF_BOB)
            Member.objects.create(person=_person(owner, address), role=role)
            Member.objects.create(person=_person("bob", address), role=helper)
            for name in ("carla", "dora", stranger):
                Client.objects.create(person=_person(name, address))
    return studio


def drop_studio(studio: Studio) -> None:
    """Remove a studio of one test, its jobs included: they would outlive it otherwise."""
    with public_context():
        Job.objects.filter(studio=studio.pk).delete()
    provision.drop(studio)


def person(studio: Studio, email: str) -> Person:
    with tenant_context(studio):
        found: Person = Person.objects.select_related("member__role", "client").get(email=email)
        return found


def browser(studio: Studio, who: Person | None = None, **extra: Any) -> Browser:
    """A test client on the studio's host, signed in as ``who``."""
    with tenant_context(studio):
        made = Browser(headers={"host": studio.primary_host()}, **extra)
        if who is not None:
            made.force_login(who)
    return made


def _person(name: str, address: str) -> Person:
    if PASSWORD not in _HASHES:
        _HASHES[PASSWORD] = _hash()
    made: Person = Person.objects.create(
        email=f"{name}@example.org",
        name=f"{name.title()} {canary(address)}",
        password=_HASHES[PASSWORD],
    )
    return made


def _hash() -> str:
    probe = Person(email="probe@example.org")
    probe.set_password(PASSWORD)
    return probe.password
