"""Reads over sent and waiting mail, for histories."""

from __future__ import annotations

from safelight.outbox.models import OutgoingMessage


def mails_about(kind: str, public_id: str) -> list[OutgoingMessage]:
    """Mails posted with ``related=(kind, public_id)``, oldest first."""
    found = OutgoingMessage.objects.filter(related_kind=kind, related_id=public_id)
    return list(found.order_by("created_at", "pk"))


def failed_mails() -> list[OutgoingMessage]:
    """Mails that no server will take, newest first."""
    failed = OutgoingMessage.objects.filter(state=OutgoingMessage.State.FAILED)
    return list(failed.order_by("-created_at", "-pk"))
