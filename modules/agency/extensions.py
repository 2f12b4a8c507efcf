"""What agencies answer to hooks of galleries and of the platform."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules.agency import panels
from modules.agency.clock_window import gallery_tabs
from modules.agency.services import marks, reviewing, rights
from modules.agency.share_window import site_tools
from modules.gallery.access import Sight
from modules.gallery.facts import Mark
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Member
from safelight.kernel.hooks import impl

__all__ = ["gallery_tabs", "site_tools"]


@impl
def sight_of_member(member: Member) -> Sight | None:
    return rights.of(member)


@impl
def watermarks(photo_ids: list[int]) -> dict[int, Mark]:
    return marks.of(photo_ids=photo_ids)


@impl
def why_not_placed(gallery: Gallery, photo_ids: list[int]) -> str | None:
    if gallery.is_home:
        return None
    return reviewing.sentence_about(reviewing.held(photo_ids))


@impl
def why_not_replaced(photo_id: int, person_id: int | None) -> str | None:
    return reviewing.why_not_replaced(photo_id=photo_id, person_id=person_id)


@impl
def photo_tags(photo_ids: list[int]) -> dict[int, SafeString]:
    return panels.tags(photo_ids)


@impl
def photo_panel(request: HttpRequest, gallery: Gallery, photo: Photo) -> SafeString | None:
    return panels.of_photo(request, photo)


@impl
def member_panel(request: HttpRequest, person_id: int) -> SafeString | None:
    context = panels.of_member(person_id)
    template = "agency/workspace/parts/member_panel.html"
    return render_to_string(template, context, request) if context else None
