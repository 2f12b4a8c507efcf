"""What galleries answer to hooks of the platform."""

from __future__ import annotations

from django.db.models import F, Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.gallery import renewing
from modules.gallery.access import revisions
from modules.gallery.figures import studio_figures
from modules.gallery.models import (
    AccessEntry,
    Comment,
    DownloadEntry,
    Gallery,
    Pick,
    Rating,
    Unlock,
)
from safelight.kernel import hooks
from safelight.storage.claims import Link

__all__ = ["studio_figures"]

# One word of each kind a visitor and thing: where both have one, the target's stands.
_ONCE: tuple[tuple[type[Model], str], ...] = (
    (Pick, "photo_id"),
    (Rating, "photo_id"),
    (Unlock, "authorization_id"),
)
_MANY: tuple[type[Model], ...] = (Comment, AccessEntry, DownloadEntry)


@hooks.impl
def merge_visitor(source_id: int, target_id: int) -> None:
    # An unlock with a password that was changed since is no word: it would shut out the newer one.
    current = F("authorization__password_generation")
    Unlock.objects.filter(visitor=target_id).exclude(generation=current).delete()
    for model, thing in _ONCE:
        rows = model._default_manager.filter(visitor=source_id)
        kept = model._default_manager.filter(visitor=target_id).values(thing)
        rows.exclude(**{f"{thing}__in": kept}).update(visitor=target_id)
    for model in _MANY:
        model._default_manager.filter(visitor=source_id).update(visitor=target_id)


@hooks.impl
def brand_of(kind: str, public_id: str) -> int | None:
    found = Gallery.objects.filter(public_id=public_id).first() if kind == "gallery" else None
    return found.worn_brand_id() if found else None


@hooks.impl
def rights_changed(client_ids: list[int]) -> None:
    # Which galleries a group opened cannot be known once it is gone: all are decided anew.
    _raise_all()


@hooks.impl
def team_rights_changed(person_ids: list[int]) -> None:
    # The team sees every gallery.
    _raise_all()


@hooks.impl
def revision_of_link(request: HttpRequest, link: Link) -> int | None:
    return renewing.revision(request, link) if link.scope.kind == "gallery" else None


def _raise_all() -> None:
    tops = Gallery.objects.filter(parent=None)
    revisions.raise_for(list(tops.values_list("pk", flat=True)))


@hooks.impl
def site_tools(request: HttpRequest) -> dict[str, object]:
    text = _("What is made for you, and what you picked in it.")
    page = {"title": _("Your galleries"), "url": reverse("gallery_site:own"), "icon": "images"}
    return {"account_pages": [page | {"text": text}]}
