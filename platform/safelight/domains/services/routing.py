"""What a host leads to, and which of a studio's hosts links name."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.domains.models import Claim
from safelight.kernel.errors import Refusal
from tenants import resolve
from tenants.context import current_studio
from tenants.models import Domain, Studio


class NotThereYet(Refusal):
    """Links that name it would lead nowhere."""

    code = "host_not_ready"


def begin(claim: Claim) -> bool:
    """Have the proven host lead to the studio; False where it leads to another one."""
    made, _is_new = Domain.objects.get_or_create(
        domain=claim.host,
        defaults={
            "tenant_id": claim.studio_id,
            "kind": Domain.Kind.CUSTOM,
            "is_primary": False,
        },
    )
    transaction.on_commit(resolve.forget_all)
    return bool(made.tenant_id == claim.studio_id)


def end(claim: Claim) -> None:
    """The host leads nowhere from now on; links name the studio's address again."""
    ours = Domain.objects.filter(tenant=claim.studio_id, kind=Domain.Kind.CUSTOM)
    was_primary = ours.filter(domain=claim.host, is_primary=True).exists()
    ours.filter(domain=claim.host).delete()
    if was_primary:
        _raise(claim.studio_id, Domain.Kind.ADDRESS)
    transaction.on_commit(resolve.forget_all)


def make_primary(*, claim: Claim) -> None:
    """Have links, mails and codes name this host, and the other hosts redirect to it.

    Raises ``NotThereYet`` where it is not proven or does not point here.
    """
    studio = current_studio()
    # Exactly one host is primary: whoever changes that waits for the others.
    with transaction.atomic():
        Studio.objects.select_for_update().get(pk=studio.pk)
        held = Claim.objects.select_for_update().get(pk=claim.pk)
        if not held.is_proven or not held.points_here:
            raise NotThereYet(_("This domain does not lead here yet. Wait until both records are."))
        _put_down(studio.pk)
        Domain.objects.filter(tenant=studio, domain=held.host).update(is_primary=True)
        audit.note("domains.made_primary", subject=("domain", held.public_id, held.host))
        transaction.on_commit(resolve.forget_all)


def use_address() -> None:
    """Have links name the studio's address at the platform again."""
    studio = current_studio()
    # As above.
    with transaction.atomic():
        Studio.objects.select_for_update().get(pk=studio.pk)
        _put_down(studio.pk)
        _raise(studio.pk, Domain.Kind.ADDRESS)
        audit.note("domains.address_made_primary", subject=("domain", "", address_of(studio)))
        transaction.on_commit(resolve.forget_all)


def address_of(studio: Studio) -> str:
    """The studio's host below the platform's."""
    return str(studio.domains.get(kind=Domain.Kind.ADDRESS).domain)


def _put_down(studio_id: int) -> None:
    Domain.objects.filter(tenant=studio_id, is_primary=True).update(is_primary=False)


def _raise(studio_id: int, kind: str) -> None:
    Domain.objects.filter(tenant=studio_id, kind=kind).update(is_primary=True)
