"""A studio's address: another one, with redirects from those it had; and letting those go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.audit.models import AuditEntry
from safelight.kernel.errors import Refusal
from safelight.signup import addresses
from tenants import resolve
from tenants.models import Domain, HeldHost, Studio

RENAMED = "studio.renamed"
MOST = 5
WITHIN = timedelta(days=30)
HELD_FOR = timedelta(days=90)
"""How long nobody else gets an address that a studio has let go."""


class RenamedTooOften(Refusal):
    """Addresses are for keeping: each one that is left blocks a name."""

    code = "renamed_too_often"


class NothingChanges(Refusal):
    code = "same_address"
    status = 422


def rename(*, studio: Studio, address: str, at: datetime) -> Studio:
    """Move the studio to ``address``; its old host redirects from now on. Call it in the studio.

    Raises ``addresses.AddressRefused`` as the sign-up does, ``NothingChanges``, and
    ``RenamedTooOften`` at the sixth time in 30 days.
    """
    if address == studio.address:
        sentence = _("This is the studio's address already.")
        raise NothingChanges(sentence, fields={"address": [sentence]})
    addresses.check(address, at=at, of=studio)
    try:
        # The name, both hosts and the log change together.
        with transaction.atomic():
            _move(studio, address, at)
    except IntegrityError:
        raise addresses.taken() from None
    studio.address = address
    resolve.forget_all()
    return studio


def let_go(*, studio: Studio, host: str, at: datetime) -> None:
    """Redirect from a former host no more; nobody else gets it for 90 days."""
    with transaction.atomic():  # Between the two, anybody could take it.
        rows = Domain.objects.filter(tenant=studio, kind=Domain.Kind.FORMER, domain=host)
        if not rows.delete()[0]:
            return
        HeldHost.objects.update_or_create(host=host, defaults={"until": at + HELD_FOR})
        audit.note("studio.address_let_go", subject=("host", "", host))
    resolve.forget_all()


def former(studio: Studio) -> list[Domain]:
    """Hosts that redirect, the newest first."""
    found = Domain.objects.filter(tenant=studio, kind=Domain.Kind.FORMER)
    return list(found.order_by("-since", "-pk"))


def left(at: datetime) -> int:
    """How often the studio that we are in can still be renamed now."""
    since = AuditEntry.objects.filter(verb=RENAMED, at__gt=at - WITHIN)
    return max(0, MOST - since.count())


def _move(studio: Studio, address: str, at: datetime) -> None:
    Studio.objects.select_for_update().get(pk=studio.pk)
    if not left(at):
        raise RenamedTooOften(
            _("The address was changed %(count)d times in 30 days. Please wait.") % {"count": MOST}
        )
    host = f"{address}.{settings.PLATFORM_HOST}"
    old = Domain.objects.get(tenant=studio, kind=Domain.Kind.ADDRESS)
    before, is_primary = old.domain, old.is_primary
    old.kind, old.is_primary = Domain.Kind.FORMER, False
    old.save(update_fields=["kind", "is_primary"])
    # A studio may go back to where it was.
    new = Domain.objects.filter(tenant=studio, domain=host).first() or Domain(tenant=studio)
    new.domain, new.kind, new.is_primary = host, Domain.Kind.ADDRESS, is_primary
    new.save()
    HeldHost.objects.filter(host=host).delete()
    Studio.objects.filter(pk=studio.pk).update(address=address)
    audit.note(
        RENAMED,
        subject=("studio", studio.uuid.hex, studio.name),
        details={"before": before, "after": host},
    )
