"""Archives: the right to each file is asked, a plan is stored, and a link is signed.

The bytes are computed by the data plane. When the rights have changed since, it sends the holder
back, and ``still_allowed`` asks for each photo again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from modules.gallery.access import Grant, withheld_originals
from modules.gallery.facts import DeliverySource, Download, Held, NotReady, Recipient
from modules.gallery.models import Archive, DeliveryFormat, Gallery, Photo, PreparedFile
from modules.gallery.selectors import photos_of
from modules.gallery.services import downloads, marking, preparing, volumes
from modules.gallery.settings import GallerySettings
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site
from safelight.storage import archive, keys, links, objects, revisions
from safelight.storage.claims import Link, Scope
from tenants.context import current_studio

MEDIA_TYPE = "application/zip"


class NothingToDownload(Refusal):
    code = "nothing_to_download"
    status = 403


class TooManyPhotos(Refusal):
    code = "too_many_photos"


class BeingPrepared(Refusal):
    """Some files are still being made; ask again."""

    code = "being_prepared"
    status = 202

    def __init__(self, sentence: str, *, ready: int, total: int) -> None:
        super().__init__(sentence)
        self.ready, self.total = ready, total


class InParts(Refusal):
    """It is too large for one archive; ask for a part by its number."""

    code = "in_parts"
    status = 200

    def __init__(self, sentence: str, *, volumes: Sequence[volumes.Volume]) -> None:
        super().__init__(sentence)
        self.volumes = volumes


class SomeHeld(Refusal):
    """Modules hold some of the photos back; ``given`` others are downloaded without them."""

    code = "some_held"
    status = 402

    def __init__(self, held: Sequence[Held], *, given: int) -> None:
        super().__init__(held[0].reason)
        self.held, self.given = held, given


class NoSuchPart(Refusal):
    code = "no_such_part"
    status = 404


@dataclass(frozen=True, kw_only=True)
class Part:
    """One photo of an archive and the stored file that stands for it."""

    photo_id: int
    source: DeliverySource

    @property
    def bytes(self) -> int:
        return self.source.bytes


@dataclass(frozen=True)
class _Sized:
    bytes: int


def of_gallery(  # noqa: PLR0913 - keyword-only: what, of what, for whom, by which right
    *,
    gallery: Gallery,
    grant: Grant,
    what: str,
    fmt: DeliveryFormat | None,
    who: Recipient,
    at: datetime,
    modules: frozenset[str] = frozenset(),
    without_held: bool = False,
    number: int | None = None,
) -> Archive:
    """An archive of every photo of a gallery that the holder of the grant may have so.

    ``number`` asks for one part where it is too large for one archive (see ``volumes``);
    ``without_held`` says that whoever asks knows that some are left out. Raises
    ``NothingToDownload``, ``TooManyPhotos``, ``SomeHeld``, ``InParts``, ``NoSuchPart`` and, for a
    format, ``BeingPrepared``.
    """
    photos = having(photos_of(gallery, grant.sight), grant, what, fmt)
    if not photos:
        raise NothingToDownload(_("There is nothing to download here yet."))
    held = held_of(photos, gallery=gallery, grant=grant, what=what, who=who, modules=modules)
    photos = [photo for photo in photos if photo.pk not in held]
    if held and not (without_held and photos):
        raise SomeHeld(list(held.values()), given=len(photos))
    settings = site.module_settings("gallery", GallerySettings)
    largest = settings.largest_archive_files
    if len(photos) > largest:
        raise TooManyPhotos(
            _("This gallery has more than %(most)d photos. Download them in parts.")
            % {"most": largest}
        )
    parts = _parts(photos, what, fmt)
    if not parts:
        raise NothingToDownload(_("None of these photos could be prepared. Ask the studio."))
    wanted, name = numbered([part.bytes for part in parts], gallery.title, number)
    parts = parts[wanted]
    scope = Scope("gallery", gallery.public_id)
    wanted_files = _downloads(gallery, what, parts)
    given = downloads.write_down(
        wanted_files, gallery=gallery, grant=grant, who=who, modules=modules, at=at
    )
    ids = {each.photo_id for each in given}
    parts = [part for part in parts if part.photo_id in ids]
    if not parts:
        raise NothingToDownload(_("These photos cannot be downloaded now."))
    return build(parts=parts, scope=scope, what=what, fmt=fmt, name=name, who=who, at=at)


def held_of(
    photos: Sequence[Photo], *, gallery: Gallery, grant: Grant, what: str, who: Recipient,
    modules: frozenset[str],
) -> dict[int, Held]:  # fmt: skip
    """What modules hold back of an archive, where they have a word in it."""
    if what not in downloads.COUNTED:
        return {}
    return downloads.held(
        gallery=gallery, grant=grant, photo_ids=[photo.pk for photo in photos],
        visitor_id=who.visitor_id, modules=modules,
    )  # fmt: skip


def numbered(sizes: Sequence[int], title: str, number: int | None) -> tuple[slice, str]:
    """Which of the files, given by their bytes, are in the archive that is asked for; its name.

    ``number`` is that of a part, from 1. Raises ``InParts`` where there are parts and none is
    asked for, and ``NoSuchPart``.
    """
    settings = site.module_settings("gallery", GallerySettings)
    found = volumes.split([_Sized(size) for size in sizes], settings)
    if number is None and len(found) == 1:
        return slice(None), f"{title}.zip"
    if number is None:
        raise InParts(
            _("These are too many for one file. Download them in parts."),
            volumes=volumes.listed(found),
        )
    if not 1 <= number <= len(found):
        raise NoSuchPart(_("There is no such part any more."))
    first = sum(len(part) for part in found[: number - 1])
    wanted = slice(first, first + len(found[number - 1]))
    words = _("%(title)s (%(number)d of %(parts)d)")
    return wanted, f"{words % {'title': title, 'number': number, 'parts': len(found)}}.zip"


def progress(
    *, gallery: Gallery, grant: Grant, fmt: DeliveryFormat | None, who: Recipient,
    modules: frozenset[str],
) -> tuple[int, int, str]:  # fmt: skip
    """How many of an archive's files are made, how many there are, and the first problem.

    Without a format, of its previews.
    """
    if fmt is None:
        found = marking.lowres_of(having(photos_of(gallery, grant.sight), grant, "lowres", None))
        return sum(not isinstance(each, NotReady) for each in found.values()), len(found), ""
    photos = having(photos_of(gallery, grant.sight), grant, "format", fmt)
    held = held_of(photos, gallery=gallery, grant=grant, what="format", who=who, modules=modules)
    ids = [photo.version_id for photo in photos if photo.version_id and photo.pk not in held]
    files = preparing.delivery_files(version_ids=ids, format_id=fmt.pk).values()
    problems = [file.problem for file in files if isinstance(file, NotReady) and file.problem]
    made = sum(isinstance(file, DeliverySource) for file in files) + len(problems)
    return made, len(ids), problems[0] if problems else ""


def build(  # noqa: PLR0913 - keyword-only, and each is a field of the row
    *,
    parts: Sequence[Part],
    scope: Scope,
    what: str,
    name: str,
    who: Recipient,
    at: datetime,
    fmt: DeliveryFormat | None = None,
) -> Archive:
    """Store the plan of an archive of these files, whose rights the caller has asked."""
    seconds = int(at.timestamp())
    entries = [
        archive.Entry(
            name=part.source.name, key=keys.join(part.source.key, part.source.variant),
            size=part.source.bytes, crc32=part.source.crc32, modified_at=seconds,
        )
        for part in parts
    ]  # fmt: skip
    saved = archive.save_plan(objects.from_environment(), current_studio().uuid, entries)
    made: Archive = Archive.objects.create(
        scope_kind=scope.kind, scope_public_id=scope.public_id, what=what, format=fmt,
        object_key=saved.object_key, name=name, bytes=saved.length,
        photo_ids=[part.photo_id for part in parts], visitor_id=who.visitor_id, made_at=at,
    )  # fmt: skip
    return made


def link_to(made: Archive, *, revision: int, host: str, at: datetime) -> str:
    """The signed absolute address of an archive."""
    studio, plain = current_studio().uuid, links.plain_host(host)
    kind: Any = made.scope_kind
    scope = Scope(kind, made.scope_public_id)
    revisions.publish(studio, scope, revision)
    link = Link(
        studio=studio, host=plain, scope=scope, revision=revision, object_key=made.object_key,
        variant=archive.VARIANT, media_type=MEDIA_TYPE, kind="archive", name=made.name,
        reference=made.public_id,
    )  # fmt: skip
    return links.data_url(plain, links.sign(link, at=at))


def still_allowed(*, made: Archive, gallery: Gallery, grant: Grant) -> bool:
    """Whether the holder of the grant may still have every file of the archive.

    A file that was replaced since is not shown any more, so an archive with it ends too.
    """
    photos = photos_of(gallery, grant.sight).filter(pk__in=made.photo_ids)
    given = having(photos, grant, made.what, made.format)
    versions = [photo.version for photo in given]
    keys_now = {version.object_key for version in versions if version is not None}
    if made.what == "lowres":
        keys_now = marking.keys_now(given)
    if made.format is not None:
        prepared = PreparedFile.objects.filter(
            version__in=versions, format=made.format,
            settings_digest=preparing.digest_of(made.format),
        )  # fmt: skip
        keys_now = set(prepared.values_list("object_key", flat=True))
    try:
        plan = archive.load_plan(objects.from_environment(), made.object_key)
    except objects.NoSuchObject:
        return False
    return {keys.split(key)[0] for key in plan.keys()} <= keys_now  # noqa: SIM118 - not a dict


def having(
    photos: Iterable[Photo], grant: Grant, what: str, fmt: DeliveryFormat | None
) -> list[Photo]:
    """Those of the photos that the holder of the grant may have so."""
    found = [photo for photo in photos if allowed(grant, photo, what, fmt)]
    if what == "lowres":
        return found
    withheld = withheld_originals(grant, [photo.pk for photo in found])
    return [photo for photo in found if photo.pk not in withheld]


def allowed(grant: Grant, photo: Photo, what: str, fmt: DeliveryFormat | None) -> bool:
    """Whether the row of the grant gives a photo in its state so."""
    formats = [fmt] if fmt is not None and fmt.pk in grant.format_ids else []
    ways = downloads.choices(grant=grant, state=photo.state, formats=formats)
    return any(way.what == what for way in ways)


def _parts(photos: Sequence[Photo], what: str, fmt: DeliveryFormat | None) -> list[Part]:
    if fmt is not None:
        return _prepared(photos, fmt)
    if what == "lowres":
        return _previews(photos)
    parts = []
    for photo in photos:
        assert photo.version is not None  # photos_of gives ready photos only.
        parts.append(Part(photo_id=photo.pk, source=preparing.original(photo.version)))
    return parts


def _previews(photos: Sequence[Photo]) -> list[Part]:
    found = marking.lowres_of(photos)
    waiting = sum(isinstance(source, NotReady) for source in found.values())
    if waiting:
        raise BeingPrepared(
            _("Your photos are being prepared."), ready=len(found) - waiting, total=len(found)
        )
    return [
        Part(photo_id=photo_id, source=source)
        for photo_id, source in found.items()
        if isinstance(source, DeliverySource)
    ]


def _prepared(photos: Sequence[Photo], fmt: DeliveryFormat) -> list[Part]:
    by_version = {photo.version_id: photo.pk for photo in photos if photo.version_id}
    files = preparing.delivery_files(version_ids=list(by_version), format_id=fmt.pk)
    waiting = [
        version_id
        for version_id, file in files.items()
        if isinstance(file, NotReady) and not file.problem
    ]
    if waiting:
        preparing.ask_for(pairs=[(version_id, fmt.pk) for version_id in waiting])
        raise BeingPrepared(
            _("Your photos are being prepared."), ready=len(files) - len(waiting), total=len(files)
        )
    return [
        Part(photo_id=by_version[version_id], source=file)
        for version_id, file in files.items()
        if isinstance(file, DeliverySource)
    ]


def _downloads(gallery: Gallery, what: str, parts: Sequence[Part]) -> list[Download]:
    return [
        Download(
            gallery_id=gallery.pk, photo_id=part.photo_id, name=part.source.name, what=what,
            in_archive=True,
        )
        for part in parts
    ]  # fmt: skip
