"""Deciding anew about the link of a client's file."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from safelight.privacy.models import Packet
from safelight.storage.claims import Link


def revision(request: HttpRequest, link: Link) -> int | None:
    """For the client themselves, and for the team who manage clients."""
    packet = Packet.objects.filter(
        public_id=link.scope.public_id, object_key=link.object_key, lapses_at__gt=timezone.now()
    ).first()
    if packet is None:
        return None
    client = request.client_row  # type: ignore[attr-defined]
    is_theirs = client is not None and client.pk == packet.client_id
    may = "people.manage" in request.allowed  # type: ignore[attr-defined]
    return 1 if is_theirs or may else None
