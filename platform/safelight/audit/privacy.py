"""What the studio's log holds of a client: names go, what was done stays."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safelight.audit.models import AuditEntry
from safelight.kernel.privacy import Nobody, Privacy, Subject

# What of details names whoever an entry is about: addresses, and what they called a device.
_NAMES = frozenset({"email", "before", "name"})


def former_emails(person_public_id: str) -> set[str]:
    """Addresses that somebody had before, as far as the log tells."""
    found = AuditEntry.objects.filter(verb="people.email_changed", subject_id=person_public_id)
    return {str(before).lower() for before in found.values_list("details__before", flat=True)}


def erase(subject: Subject, nobody: Nobody) -> None:
    ids = (subject.client_public_id, subject.person_public_id)
    named = Q(subject_id__in=ids) | Q(subject_name__icontains=subject.email)
    for entry in AuditEntry.objects.filter(named, details__has_any_keys=[*_NAMES]):
        left = {key: value for key, value in entry.details.items() if key not in _NAMES}
        AuditEntry.objects.filter(pk=entry.pk).update(details=left)
    AuditEntry.objects.filter(named).update(subject_name=nobody.name)
    AuditEntry.objects.filter(actor_id=subject.person_public_id).update(
        actor_name=nobody.name, network_address=""
    )


PRIVACY = Privacy(
    kept=(_("The log of what your team did, without their name"),),
    erase=erase,
)
