"""What the decision answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from modules.gallery.access.sight import Sight
from modules.gallery.models import Authorization, PhotoState

Originals = Authorization.Originals


class Door(StrEnum):
    """What somebody who may not enter is shown."""

    OPEN = "open"
    PASSWORD = "password"  # noqa: S105 - a door, not a secret
    CODE = "code"
    SIGN_IN = "sign_in"
    OVER = "over"  # Published, and closed by its last day.
    NONE = "none"  # As if there were no such gallery.


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What one viewer may do in one gallery."""

    enter: bool = False
    order: bool = False
    lowres: bool = False
    # Where originals are for FINAL only, so are small files: a proof is not taken home.
    lowres_final_only: bool = False
    originals: Originals = Originals.NONE
    format_ids: frozenset[int] = frozenset()
    # By which row: team, client, group, code, password or anybody.
    via: str = ""
    door: Door = Door.NONE
    # The table has a client code that this viewer did not give: they pick and say nothing.
    looks_only: bool = False
    # What of the photos a member of the team has before them; None for all of them.
    sight: Sight | None = None

    def may_download_original(self, state: str) -> bool:
        if not self.enter or self.originals == Originals.NONE:
            return False
        return self.originals == Originals.ALL or state == PhotoState.FINAL

    def may_download_lowres(self, state: str) -> bool:
        if not self.enter or not self.lowres:
            return False
        return not self.lowres_final_only or state == PhotoState.FINAL

    def may_order(self, state: str, offered_states: Collection[str]) -> bool:
        """``offered_states`` are the gallery's; an empty collection offers every state."""
        return self.enter and self.order and (not offered_states or state in offered_states)


CLOSED = Grant()
OVER = Grant(door=Door.OVER)


def join(grants: Collection[Grant]) -> Grant:
    """The union of several rows' rights: somebody who is in several groups."""
    entering = [grant for grant in grants if grant.enter]
    if not entering:
        return Grant(via="group", door=Door.SIGN_IN)
    widest = max((grant.originals for grant in entering), key=list(Originals).index)
    return Grant(
        enter=True,
        order=any(grant.order for grant in entering),
        lowres=any(grant.lowres for grant in entering),
        lowres_final_only=all(grant.lowres_final_only for grant in entering if grant.lowres),
        originals=widest,
        format_ids=frozenset().union(*(grant.format_ids for grant in entering)),
        via="group",
        door=Door.OPEN,
    )
