"""Opening a studio: everything it needs, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from safelight import jobs
from safelight.accounts.models import Member, OneTimeLink, Person
from safelight.accounts.models.people import normalise_email
from safelight.accounts.services import team
from safelight.billing.services import trials
from safelight.outbox import links
from safelight.signup import addresses
from safelight.site.models import SiteSettings
from tenants import modules, provision, resolve
from tenants.context import public_context, tenant_context
from tenants.middleware import STUDIO_URLS
from tenants.models import Studio

FIRST_MODULES = ("gallery", "commerce", "labs")
FILL_SPARES = "signup.fill_spares"


@dataclass(frozen=True)
class Opened:
    """A new studio, and where its owner comes in: once, within a minute."""

    studio: Studio
    owner_email: str
    welcome_url: str


def open_studio(
    *, name: str, address: str, owner_name: str, email: str, password: str, at: datetime,
    language: str = "en",
) -> Opened:  # fmt: skip
    """Open a studio with its owner, roles, settings and first modules, all in its ``language``.

    Raises ``addresses.AddressRefused``, or ``addresses.AddressTaken`` also where somebody else
    takes the address at the same moment. A failure at any step leaves nothing behind.
    """
    addresses.check(address, at=at)
    try:
        # Row, domain, modules and the studio's own first rows: all or nothing.
        with public_context(), transaction.atomic():
            studio = provision.take_spare(name=name, address=address, at=at)
            with tenant_context(studio), translation.override(language):
                secret = _furnish(studio, owner_name, email, password, at)
            trials.begin(studio=studio, at=at)
            jobs.enqueue(FILL_SPARES, key="spares")
            url = links.absolute(
                links.site(studio), reverse("accounts:welcome", STUDIO_URLS, args=[secret])
            )
    except IntegrityError:
        if Studio.objects.filter(address=address).exists():
            raise addresses.taken() from None
        raise
    resolve.forget_all()
    return Opened(studio, normalise_email(email), url)


def _furnish(studio: Studio, owner_name: str, email: str, password: str, at: datetime) -> str:
    """The studio's first rows; returns the secret of the owner's way in."""
    SiteSettings.objects.create(
        pk=1, name=studio.name, contact_email=normalise_email(email),
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )  # fmt: skip
    role = team.make_first_roles()
    owner = Person(email=normalise_email(email), name=owner_name)
    owner.set_password(password)
    owner.save()
    Member.objects.create(person=owner, role=role)
    for module in FIRST_MODULES:
        modules.switch_on(studio=studio, module=module, at=at)
    _link, secret = OneTimeLink.issue(OneTimeLink.Purpose.WELCOME, owner, at=at)
    return secret
