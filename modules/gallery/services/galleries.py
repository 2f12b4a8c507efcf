"""Making, changing, moving, publishing and deleting galleries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from modules.gallery.access import revisions
from modules.gallery.models import Authorization, Gallery, Photo, Placement
from modules.gallery.services import authorizations, closing, photos, presets, transfers, tree
from safelight.kernel import sequence
from safelight.kernel.errors import Refusal
from safelight.kernel.sequence import Spot
from safelight.site.models import Brand

# What a copy takes over, and what a form may change.
SETTINGS = (
    "preset", "style", "layout", "hidden", "comments_on", "ratings_on", "picks_on", "show_state",
    "order_states", "order_format_id", "deliver_when_final", "welcome", "transfer",
    "transfer_with_prints", "brand_id",
)  # fmt: skip
_OF_A_FORM = frozenset(
    {"title", "description", "event_date", "brand", "order_format", "choose_until", "closes_at"}
)
CHANGEABLE = _OF_A_FORM | set(SETTINGS) - {"preset", "transfer", "transfer_with_prints"}


class NoPasswordYet(Refusal):
    """Publishing now would let everybody in, which this gallery was not made for."""

    code = "no_password_yet"


class LastDayHasPassed(Refusal):
    """A gallery that has closed is published once it has a later last day, or none."""

    code = "last_day_has_passed"


class NotThoseGalleries(Refusal):
    code = "not_those_galleries"


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What deleting a gallery takes away: ``photos`` are those that no other gallery shows."""

    galleries: int
    photos: int


def create(
    *, title: str, preset: str = "", parent: Gallery | None = None,
    copy_settings_from: Gallery | None = None, inherit: bool = False, brand: Brand | None = None,
) -> Gallery:  # fmt: skip
    """A new draft. Settings come from the preset, or whole from another gallery but for a brand.

    ``inherit`` leaves the table to the parent. A copy takes the Anybody row over without its
    password, which would let one client into the next one's gallery; no photos and no clients.
    """
    chosen = presets.preset(preset)
    fields: dict[str, Any] = presets.settings_of(chosen)
    if copy_settings_from is not None:
        fields = {name: getattr(copy_settings_from, name) for name in SETTINGS}
    if brand is not None:
        fields["brand_id"] = brand.pk
    # The gallery and its Anybody row appear together.
    with transaction.atomic():
        tree.lock()
        tree.refuse_beyond(parent=parent)
        gallery: Gallery = Gallery.objects.create(
            title=title.strip(),
            parent=parent,
            position=tree.next_position(parent),
            own_authorizations=not (inherit and parent is not None),
            **fields,
        )
        if gallery.own_authorizations:
            _first_row(gallery, chosen, copy_settings_from)
        if gallery.has_transfer:
            transfers.begin(
                gallery=gallery, who=gallery.transfer, with_prints=gallery.transfer_with_prints
            )
    return gallery


def _first_row(gallery: Gallery, chosen: presets.Preset, source: Gallery | None) -> None:
    rights = chosen.anybody
    if source is not None:
        rights = authorizations.rights_of(authorizations.anybody(tree.decider(source)))
    authorizations.make_anybody(gallery=gallery, rights=rights)


def change(*, gallery: Gallery, **changes: Any) -> Gallery:
    """Change title, description, dates or settings; of who may enter, only until when."""
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"Not settings of a gallery: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(gallery, name, value)
    # Links that were signed before end with the same commit.
    with transaction.atomic():
        if "closes_at" in changes:
            # Another last day is noticed and told anew.
            gallery.closed_at = changes["closed_at"] = None
            revisions.raise_for([gallery.pk])
        gallery.save(update_fields=list(changes))
        tree.touched([gallery.pk])
    return gallery


def move(*, gallery: Gallery, parent: Gallery | None) -> Gallery:
    """Put the gallery, with all below it, under another one or on the first level."""
    # The tree must not change between the look and the move.
    with transaction.atomic():
        tree.lock()
        gallery.refresh_from_db()
        if gallery.parent_id == (parent.pk if parent else None):
            return gallery
        tree.refuse_beyond(parent=parent, moving=gallery)
        if parent is None and not gallery.own_authorizations:
            authorizations.own_table(gallery=gallery)
        gallery.parent = parent
        gallery.position = tree.next_position(parent)
        gallery.save(update_fields=["parent", "position"])
        # Another parent may be a draft, or lend another table.
        revisions.raise_for([gallery.pk])
    return gallery


