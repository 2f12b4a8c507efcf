"""Things of exports and privacy that a route can name."""

from __future__ import annotations

from django.utils import timezone

from safelight.accounts.models import Client
from safelight.privacy import consents, wishes
from safelight.privacy.models import ConsentRequest
from safelight.takeout.models import Export


def make(secret: str) -> dict[str, str]:
    """An export, a wish and a question of a client, and a consent, each with a secret."""
    at = timezone.now()
    export = Export.objects.create(
        state=Export.State.DROPPED, name=f"Everything {secret}", asked_at=at
    )
    client = Client.objects.get(person__email="dora@example.org")
    question = ConsentRequest.objects.create(
        client=client, subject_kind="gallery", subject_name=f"Pictures {secret}", asked_at=at
    )
    consent = consents.add(title=f"Book {secret}", text=f"A book {secret}", at=at)
    return {
        "export": export.public_id, "question": question.public_id,
        "wish": wishes.ask(client=client, kind="data", at=at).public_id, "wish_kind": "data",
        "consent": consent.public_id,
    }  # fmt: skip
