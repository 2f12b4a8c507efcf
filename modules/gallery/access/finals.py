"""Who may download which finals of a gallery's photo transfer.

Part of the one decision: whoever may not enter the gallery has none of them. The team has all;
everybody else what the gallery's own word gives: nobody anything, anybody everything, or each
client what they ordered and paid, which modules above know (``hooks.claimed_finals``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from modules.gallery import hooks
from modules.gallery.access.grants import Grant
from modules.gallery.access.sight import Sight
from modules.gallery.facts import Claim
from modules.gallery.models import Gallery
from tenants.context import current_studio

Transfer = Gallery.Transfer
CLAIMED = {Transfer.ORDERED, Transfer.ANYBODY}


@dataclass(frozen=True, kw_only=True)
class FinalsGrant:
    """``claims`` are those to single photos of the gallery, by photo id."""

    everything: bool = False
    claims: Mapping[int, Claim] = field(default_factory=dict)
    # A member has finals of the photos that are before them.
    sight: Sight | None = None

    @property
    def anything(self) -> bool:
        return self.everything or bool(self.claims)

    def may_have(self, photo_id: int) -> bool:
        """Whether the final of this photo may be downloaded."""
        return self.everything or photo_id in self.claims

    def format_of(self, photo_id: int) -> int | None:
        """The delivery format in which it may be had; None: as it was transferred."""
        return None if self.everything else self.claims[photo_id].format_id


NONE = FinalsGrant()


def decide_finals(
    *, gallery: Gallery, grant: Grant, visitor_id: int | None, modules: frozenset[str]
) -> FinalsGrant:
    """``grant`` is what ``decide`` gave for the gallery; at most what the hook asks is queried."""
    if not grant.enter or not gallery.has_transfer:
        return NONE
    if grant.via == "team":
        return FinalsGrant(everything=True, sight=grant.sight)
    if grant.looks_only:
        return NONE
    is_open = current_studio().is_ready
    if gallery.transfer == Transfer.ANYBODY and is_open:
        return FinalsGrant(everything=True)
    # While the studio is closed for now, what is free is closed as well.
    if gallery.transfer not in CLAIMED or visitor_id is None:
        return NONE
    claims = hooks.claims_to_finals(modules, gallery=gallery, visitor_id=visitor_id)
    return FinalsGrant(claims=claims)
