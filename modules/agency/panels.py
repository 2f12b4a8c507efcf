"""Parts of other modules' pages: where a file is from, and what a member may do in libraries."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules.agency import selectors
from modules.agency.models import Library, LibraryAccess
from modules.agency.services import rights
from modules.agency.words import said
from modules.gallery import facade as gallery
from modules.gallery.models import Photo
from safelight.accounts.models import Member


def tags(photo_ids: Collection[int]) -> dict[int, SafeString]:
    """The colour tag of its library for each photo that lives in one."""
    homes = gallery.home_of(photo_ids=photo_ids)
    if not homes:
        return {}
    template = "agency/workspace/parts/tag.html"
    drawn = {
        row.home_id: render_to_string(template, {"library": row})
        for row in Library.objects.filter(home__in=set(homes.values()))
    }
    return {pk: drawn[home_id] for pk, home_id in homes.items() if home_id in drawn}


def of_photo(request: HttpRequest, photo: Photo) -> SafeString | None:
    """The library of a photo, how far its review is, and the way there."""
    home_id = gallery.home_of(photo_ids=[photo.pk]).get(photo.pk)
    library = Library.objects.filter(home=home_id).first() if home_id else None
    if library is None or home_id is None:
        return None
    seen = gallery.viewer_of(request).sight
    found = selectors.files(seen, [home_id]).filter(pk=photo.pk).first()
    if found is None:
        return None
    standing = selectors.standing(found.review_state, review_first=library.review_first)
    context = {"library": library, "photo": photo, "standing": standing}
    return render_to_string("agency/workspace/parts/photo_panel.html", context, request)


def of_member(person_id: int) -> dict[str, Any] | None:
    member = Member.objects.select_related("role", "person").filter(person=person_id).first()
    if member is None:
        return None
    rows = LibraryAccess.objects.filter(member=member).select_related("library", "rights_set")
    given = [(row.library, said(rights.known(row.rights_set.rights))) for row in rows]
    return {"member": member, "given": given, "is_owner": member.role.is_owner}
