"""What agencies answer to hooks of galleries and of the platform."""

from __future__ import annotations

from modules.agency.services import marks, reviewing, rights
from modules.gallery.access import Sight
from modules.gallery.facts import Mark
from modules.gallery.models import Gallery
from safelight.accounts.models import Member
from safelight.kernel.hooks import impl


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
