"""What the studio's log holds of a client: names go, what was done stays."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safelight.audit.models import AuditEntry
from safelight.kernel.privacy import Nobody, Privacy, Subject


def erase(subject: Subject, nobody: Nobody) -> None:
    ids = (subject.client_public_id, subject.person_public_id)
    named = Q(subject_id__in=ids) | Q(subject_name__icontains=subject.email)
    AuditEntry.objects.filter(named).update(subject_name=nobody.name)
    AuditEntry.objects.filter(actor_id=subject.person_public_id).update(
        actor_name=nobody.name, network_address=""
    )


PRIVACY = Privacy(
    kept=(_("The log of what your team did, without their name"),),
    erase=erase,
)
