"""Giving out one photo: decided, written down, and signed for the data plane."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.gallery import asking
from modules.gallery.access import Grant, withheld_originals
from modules.gallery.facts import DeliverySource, Download, Held, NotReady, Recipient
from modules.gallery.models import DeliveryFormat, Gallery, Photo
from modules.gallery.services import logs, marking, preparing
from safelight.kernel.errors import Refusal
from safelight.storage import links, revisions
from safelight.storage.claims import Link, Scope
from tenants.context import current_studio

# What modules may hold back, and count: the rest is given as the table says.
COUNTED = frozenset({"original", "format"})


class HeldBack(Refusal):
    """A module holds this file back now; ``held`` says why, where it has said so."""

    code = "held_back"
    status = 402

    def __init__(self, held: Held) -> None:
        super().__init__(held.reason)
        self.held = held


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


def ways_to(photo: Photo, *, grant: Grant, formats: Sequence[DeliveryFormat]) -> list[Choice]:
    """``choices`` for one photo: without its original where a member may not have that."""
    found = choices(grant=grant, state=photo.state, formats=formats)
    if not withheld_originals(grant, [photo.pk]):
        return found
    return [choice for choice in found if choice.what not in COUNTED]


def held(
    *, gallery: Gallery, grant: Grant, photo_ids: Collection[int], visitor_id: int | None,
    modules: frozenset[str],
) -> dict[int, Held]:  # fmt: skip
    """Which of these photos a client does not get now, asked of them together."""
    if grant.via == "team" or not photo_ids:
        return {}
    return asking.held_back(
        modules, gallery=gallery, photo_ids=list(photo_ids), visitor_id=visitor_id
    )


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


def hand_out(  # noqa: PLR0913 - keyword-only: what is given, to whom, by which right
    *,
    gallery: Gallery,
    grant: Grant,
    photo: Photo,
    what: str,
    source: DeliverySource,
    who: Recipient,
    modules: frozenset[str],
    host: str,
    at: datetime,
) -> str:
    """Write the download down and sign its link; the link's absolute address.

    Raises ``HeldBack`` where a module counts downloads, and somebody else was faster.
    """
    download = Download(gallery_id=gallery.pk, photo_id=photo.pk, name=source.name, what=what)
    given = write_down([download], gallery=gallery, grant=grant, who=who, modules=modules, at=at)
    if not given:
        raise HeldBack(Held(reason=_("This photo cannot be downloaded now.")))
    scope = Scope("gallery", gallery.public_id)
    return sign(scope, gallery.access_revision, source, host=host, at=at)


def write_down(
    wanted: Sequence[Download], *, gallery: Gallery, grant: Grant, who: Recipient,
    modules: frozenset[str], at: datetime,
) -> list[Download]:  # fmt: skip
    """Count downloads and log those that are given; modules may refuse what they count."""
    ids = [each.photo_id for each in wanted if each.what in COUNTED]
    # What counts and what is given are one.
    with transaction.atomic():
        refused = set()
        if ids and grant.via != "team":
            refused = asking.count_downloads(
                modules, gallery=gallery, photo_ids=ids, visitor_id=who.visitor_id
            )
        given = [each for each in wanted if each.photo_id not in refused]
        logs.downloaded(downloads=given, who=who, at=at)
    return given


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
