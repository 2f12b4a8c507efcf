"""What agencies hold of a client: nothing of their own; contributors are not forgotten so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _now

from modules.agency.models import Contributor
from safelight.kernel.privacy import Privacy, Subject


def waits(subject: Subject, at: datetime) -> Iterator[str]:
    if Contributor.objects.filter(person=subject.person_id).exists():
        yield _now(
            "They are a contributor as well: statements and payments to them have to be kept."
        )


PRIVACY = Privacy(waits=waits)
