"""Deciding anew about the link of an export: a download that lasts longer than its link."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from safelight.storage.claims import Link
from safelight.takeout.models import Export


def revision(request: HttpRequest, link: Link) -> int | None:
    """The export's revision, if an owner asks and it may be downloaded still."""
    member = request.member  # type: ignore[attr-defined]
    if member is None or not member.role.is_owner:
        return None
    export = Export.objects.filter(
        public_id=link.scope.public_id, object_key=link.object_key, state=Export.State.READY,
        lapses_at__gt=timezone.now(),
    ).first()  # fmt: skip
    return None if export is None else int(export.access_revision)
