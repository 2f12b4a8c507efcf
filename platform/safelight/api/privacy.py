"""What the API holds of a client: answers that are kept for a day."""

from __future__ import annotations

from safelight.api.models import IdempotencyRecord
from safelight.kernel.privacy import Nobody, Privacy, Subject


def erase(subject: Subject, nobody: Nobody) -> None:
    """All of them: whose an answer is can be told of few, and none is older than a day."""
    IdempotencyRecord.objects.all().delete()


PRIVACY = Privacy(erase=erase)
