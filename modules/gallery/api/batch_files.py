"""A batch as the API shows it: counts of all its files, and a page of them one by one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from modules.gallery import thumbs
from modules.gallery.access import viewer_of
from modules.gallery.models import Batch, BatchFile
from modules.gallery.services import batches, uploads
from safelight.uploads.models import Upload

Outcome = BatchFile.Outcome

MOST_FILES = 500
STATUSES = ("waiting", "receiving", "processing", "ready", "refused", "skipped")
_STATUS = {Outcome.SKIPPED: "skipped", Outcome.REFUSED: "refused"}


def described(request: Request, batch: Batch) -> dict[str, Any]:
    """``?after=`` the number of the last file seen pages on, 500 files at a time."""
    sight = viewer_of(request._request).sight
    files = batches.seen_by(sight).filter(batch=batch)
    files = files.select_related("photo", "version").order_by("pk")
    page = list(files.filter(pk__gt=_after(request))[: MOST_FILES + 1])
    shown = page[:MOST_FILES]
    running = uploads.progress_of(shown)
    small = _thumbnails(request, batch, shown)
    counts = _counts(batches.seen_by(sight).filter(batch=batch))
    return {
        "id": batch.public_id,
        "gallery": batch.gallery.public_id,
        "state": batch.state,
        "on_clash": batch.on_clash or None,
        "finished": not counts["waiting"],
        "counts": counts,
        "files": [_file(file, running.get(file.upload_public_id or ""), small) for file in shown],
        "next": str(shown[-1].pk) if len(page) > MOST_FILES else None,
    }


def _file(file: BatchFile, upload: Upload | None, small: dict[int, str]) -> dict[str, Any]:
    settled = file.is_settled and file.outcome not in _STATUS
    return {
        "name": file.name,
        "bytes": file.bytes,
        "upload": file.upload_public_id,
        "status": _status(file, upload),
        "outcome": file.outcome if settled else None,
        "sentence": file.reason or None,
        "photo": file.photo.public_id if file.photo else None,
        "small": small.get(file.version_id or 0),
    }


def _status(file: BatchFile, upload: Upload | None) -> str:
    if file.is_settled:
        return _STATUS.get(Outcome(file.outcome), "ready")
    if file.is_received:
        return "processing"
    return "receiving" if uploads.is_running(upload, at=timezone.now()) else "waiting"


def _thumbnails(request: Request, batch: Batch, files: list[BatchFile]) -> dict[int, str]:
    versions = [file.version for file in files if file.version is not None]
    signed = thumbs.sign(request._request, batch.gallery, versions) if versions else {}
    return {version_id: thumb.url400 for version_id, thumb in signed.items()}


def _counts(files: QuerySet[BatchFile]) -> dict[str, int]:
    names = {outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome}
    return dict(files.aggregate(all=Count("pk"), **names))


def _after(request: Request) -> int:
    raw = request.query_params.get("after", "0")
    if not raw.isdecimal() or len(raw) > 18:
        raise ValidationError({"after": [_("Take “after” from the “next” of the page before.")]})
    return int(raw)
