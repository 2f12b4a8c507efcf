"""What other modules may ask of galleries. They import this file and ``facts``, nothing else.

Answers come for many ids at once, in a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q
from django.http import HttpRequest

from modules.gallery import selectors, selling, thumbs
from modules.gallery.access import (
    NotYours,
    Right,
    Sight,
    Viewer,
    decide_many,
    galleries_seen,
    galleries_within,
    refuse_without,
    seen,
    team_may,
    viewer_of,
)
from modules.gallery.access.grants import Originals
from modules.gallery.access.revisions import raise_for as decide_links_anew
from modules.gallery.facts import (
    DeliverySource,
    Download,
    Downloaded,
    EnteredGallery,
    GalleryFacts,
    NotReady,
    PhotoFacts,
    Recipient,
    Thumb,
)
from modules.gallery.giving import (
    InParts,
    NoSuchPart,
    archive_link,
    archived_photos,
    delivery_file,
    delivery_files,
    downloads_of_order,
    file_link,
    log_downloads,
    orders_fetched_lately,
    part_of_archive,
    prepare,
    prepared_pair,
    recipient_of,
)
from modules.gallery.models import (
    Gallery,
    Photo,
    Placement,
)
from modules.gallery.running import (
    Address,
    Rights,
    Sent,
    make_gallery,
    publish,
    send_link,
    set_capture_times,
    set_code,
)
from modules.gallery.selling import (
    above,
    contents,
    entered,
    finals_changed,
    free_of,
    lets_order,
    look_changed,
    placed,
    transferred,
)
from modules.gallery.services.homes import (
    home_of,
    make_home,
    photos_in_home,
    place_in_home,
    remove_home,
    rename_home,
    rights_changed_in,
)
from modules.gallery.services.photos import Deleted
from modules.gallery.services.photos import delete as delete_photos
from modules.gallery.services.photos import rename as rename_photo
from modules.gallery.services.placing import Removed, arrange, line_up, place
from modules.gallery.services.placing import remove as take_out
from modules.gallery.services.sizing import fits
from modules.gallery.workspace.pages import head as workspace_head
from safelight.accounts.models import Visitor

__all__ = [
    "Address",
    "Deleted",
    "DeliverySource",
    "Download",
    "Downloaded",
    "EnteredGallery",
    "GalleryFacts",
    "InParts",
    "NoSuchPart",
    "NotReady",
    "NotYours",
    "PhotoFacts",
    "Recipient",
    "Removed",
    "Right",
    "Rights",
    "Sent",
    "Sight",
    "Thumb",
    "Viewer",
    "above",
    "archive_link",
    "archived_photos",
    "arrange",
    "contents",
    "decide_links_anew",
    "delete_photos",
    "delivery_file",
    "delivery_files",
    "downloads_of_order",
    "entered",
    "file_link",
    "finals_changed",
    "find_photos",
    "fits",
    "free_of",
    "galleries",
    "galleries_seen",
    "galleries_within",
    "home_of",
    "lets_order",
    "line_up",
    "log_downloads",
    "look_changed",
    "make_gallery",
    "make_home",
    "orderable",
    "orders_fetched_lately",
    "part_of_archive",
    "photos",
    "photos_in_home",
    "picked",
    "place",
    "place_in_home",
    "placed",
    "prepare",
    "prepared_pair",
    "publish",
    "recipient_of",
    "refuse_without",
    "remove_home",
    "rename_home",
    "rename_photo",
    "rights_changed_in",
    "seen",
    "send_link",
    "set_capture_times",
    "set_code",
    "take_out",
    "team_may",
    "thumbnails",
    "transferred",
    "viewer_of",
    "workspace_head",
]

# (gallery id, photo id)
Pair = tuple[int, int]


def orderable(*, viewer: Viewer, pairs: Sequence[Pair]) -> dict[int, bool]:
    """Whether the viewer may order each photo from its gallery now, by photo id."""
    placed = _placed(pairs, viewer.sight if viewer.is_team else None)
    found = _galleries(gallery for gallery, _ in pairs)
    grants = decide_many(viewer, list(found.values()))
    answers = {photo_id: False for _, photo_id in pairs}
    over = set() if viewer.is_team else selling.over(found)
    for gallery_id, photo_id in set(pairs) & set(placed):
        if gallery_id in over:
            continue
        state = placed[gallery_id, photo_id].state
        offered = found[gallery_id].order_states
        answers[photo_id] |= grants[gallery_id].may_order(state, offered)
    return answers


def photos(*, ids: Collection[int]) -> dict[int, PhotoFacts]:
    """Facts of the photos that still exist."""
    rows = Photo.objects.filter(pk__in=ids).select_related("version")
    return {row.pk: selling.facts_of(row) for row in rows}


def galleries(*, ids: Collection[int], viewer: Viewer | None = None) -> dict[int, GalleryFacts]:
    """Facts of the galleries that still exist.

    Where a gallery has no order format, the viewer's own row says whether only FINAL is given at
    once; nobody's row is known without a viewer, and then it is held back.
    """
    found = _galleries(ids)
    grants = decide_many(viewer, list(found.values())) if viewer else {}
    facts = {}
    for gallery_id, gallery in found.items():
        grant = grants.get(gallery_id)
        only_final = grant is None or grant.originals != Originals.ALL
        if gallery.order_format is not None:
            only_final = gallery.order_format.only_final_at_once
        facts[gallery_id] = GalleryFacts(
            id=gallery.pk,
            public_id=gallery.public_id,
            title=gallery.title,
            order_format_id=gallery.order_format_id,
            only_final=only_final,
            deliver_when_final=gallery.deliver_when_final,
            order_states=tuple(gallery.order_states),
            has_transfer=gallery.has_transfer,
        )
    return facts


def brand_of_all(*, gallery_ids: Collection[int]) -> int | None:
    """Id of the brand that all of these galleries wear; None where they wear none, or several."""
    worn = {each.worn_brand_id() for each in Gallery.objects.filter(pk__in=gallery_ids)}
    return worn.pop() if len(worn) == 1 else None


def find_photos(
    *, viewer: Viewer, gallery_public_id: str, photo_public_ids: Collection[str]
) -> tuple[Gallery, list[Photo]] | None:
    """The gallery and those of the photos that it has; None where the viewer may not enter."""
    reached = selectors.reachable(viewer, gallery_public_id)
    if reached is None:
        return None
    found = selectors.photos_of(reached[0], reached[1].sight).filter(public_id__in=photo_public_ids)
    return reached[0], list(found)


def picked(
    *,
    viewer: Viewer,
    visitor: Visitor | None,
    gallery_public_id: str,
    besides: Collection[int] = (),
) -> tuple[Gallery, list[Photo]] | None:
    """The gallery and those of its ready photos that the visitor picked, in its order; ``besides``
    them those with these ids. None where the viewer may not enter.
    """
    reached = selectors.reachable(viewer, gallery_public_id)
    if reached is None:
        return None
    own = Q(picks__visitor=visitor) if visitor else Q(pk__in=())
    found = selectors.photos_of(reached[0], reached[1].sight).filter(
        own | Q(pk__in=besides), version__isnull=False
    )
    return reached[0], list(dict.fromkeys(found))


def thumbnails(
    *, request: HttpRequest, pairs: Sequence[Pair], large: bool = False
) -> dict[int, Thumb]:
    """Signed thumbnails by photo id, of what the person of this request may see.

    ``large``: three times as large, as far as there are such.
    """
    viewer, found = viewer_of(request), _galleries(gallery for gallery, _ in pairs)
    placed = _placed(pairs, viewer.sight if viewer.is_team else None)
    grants = decide_many(viewer, list(found.values()))
    answers: dict[int, Thumb] = {}
    for gallery_id, gallery in found.items():
        seen = [photo for (of, _), photo in placed.items() if of == gallery_id]
        versions = [photo.version for photo in seen if photo.version is not None]
        if grants[gallery_id].enter and versions:
            signed = thumbs.sign(request, gallery, versions)
            if large:
                signed |= thumbs.sign(request, gallery, versions, size=thumbs.LARGE)
            answers |= {v.photo_id: signed[v.pk] for v in versions if v.pk in signed}
    return answers


def _galleries(ids: object) -> dict[int, Gallery]:
    rows = Gallery.objects.filter(pk__in=set(ids)).select_related("order_format")  # type: ignore[call-overload]
    return {row.pk: row for row in rows}


def _placed(pairs: Sequence[Pair], sight: Sight | None) -> dict[Pair, Photo]:
    """The ready photos of those pairs that are really placed so."""
    asked = set(pairs)
    rows = Placement.objects.filter(
        seen(sight, "photo"),
        gallery__in={gallery_id for gallery_id, _ in asked},
        photo__in={photo_id for _, photo_id in asked},
        photo__version__isnull=False,
    ).select_related("photo__version")
    found = {(row.gallery_id, row.photo_id): row.photo for row in rows}
    return {pair: photo for pair, photo in found.items() if pair in asked}
