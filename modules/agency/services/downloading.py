"""Giving a library's file to one of the team, as the library exports it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.agency.models import Library
from modules.gallery import facade as gallery
from modules.gallery.models import DeliveryFormat, Photo
from safelight.kernel.errors import Refusal
from safelight.storage.claims import Scope


class BeingMade(Refusal):
    """The file in its format is made by a job; ask again."""

    code = "file_being_made"
    status = 202


def link_to(
    *, library: Library, photo: Photo, fmt: DeliveryFormat | None, who: gallery.Recipient,
    host: str, at: datetime,
) -> str:  # fmt: skip
    """Write the download down and sign its link. The caller has decided that they may.

    Raises ``BeingMade``, after asking for the file.
    """
    assert photo.version_id is not None
    format_id = fmt.pk if fmt else None
    source = gallery.delivery_file(version_id=photo.version_id, format_id=format_id)
    if isinstance(source, gallery.NotReady):
        if source.problem:
            raise BeingMade(source.problem)
        assert format_id is not None  # An original is always there.
        with transaction.atomic():  # Jobs are asked for in one.
            gallery.prepare(pairs=[(photo.version_id, format_id)])
        raise BeingMade(_("The file is being made. Ask for it again in a moment."))
    home = library.home
    given = gallery.Download(
        gallery_id=home.pk, photo_id=photo.pk, name=source.name,
        what="format" if fmt else "original",
    )  # fmt: skip
    gallery.log_downloads(downloads=[given], who=who, at=at)
    return gallery.file_link(
        scope=Scope("gallery", home.public_id), revision=home.access_revision, source=source,
        host=host, at=at,
    )  # fmt: skip


def archive_of(
    *, library: Library, photos: Collection[Photo], fmt: DeliveryFormat | None,
    who: gallery.Recipient, host: str, at: datetime,
) -> str:  # fmt: skip
    """As ``link_to``, for many files in one archive.

    Raises ``BeingMade``, and ``gallery.InParts`` where they are too many for one.
    """
    format_id = fmt.pk if fmt else None
    pairs = {photo.pk: (photo.version_id or 0, format_id) for photo in photos}
    found = gallery.delivery_files(pairs=list(pairs.values()))
    missing = [pair for pair in pairs.values() if isinstance(found[pair], gallery.NotReady)]
    if missing:
        with transaction.atomic():  # Jobs are asked for in one.
            gallery.prepare(pairs=[(version, fmt.pk) for version, _format in missing if fmt])
        raise BeingMade(_("The files are being made. Ask for them again in a moment."))
    files = [(pk, found[pair]) for pk, pair in pairs.items()]
    sources = [(pk, file) for pk, file in files if isinstance(file, gallery.DeliverySource)]
    sizes = [source.bytes for _pk, source in sources]
    _wanted, name = gallery.part_of_archive(sizes=sizes, title=library.name, number=None)
    home, what = library.home, "format" if fmt else "original"
    given = [
        gallery.Download(
            gallery_id=home.pk, photo_id=pk, name=source.name, what=what, in_archive=True
        )
        for pk, source in sources
    ]
    gallery.log_downloads(downloads=given, who=who, at=at)
    return gallery.archive_link(
        files=sources, scope=Scope("gallery", home.public_id), revision=home.access_revision,
        name=name, who=who, host=host, at=at, what=what,
    )  # fmt: skip
