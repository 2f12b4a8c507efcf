"""Deciding anew about a link that was signed before the rights of its gallery changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from django.http import HttpRequest

from modules.gallery import access
from modules.gallery.access import Grant, seen, withheld_originals
from modules.gallery.access.finals import decide_finals
from modules.gallery.models import Archive, Gallery, Photo, PhotoVersion, PreparedFile
from modules.gallery.presenting.signing import SIZES
from modules.gallery.services import archives, downloads, finals, preparing
from modules.gallery.services.marking import keys_now, version_of
from safelight.accounts import visitors
from safelight.storage.claims import Link
from tenants.context import current_studio


def revision(request: HttpRequest, link: Link) -> int | None:
    """The gallery's present revision if the person may still have what the link names."""
    gallery = Gallery.objects.filter(public_id=link.scope.public_id).first()
    if gallery is None:
        return None
    if gallery.finals_of is not None:
        return _of_finals(request, link, home=gallery, gallery=gallery.finals_of)
    if not current_studio().is_ready:
        return None  # Only what was paid goes out of a studio that is closed for now.
    grant = access.decide(access.viewer_of(request), gallery)
    if not grant.enter or not _may_have(request, link, gallery, grant):
        return None
    return int(gallery.access_revision)


def _of_finals(request: HttpRequest, link: Link, *, home: Gallery, gallery: Gallery) -> int | None:
    visitor = visitors.current(request)
    grant = decide_finals(
        gallery=gallery,
        grant=access.decide(access.viewer_of(request), gallery),
        visitor_id=visitor.pk if visitor else None,
        modules=cast("frozenset[str]", request.modules),  # type: ignore[attr-defined]
    )
    if not finals.still_allowed(link=link, home=home, gallery=gallery, grant=grant):
        return None
    return int(home.access_revision)


def _may_have(request: HttpRequest, link: Link, gallery: Gallery, grant: Grant) -> bool:
    if link.kind == "archive":
        made = Archive.objects.filter(
            public_id=link.reference, object_key=link.object_key, scope_public_id=gallery.public_id
        ).first()  # fmt: skip
        if made is None or not archives.still_allowed(made=made, gallery=gallery, grant=grant):
            return False
        counts = made.what in downloads.COUNTED
        return not (counts and _is_held(request, gallery, grant, made.photo_ids))
    photo = _photo(link, gallery, grant)
    if photo is None:
        return False
    if link.kind == "image":
        return True
    if link.variant in SIZES or version_of(link.object_key) is not None:
        may = grant.may_download_lowres(photo.state)
        return may and link.object_key in keys_now([photo])
    withheld = withheld_originals(grant, [photo.pk])
    if withheld or _is_held(request, gallery, grant, [photo.pk]):
        return False
    prepared = PreparedFile.objects.filter(object_key=link.object_key).first()
    if prepared is not None:
        # Made before the format was told to leave something out, it still has it.
        if prepared.settings_digest != preparing.digest_of(prepared.format):
            return False
        is_team = grant.via == "team"
        return is_team or archives.allowed(grant, photo, "format", prepared.format)
    return link.variant == preparing.ORIGINAL and grant.may_download_original(photo.state)


def _is_held(
    request: HttpRequest, gallery: Gallery, grant: Grant, photo_ids: Collection[int]
) -> bool:
    visitor = visitors.current(request)
    return bool(
        downloads.held(
            gallery=gallery, grant=grant, photo_ids=photo_ids,
            visitor_id=visitor.pk if visitor else None,
            modules=cast("frozenset[str]", request.modules),  # type: ignore[attr-defined]
        )
    )  # fmt: skip


def _photo(link: Link, gallery: Gallery, grant: Grant) -> Photo | None:
    """The photo of this gallery whose present file the link names, as it is or prepared.

    An earlier version is shown to nobody but the team, on pages that sign anew.
    """
    version_id = (
        PhotoVersion.objects.filter(object_key=link.object_key).values_list("pk", flat=True).first()
        or PreparedFile.objects.filter(object_key=link.object_key)
        .values_list("version_id", flat=True)
        .first()
        or version_of(link.object_key)
    )
    if version_id is None:
        return None
    placed: Photo | None = Photo.objects.filter(
        seen(grant.sight), version=version_id, placements__gallery=gallery
    ).first()
    return placed
