"""Giving files out for other modules, and what is written down of it.

Reached through ``facade``. The caller has decided that the files may be had.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models.functions import Now
from django.http import HttpRequest

from modules.gallery.facts import DeliverySource, Download, Downloaded, NotReady, Recipient
from modules.gallery.models import Archive, DownloadEntry, PhotoVersion, PreparedFile
from modules.gallery.services import archives, downloads, logs, preparing
from modules.gallery.services.archives import InParts, NoSuchPart
from safelight.storage import links
from safelight.storage.claims import Scope

__all__ = [
    "InParts",
    "NoSuchPart",
    "archive_link",
    "archived_photos",
    "delivery_file",
    "delivery_files",
    "downloads_of_order",
    "file_link",
    "log_downloads",
    "orders_fetched_lately",
    "part_of_archive",
    "prepare",
    "prepared_pair",
    "recipient_of",
]


def file_link(
    *, scope: Scope, revision: int, source: DeliverySource, host: str, at: datetime
) -> str:
    """The signed absolute address of a file; the caller has decided and written it down."""
    return downloads.sign(scope, revision, source, host=host, at=at)


def archive_link(  # noqa: PLR0913 - keyword-only, and each is a part of the link
    *,
    files: Sequence[tuple[int, DeliverySource]],
    scope: Scope,
    revision: int,
    name: str,
    who: Recipient,
    host: str,
    at: datetime,
    what: str = "order",
) -> str:
    """The signed absolute address of an archive of (photo id, file); decided before.

    ``what``: as which its scope decides it anew when the link is used later.
    """
    parts = [archives.Part(photo_id=photo_id, source=source) for photo_id, source in files]
    made = archives.build(parts=parts, scope=scope, what=what, name=name, who=who, at=at)
    return archives.link_to(made, revision=revision, host=host, at=at)


def part_of_archive(*, sizes: Sequence[int], title: str, number: int | None) -> tuple[slice, str]:
    """Which of the files, given by their bytes, are in part ``number`` of an archive; its name.

    Raises ``InParts`` where they are too many for one and no number is given, and ``NoSuchPart``.
    """
    return archives.numbered(sizes, title, number)


def archived_photos(*, reference: str, object_key: str, scope: Scope) -> list[int] | None:
    """The ids of the photos in an archive of this scope, or None where there is no such archive."""
    made = Archive.objects.filter(
        public_id=reference, object_key=object_key,
        scope_kind=scope.kind, scope_public_id=scope.public_id,
    ).first()  # fmt: skip
    return list(made.photo_ids) if made else None


def downloads_of_order(*, order_public_id: str) -> list[Downloaded]:
    """What was fetched of an order, newest first."""
    rows = DownloadEntry.objects.filter(
        what__in=("order", "final"), order_public_id=order_public_id
    )
    return [
        Downloaded(
            name=row.name, email=row.email, remote_address=row.remote_address or "",
            in_archive=row.in_archive, at=row.at,
        )
        for row in rows.order_by("-pk")
    ]  # fmt: skip


def orders_fetched_lately(*, person_ids: Collection[int]) -> list[str]:
    """Public ids of the orders of which these people hold links that have not run out."""
    began = Now() - timedelta(seconds=2 * links.WINDOW)
    rows = DownloadEntry.objects.filter(what="order", person__in=person_ids, at__gt=began)
    return list(rows.values_list("order_public_id", flat=True).distinct())


def log_downloads(*, downloads: Sequence[Download], who: Recipient, at: datetime) -> None:
    """Write down what was given to whom; ``services.logs.recipient_of`` tells of a request."""
    logs.downloaded(downloads=downloads, who=who, at=at)


def recipient_of(request: HttpRequest) -> Recipient:
    return logs.recipient_of(request)


def delivery_file(*, version_id: int, format_id: int | None) -> DeliverySource | NotReady:
    """The file of a version in a format, or the untouched original without one.

    ``NotReady`` asks for nothing by itself: call ``prepare`` and wait for ``FilePrepared``.
    """
    return preparing.delivery_file(version_id=version_id, format_id=format_id)


def delivery_files(
    *, pairs: Collection[tuple[int, int | None]]
) -> dict[tuple[int, int | None], DeliverySource | NotReady]:
    """``delivery_file`` for many (version id, format id); three queries for each format."""
    found: dict[tuple[int, int | None], DeliverySource | NotReady] = {}
    for format_id in {format_id for _, format_id in pairs}:
        ids = [version_id for version_id, of in pairs if of == format_id]
        if format_id is None:
            originals = PhotoVersion.objects.filter(pk__in=ids)
            found |= {(row.pk, None): preparing.original(row) for row in originals}
        else:
            made = preparing.delivery_files(version_ids=ids, format_id=format_id)
            found |= {(version_id, format_id): file for version_id, file in made.items()}
    return found


def prepared_pair(*, prepared_id: int) -> tuple[int, int]:
    """The (version id, format id) that ``FilePrepared`` tells of."""
    row = PreparedFile.objects.get(pk=prepared_id)
    return row.version_id, row.format_id


def prepare(*, pairs: Sequence[tuple[int, int]]) -> None:
    """Ask for files of (version id, format id) to be made; needs a transaction."""
    preparing.prepare(pairs=pairs)