def put(*, galleries: Sequence[str], spot: Spot, known: QuerySet[Gallery] | None = None) -> None:
    """Put galleries, by public id, together before or after another one of their level.

    ``known``: those that whoever asks may see, else all.
    """
    asked = (Gallery.shown() if known is None else known).filter(
        public_id__in={spot.neighbour, *galleries}
    )
    # Half an order would be none, and the level stays as it is meanwhile.
    with transaction.atomic():
        tree.lock()
        here = {each.public_id: each for each in asked}
        beside = here.get(str(spot.neighbour))
        row = _level(beside.parent_id) if beside else []
        if beside is None or not set(row) & set(here) >= set(galleries):
            raise NotThoseGalleries(_("The galleries changed meanwhile. Load the page again."))
        _line_up(beside.parent_id, sequence.moved(row, galleries, spot))


def step(*, gallery: Gallery, later: bool) -> None:
    """Put the gallery one place earlier or later; at the end of its level nothing happens."""
    # As above.
    with transaction.atomic():
        tree.lock()
        row = _level(gallery.parent_id)
        spot = sequence.step(row, [gallery.public_id], later=later)
        if spot is not None:
            _line_up(gallery.parent_id, sequence.moved(row, [gallery.public_id], spot))


def _level(parent_id: int | None) -> list[str]:
    """Public ids of a level's galleries, in their order."""
    level = Gallery.shown().filter(parent=parent_id).order_by("position", "pk")
    return list(level.values_list("public_id", flat=True))


def _line_up(parent_id: int | None, public_ids: list[str]) -> None:
    positions = {public_id: position for position, public_id in enumerate(public_ids)}
    rows = list(Gallery.objects.filter(public_id__in=public_ids))
    for row in rows:
        row.position = positions[row.public_id]
    Gallery.objects.bulk_update(rows, ["position"])
    tree.touched([parent_id] if parent_id else [])


def publish(*, gallery: Gallery, at: datetime) -> Gallery:
    """Let those who are authorized in; until the studio's usual last day where it has none.

    Refuses a gallery that was made to ask for a password while none was ever set, and one that
    has closed.
    """
    if gallery.is_closed:
        raise LastDayHasPassed(
            _("Its last day has passed. Choose a later one under Settings, or none, then publish.")
        )
    row = authorizations.anybody(gallery) if gallery.own_authorizations else None
    wants = presets.preset(gallery.preset).asks_password
    if wants and row is not None and row.enter and not row.password_generation > 1:
        raise NoPasswordYet(
            _("Set the general password first: without one, whoever has the link comes in.")
        )
    with transaction.atomic():
        if gallery.published_at is None and gallery.closes_at is None:
            gallery.closes_at = closing.usual_end(gallery, published_at=at)
            gallery.save(update_fields=["closes_at"])
        gallery.publish(at=at)
        tree.touched([gallery.pk])
    return gallery


def unpublish(*, gallery: Gallery) -> Gallery:
    """Close every door for clients, links that were signed before included."""
    # The links end with the same commit.
    with transaction.atomic():
        gallery.unpublish()
        revisions.raise_for([gallery.pk])
    return gallery


def loss(*, gallery: Gallery) -> Loss:
    """What ``delete`` would take away now."""
    going = tree.below([gallery.pk])
    shown = Gallery.shown().filter(pk__in=going).count()
    return Loss(galleries=shown, photos=_only_here(list(going)).count())


def delete(*, gallery: Gallery) -> photos.Deleted:
    """Delete the gallery, all below it, and the photos that no other gallery shows.

    Photos of orders lose their place and are kept for those who ordered them.
    """
    # Photos without a gallery could not be found again by anybody.
    with transaction.atomic():
        tree.lock()
        going = tree.below([gallery.pk])
        photo_ids = list(_only_here(list(going)).values_list("pk", flat=True))
        revisions.raise_for([gallery.pk])
        deleted = photos.delete(photo_ids=photo_ids)
        Gallery.objects.filter(pk=gallery.pk).delete()
    return deleted


def _only_here(gallery_ids: list[int]) -> Any:
    elsewhere = Placement.objects.exclude(gallery__in=gallery_ids).values("photo")
    return (
        Photo.objects.filter(placements__gallery__in=gallery_ids)
        .exclude(pk__in=elsewhere)
        .distinct()
    )


def table_rows(gallery: Gallery) -> int:
    """How many clients and groups are listed in the gallery's own table."""
    rows = Authorization.objects.filter(gallery=gallery)
    return rows.exclude(client=None, group=None).count()
