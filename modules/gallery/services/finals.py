"""Giving out finals: what of a gallery's photo transfer somebody may have, and its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from modules.gallery.access.finals import FinalsGrant
from modules.gallery.facts import DeliverySource, Download, NotReady, Recipient
from modules.gallery.models import Archive, Gallery, Photo, PreparedFile
from modules.gallery.services import archives, downloads, logs, preparing, transfers
from modules.gallery.services.archives import BeingPrepared, NothingToDownload, TooManyPhotos
from modules.gallery.settings import GallerySettings
from safelight.site import selectors as site
from safelight.storage import archive, keys, objects
from safelight.storage.claims import Link, Scope

WHAT = "final"


@dataclass(frozen=True, kw_only=True)
class Final:
    """A final that may be had, ready to be given out. ``photo_id``: the photo that it is of."""

    photo: Photo
    photo_id: int
    format_id: int | None


def of(gallery: Gallery, grant: FinalsGrant) -> list[Final]:
    """All that the holder of the grant may have, in the order of the gallery's photos."""
    if not grant.anything:
        return []
    pairs = transfers.matched(gallery, grant.sight).pairs
    pairs = tuple(pair for pair in pairs if grant.may_have(pair.photo.id))
    ready = transfers.ready(gallery, [pair.final.id for pair in pairs])
    return [
        Final(
            photo=ready[pair.final.id],
            photo_id=pair.photo.id,
            format_id=grant.format_of(pair.photo.id),
        )
        for pair in pairs
        if pair.final.id in ready
    ]


def one(gallery: Gallery, grant: FinalsGrant, public_id: str) -> Final | None:
    """One of them, without asking for all."""
    rows = Photo.objects.filter(
        public_id=public_id, placements__gallery__finals_of=gallery, version__isnull=False
    )
    found = rows.select_related("version").first()
    return _granted(gallery, grant, found) if found and grant.anything else None


def source_of(final: Final) -> DeliverySource | NotReady:
    """The stored file of a final; asks for it to be made where it must be."""
    source = _sources([final])[final.photo.pk]
    if isinstance(source, NotReady) and not source.problem:
        _ask_for([final])
    return source


def hand_out(
    *, gallery: Gallery, grant: FinalsGrant, final: Final, source: DeliverySource, who: Recipient,
    host: str, at: datetime,
) -> str:  # fmt: skip
    """Write the download down and sign its link; the link's absolute address."""
    _log(gallery, grant, [(final, source)], who, at, in_archive=False)
    home = final_home(gallery)
    scope = Scope("gallery", home.public_id)
    return downloads.sign(scope, home.access_revision, source, host=host, at=at)


def archive_of(
    *, gallery: Gallery, grant: FinalsGrant, who: Recipient, host: str, at: datetime,
    number: int | None = None,
) -> str:  # fmt: skip
    """The signed address of an archive with all of them, or with one part of them.

    Raises ``NothingToDownload``, ``TooManyPhotos``, ``BeingPrepared``, ``InParts`` and
    ``NoSuchPart``.
    """
    found = _with_sources(of(gallery, grant))
    sizes = [source.bytes for _final, source in found]
    wanted, name = archives.numbered(sizes, gallery.title, number)
    found = found[wanted]
    home = final_home(gallery)
    parts = [archives.Part(photo_id=final.photo.pk, source=source) for final, source in found]
    made = archives.build(
        parts=parts, scope=Scope("gallery", home.public_id), what=WHAT,
        name=name, who=who, at=at,
    )  # fmt: skip
    _log(gallery, grant, found, who, at, in_archive=True)
    return archives.link_to(made, revision=home.access_revision, host=host, at=at)


def final_home(gallery: Gallery) -> Gallery:
    """The gallery in which the finals lie."""
    found: Gallery = Gallery.objects.get(finals_of=gallery)
    return found


