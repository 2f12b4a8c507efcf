"""The photos of a gallery as the team sees them, and its latest uploads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString

from modules.gallery import asking, thumbs
from modules.gallery.access import Sight, seen, viewer_of
from modules.gallery.facts import Thumb
from modules.gallery.models import Batch, BatchFile, Gallery, Photo, PhotoState, Placement
from modules.gallery.services import batches as batch_files
from modules.gallery.workspace.reads import feedback, paging

PER_PAGE = 120
LATEST_BATCHES = 5
Outcome = BatchFile.Outcome
COME_IN = frozenset({Outcome.ADDED, Outcome.REPLACED, Outcome.KEPT_BOTH})


@dataclass(frozen=True, kw_only=True)
class Tile:
    photo: Photo
    thumb: Thumb | None
    words: feedback.Words
    is_cover: bool
    tag: SafeString


@dataclass(frozen=True, kw_only=True)
class Contents:
    tiles: list[Tile]
    count: int
    next_url: str
    previous_url: str


@dataclass(frozen=True, kw_only=True)
class BatchFacts:
    """One upload: how many files came to which end, and each that was refused with its reason.

    ``noted`` came in, with something to know: a name that matched nothing, or matched twice.
    """

    batch: Batch
    total: int
    ready: int
    waiting: int
    skipped: int
    refused: list[BatchFile]
    noted: list[BatchFile]


def contents(request: HttpRequest, gallery: Gallery) -> Contents:
    """What the address asks for: ``q`` (part of a name), ``state``, ``after``."""
    sight = viewer_of(request).sight
    placed = Placement.objects.filter(
        seen(sight, "photo"), gallery=gallery, photo__version__isnull=False
    )
    found = placed.filter(_filter(request)).select_related("photo__version")
    page = paging.page(request, found, by="position", limit=PER_PAGE)
    photos = [row.photo for row in page.rows]
    versions = [photo.version for photo in photos if photo.version is not None]
    signed = thumbs.sign(request, gallery, versions)
    ids = [photo.pk for photo in photos]
    words = feedback.words_about(ids)
    tags = asking.tags_of(request.modules, photo_ids=ids)  # type: ignore[attr-defined]
    return Contents(
        tiles=[
            Tile(
                photo=photo,
                thumb=signed.get(photo.version_id or 0),
                words=words[photo.pk],
                is_cover=photo.pk == gallery.cover_id,
                tag=tags.get(photo.pk, SafeString()),
            )
            for photo in photos
        ],
        count=found.count(),
        next_url=paging.turn(request, page.next),
        previous_url=paging.first(request),
    )


def neighbours(
    gallery: Gallery, photo: Photo, sight: Sight | None
) -> tuple[str | None, str | None]:
    """Public ids of the photos before and after this one in the gallery."""
    here = Placement.objects.get(gallery=gallery, photo=photo)
    others = Placement.objects.filter(
        seen(sight, "photo"), gallery=gallery, photo__version__isnull=False
    )
    place = here.position, here.pk
    before = Q(position__lt=place[0]) | Q(position=place[0], pk__lt=place[1])
    after = Q(position__gt=place[0]) | Q(position=place[0], pk__gt=place[1])
    ids = "photo__public_id"
    return (
        others.filter(before).order_by("-position", "-pk").values_list(ids, flat=True).first(),
        others.filter(after).order_by("position", "pk").values_list(ids, flat=True).first(),
    )


def latest_batches(gallery: Gallery, sight: Sight | None) -> list[BatchFacts]:
    """The last uploads, newest first; without files that became a photo out of sight."""
    batches = list(
        Batch.objects.filter(gallery=gallery)
        .select_related("made_by")
        .order_by("-pk")[:LATEST_BATCHES]
    )
    files: dict[int, list[BatchFile]] = {batch.pk: [] for batch in batches}
    for file in batch_files.seen_by(sight).filter(batch__in=batches).order_by("pk"):
        files[file.batch_id].append(file)
    return [_facts(batch, files[batch.pk]) for batch in batches if files[batch.pk]]


def _facts(batch: Batch, files: list[BatchFile]) -> BatchFacts:
    refused = [file for file in files if file.outcome == Outcome.REFUSED]
    waiting = sum(file.outcome == Outcome.WAITING for file in files)
    skipped = sum(file.outcome == Outcome.SKIPPED for file in files)
    return BatchFacts(
        batch=batch,
        total=len(files),
        ready=len(files) - len(refused) - waiting - skipped,
        waiting=waiting,
        skipped=skipped,
        refused=refused,
        noted=[file for file in files if file.reason and file.outcome in COME_IN],
    )


def _filter(request: HttpRequest) -> Q:
    wanted = Q()
    name = request.GET.get("q", "").replace("\0", "").strip()
    if name:
        wanted &= Q(photo__name_key__contains=name.casefold())
    state = request.GET.get("state", "")
    if state in PhotoState.values:
        wanted &= Q(photo__state=state)
    return wanted
