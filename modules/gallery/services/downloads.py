"""Giving out one photo: decided, written down, and signed for the data plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from modules.gallery.access import Grant
from modules.gallery.facts import DeliverySource, Download, NotReady, Recipient
from modules.gallery.models import DeliveryFormat, Gallery, Photo
from modules.gallery.services import logs, marking, preparing
from safelight.storage import links, revisions
from safelight.storage.claims import Link, Scope
from tenants.context import current_studio


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way in which a photo may be had: ``what`` is original, lowres or format."""

    what: str
    format: DeliveryFormat | None = None

    @property
    def key(self) -> str:
        """What an address asks for it by."""
        return self.format.public_id if self.format else self.what


def choices(*, grant: Grant, state: str, formats: Sequence[DeliveryFormat]) -> list[Choice]:
    """The ways in which a photo in this state may be had now, best first.

    ``formats`` are those that the grant names (see ``offered_formats``).
    """
    found = []
    if grant.may_download_original(state):
        found.append(Choice(what="original"))
    for fmt in formats:
        if _offers(fmt, state):
            found.append(Choice(what="format", format=fmt))
    if grant.may_download_lowres(state):
        found.append(Choice(what="lowres"))
    return found


def offered_formats(grant: Grant) -> list[DeliveryFormat]:
    """The formats of a grant; no query where there are none."""
    if not grant.enter or not grant.format_ids:
        return []
    return list(DeliveryFormat.objects.filter(pk__in=grant.format_ids))


def source_of(choice: Choice, photo: Photo) -> DeliverySource | NotReady:
    """The stored file of a choice; asks for it to be made where it must be."""
    version = photo.version
    if version is None:
        return NotReady()
    if choice.format is not None:
        source = preparing.delivery_file(version_id=version.pk, format_id=choice.format.pk)
        if isinstance(source, NotReady) and not source.problem:
            preparing.ask_for(pairs=[(version.pk, choice.format.pk)])
        return source
    if choice.what == "lowres":
        return marking.lowres_of([photo])[photo.pk] or NotReady()
    return preparing.original(version)


def hand_out(
    *,
    gallery: Gallery,
    photo: Photo,
    what: str,
    source: DeliverySource,
    who: Recipient,
    host: str,
    at: datetime,
) -> str:
    """Write the download down and sign its link; the link's absolute address."""
    download = Download(gallery_id=gallery.pk, photo_id=photo.pk, name=source.name, what=what)
    logs.downloaded(downloads=[download], who=who, at=at)
    scope = Scope("gallery", gallery.public_id)
    return sign(scope, gallery.access_revision, source, host=host, at=at)


def sign(scope: Scope, revision: int, source: DeliverySource, *, host: str, at: datetime) -> str:
    """The signed absolute address of one stored file, as an attachment."""
    studio = current_studio().uuid
    revisions.publish(studio, scope, revision)
    plain = links.plain_host(host)
    link = Link(
        studio=studio, host=plain, scope=scope, revision=revision, object_key=source.key,
        variant=source.variant, media_type=source.media_type, name=source.name,
    )  # fmt: skip
    return links.data_url(plain, links.sign(link, at=at))


def _offers(fmt: DeliveryFormat, state: str) -> bool:
    offered = not fmt.offer_states or state in fmt.offer_states
    return offered and (not fmt.only_final_at_once or state == "FINAL")
