"""The parts of a gallery's page that are the same for many looks at it, and so are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from modules.gallery import hooks
from modules.gallery.presenting import page
from modules.gallery.presenting.eyes import Eye
from modules.gallery.presenting.kept import kept, look
from modules.gallery.presenting.marks import Marks
from modules.gallery.presenting.rows import rows
from modules.gallery.presenting.signing import Renditions
from modules.gallery.selectors import photos_of
from modules.gallery.services import downloads
from modules.gallery.settings import GallerySettings
from safelight.site import selectors as site

PHOTO_ID = "ID"


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to have all photos at once: how many of them may be had so now."""

    choice: downloads.Choice
    url: str
    photos: int


def photos(
    asked: Mapping[str, str], eye: Eye, marks: Marks, renditions: Renditions
) -> SafeString:  # fmt: skip
    """The grid's first screen with its templates."""
    html = kept(
        ["first", asked, *look(eye, marks, renditions)],
        lambda: str(
            render_to_string("gallery/site/photos.html", _first(asked, eye, marks, renditions))
        ),
    )
    return mark_safe(html)  # noqa: S308 - rendered by a template, which has escaped it


def counts(eye: Eye) -> Mapping[str, int]:
    """How many ready photos are in each state."""
    gallery, sight = eye.gallery, eye.grant.sight
    seen_by = sight.parts() if sight else None
    return kept(
        ["counts", gallery.public_id, gallery.content_revision, seen_by], lambda: _counts(eye)
    )  # fmt: skip


def downloads_of(eye: Eye, counted: Mapping[str, int], settings: GallerySettings) -> list[Way]:
    """The ways to download all; none that would give nothing, or more than one archive holds."""
    address = reverse("gallery_site:archive", args=[eye.gallery.public_id])
    photos_by_way: dict[downloads.Choice, int] = {}
    for state, number in counted.items():
        for choice in downloads.choices(grant=eye.grant, state=state, formats=eye.formats):
            photos_by_way[choice] = photos_by_way.get(choice, 0) + number
    return [
        Way(choice=choice, url=f"{address}?as={choice.key}", photos=number)
        for choice, number in photos_by_way.items()
        if number <= settings.largest_archive_files
    ]


def links_to_buy(eye: Eye) -> list[hooks.Link]:
    """Where the whole gallery is bought; nowhere once the time to choose is over."""
    if eye.buys_nothing:
        return []
    return hooks.links_to_buy(eye.modules, gallery=eye.gallery, free_states=eye.free_states)


def link_of_picked(eye: Eye) -> hooks.Link | None:
    """Where all that was picked is printed at once; nowhere where nobody picks."""
    if eye.buys_nothing or not eye.gallery.picks_on:
        return None
    return hooks.link_of_picked(eye.modules, gallery=eye.gallery)


def settings_of(request: HttpRequest) -> GallerySettings:
    stored: dict[str, Any] = request.site_settings.modules.get("gallery", {})  # type: ignore[attr-defined]
    return site.from_stored(GallerySettings, stored)


def _counts(eye: Eye) -> dict[str, int]:
    ready: Any = photos_of(eye.gallery, eye.grant.sight)
    return dict(ready.order_by().values_list("state").annotate(n=Count("pk")))


def _first(
    asked: Mapping[str, str], eye: Eye, marks: Marks, renditions: Renditions
) -> dict[str, Any]:  # fmt: skip
    said = marks.with_comments(eye.gallery)
    found = page.filtered(eye, said, asked)
    if "after" in asked:
        found = page.after(eye, found, asked["after"])
    shown = rows(eye, found[: page.FIRST_SCREEN + 1], said)
    first, more = shown[: page.FIRST_SCREEN], len(shown) > page.FIRST_SCREEN
    onward = {**asked, "after": first[-1].public_id if first else ""}
    args = [eye.gallery.public_id, PHOTO_ID]
    buy_url = hooks.address_to_buy(eye.modules, gallery=eye.gallery)
    return {
        "gallery": eye.gallery,
        "can_order": eye.may_ever_order,
        "first_photos": page.tiles(first, renditions, eye.gallery, buy_url),
        "photo_url_pattern": reverse("gallery_site:photo", args=args),
        "download_url_pattern": reverse("gallery_site:download", args=args),
        "buy_url_pattern": buy_url,
        "more_url": f"?{urlencode(onward)}" if more else "",
    }
