"""What of galleries and photos a member of the team has before them.

Without a module that limits members (the hook ``sight_of_member``), a member's role alone decides.
A photo that lies in a home (``Gallery.is_home``) is decided by the rights in that home wherever it
is placed; a photo without one by the role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What can be given in a home, each by itself."""

    SEE = "see"  # all of its photos
    OWN = "own"  # the photos that one uploaded
    UPLOAD = "upload"  # add files, and replace one's own
    EDIT = "edit"  # name, state, replacing, versions
    PUBLISH = "publish"  # place in galleries, and take out of them
    ORIGINALS = "originals"  # download the untouched files
    DELETE = "delete"
    REVIEW = "review"  # approve or decline what waits for it
    MOVE = "move"  # into another home, with UPLOAD there


@dataclass(frozen=True, kw_only=True)
class Sight:
    """``galleries``: ids of those that a member may have before them, None for all that are no
    home. ``homes``: what they may do in which home, by its gallery's id; others are not there for
    them. ``person_id``: whose uploads ``Right.OWN`` means.
    """

    person_id: int
    galleries: frozenset[int] | None
    homes: Mapping[int, frozenset[Right]]

    def may(self, home_id: int, right: Right) -> bool:
        return right in self.homes.get(home_id, frozenset())

    def homes_with(self, right: Right) -> list[int]:
        """Ids of the homes in which they have the right."""
        return [home_id for home_id, rights in self.homes.items() if right in rights]

    def parts(self) -> list[object]:
        """Equal lists look the same: pages are kept by them."""
        galleries = None if self.galleries is None else sorted(self.galleries)
        homes = [(home_id, sorted(rights)) for home_id, rights in sorted(self.homes.items())]
        return [self.person_id, galleries, homes]