def still_allowed(*, link: Link, home: Gallery, gallery: Gallery, grant: FinalsGrant) -> bool:
    """Whether the holder of the grant may still have what a link to finals names."""
    if link.kind == "archive":
        made = Archive.objects.filter(
            public_id=link.reference, object_key=link.object_key, scope_public_id=home.public_id
        ).first()  # fmt: skip
        return made is not None and _holds(made, of(gallery, grant))
    rows = Photo.objects.filter(placements__gallery=home).select_related("version")
    if link.kind == "image":
        shown = rows.filter(version__object_key=link.object_key).first()
        return shown is not None and _granted(gallery, grant, shown) is not None
    prepared = PreparedFile.objects.filter(object_key=link.object_key).first()
    if prepared is None:
        photo = rows.filter(version__object_key=link.object_key).first()
        final = _granted(gallery, grant, photo) if photo else None
        return final is not None and final.format_id is None and link.variant == preparing.ORIGINAL
    photo = rows.filter(version=prepared.version_id).first()
    final = _granted(gallery, grant, photo) if photo else None
    is_current = prepared.settings_digest == preparing.digest_of(prepared.format)
    return final is not None and final.format_id == prepared.format_id and is_current


def _granted(gallery: Gallery, grant: FinalsGrant, final: Photo) -> Final | None:
    photo = transfers.photo_of(gallery, final, grant.sight)
    if photo is None or not grant.may_have(photo.pk):
        return None
    return Final(photo=final, photo_id=photo.pk, format_id=grant.format_of(photo.pk))


def _holds(made: Archive, found: Sequence[Final]) -> bool:
    sources = [s for s in _sources(found).values() if isinstance(s, DeliverySource)]
    try:
        plan = archive.load_plan(objects.from_environment(), made.object_key)
    except objects.NoSuchObject:
        return False
    held = {keys.split(key)[0] for key in plan.keys()}  # noqa: SIM118 - not a dict
    return held <= {source.key for source in sources}


def _sources(found: Sequence[Final]) -> dict[int, DeliverySource | NotReady]:
    """Their files by the final's id; three queries for each format."""
    sources: dict[int, DeliverySource | NotReady] = {}
    by_format: dict[int, list[Final]] = defaultdict(list)
    for final in found:
        assert final.photo.version is not None  # Only ready ones are finals.
        if final.format_id is None:
            sources[final.photo.pk] = preparing.original(final.photo.version)
        else:
            by_format[final.format_id].append(final)
    for format_id, wanted in by_format.items():
        by_version = {final.photo.version_id or 0: final.photo.pk for final in wanted}
        made = preparing.delivery_files(version_ids=list(by_version), format_id=format_id)
        sources |= {by_version[version_id]: file for version_id, file in made.items()}
    return sources


def _with_sources(found: Sequence[Final]) -> list[tuple[Final, DeliverySource]]:
    if not found:
        raise NothingToDownload(_("There is nothing to download here yet."))
    largest = site.module_settings("gallery", GallerySettings).largest_archive_files
    if len(found) > largest:
        raise TooManyPhotos(
            _("These are more than %(most)d photos. Download them one by one.") % {"most": largest}
        )
    sources = _sources(found)
    waiting = [f for f in found if sources[f.photo.pk] == NotReady()]
    if waiting:
        _ask_for(waiting)
        ready = len(found) - len(waiting)
        raise BeingPrepared(_("Your photos are being prepared."), ready=ready, total=len(found))
    made = [(final, sources[final.photo.pk]) for final in found]
    files = [(final, source) for final, source in made if isinstance(source, DeliverySource)]
    if not files:
        raise NothingToDownload(_("None of these photos could be prepared. Ask the studio."))
    return files


def _ask_for(found: Sequence[Final]) -> None:
    pairs = [(f.photo.version_id, f.format_id) for f in found]
    preparing.ask_for(pairs=[(version, fmt) for version, fmt in pairs if version and fmt])


def _log(
    gallery: Gallery,
    grant: FinalsGrant,
    given: Sequence[tuple[Final, DeliverySource]],
    who: Recipient,
    at: datetime,
    *,
    in_archive: bool,
) -> None:
    """One row a file. Whoever came by the link of a mail is known by their order's address."""
    by_order: dict[tuple[str, str], list[Download]] = defaultdict(list)
    for final, source in given:
        claim = grant.claims.get(final.photo_id)
        order, email = (claim.order_public_id, claim.email) if claim else ("", "")
        by_order[order, email].append(
            Download(
                gallery_id=gallery.pk, photo_id=final.photo.pk, name=source.name, what=WHAT,
                in_archive=in_archive, order_public_id=order,
            )
        )  # fmt: skip
    for (_order, email), some in by_order.items():
        logs.downloaded(downloads=some, who=replace(who, email=who.email or email), at=at)
