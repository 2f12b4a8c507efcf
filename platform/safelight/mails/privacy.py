"""What waits for members' mails of the day, or was told by them, of a client."""

from __future__ import annotations

from django.db.models import Q

from safelight.kernel.privacy import Nobody, Privacy, Subject
from safelight.mails.models import DigestLine
from safelight.outbox.privacy import names_of


def erase(subject: Subject, nobody: Nobody) -> None:
    about = Q(pk__in=[])
    for words in names_of(subject):
        about |= Q(subject__icontains=words)
    DigestLine.objects.filter(about).delete()


PRIVACY = Privacy(erase=erase)
