"""May this person do that with this file or gallery, and which row says so?

The answers are those of the doors themselves: ``access.decide_many``, ``access.team_may``, roles
and ``facade.orderable``. Here they are only put into words, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from modules.agency.permissions import CHANGE_GALLERIES, SEE_GALLERIES, UPLOAD_TO_GALLERIES
from modules.agency.services import tester_rows as rows
from modules.agency.services.tester_rows import Row
from modules.gallery import access
from modules.gallery import facade as gallery
from modules.gallery.access import Grant, Right, Viewer
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Client, Member


class Act(StrEnum):
    """What somebody may want to do; the first four are asked of clients, too."""

    SEE = "see"
    ORDER = "order"
    LOWRES = "lowres"
    ORIGINALS = "originals"
    UPLOAD = "upload"
    EDIT = "edit"
    PUBLISH = "publish"
    DELETE = "delete"
    REVIEW = "review"
    MOVE = "move"


OF_CLIENTS = frozenset({Act.SEE, Act.ORDER, Act.LOWRES, Act.ORIGINALS})

# What a role must allow where no library has a say, and beside the library's for galleries.
_CODES = {
    Act.SEE: SEE_GALLERIES, Act.ORIGINALS: SEE_GALLERIES, Act.LOWRES: SEE_GALLERIES,
    Act.ORDER: SEE_GALLERIES, Act.UPLOAD: UPLOAD_TO_GALLERIES, Act.EDIT: CHANGE_GALLERIES,
    Act.PUBLISH: CHANGE_GALLERIES, Act.DELETE: CHANGE_GALLERIES,
}  # fmt: skip
_RIGHTS = {
    Act.SEE: Right.SEE, Act.LOWRES: Right.SEE, Act.ORDER: Right.SEE,
    Act.ORIGINALS: Right.ORIGINALS, Act.UPLOAD: Right.UPLOAD, Act.EDIT: Right.EDIT,
    Act.PUBLISH: Right.PUBLISH, Act.DELETE: Right.DELETE, Act.REVIEW: Right.REVIEW,
    Act.MOVE: Right.MOVE,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer, and the row that gives or denies it."""

    is_yes: bool
    row: Row


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A gallery, or a photo with the galleries that show it and the home it lies in."""

    gallery: Gallery | None = None
    photo: Photo | None = None

    @property
    def name(self) -> str:
        return self.photo.name if self.photo else self.gallery.title if self.gallery else ""

    def home_id(self) -> int | None:
        if self.photo is None:
            return None
        return gallery.home_of(photo_ids=[self.photo.pk]).get(self.photo.pk)

    def galleries(self) -> list[Gallery]:
        if self.gallery is not None:
            return [self.gallery]
        shown = Gallery.shown().filter(placements__photo=self.photo)
        return list(shown.order_by("title", "pk"))


def of_member(*, member: Member, viewer: Viewer, thing: Thing, act: Act) -> Verdict:
    """``viewer`` is the member as galleries know them (``rights.viewer_of``)."""
    if member.role.is_owner:
        return Verdict(is_yes=True, row=rows.of_owner(member))
    home_id = thing.home_id()
    if thing.photo is not None and home_id is not None:
        return _of_library(member, viewer, thing.photo, home_id, act)
    return _of_galleries(member, viewer, thing.galleries(), act)


def _of_library(
    member: Member, viewer: Viewer, photo: Photo, home_id: int, act: Act
) -> Verdict:  # fmt: skip
    answer = access.team_may(viewer, [photo.pk], _RIGHTS[act])
    fills = viewer.is_team and _allows(member, CHANGE_GALLERIES)
    if answer.is_yes and act is Act.PUBLISH and not fills:
        # A gallery is filled by whoever may change it: the role has a word beside the library.
        return Verdict(is_yes=False, row=rows.of_role(member))
    return Verdict(is_yes=answer.is_yes, row=rows.of_library(member, home_id))


def _of_galleries(
    member: Member, viewer: Viewer, galleries: Sequence[Gallery], act: Act
) -> Verdict:
    code = _CODES.get(act)
    if code is None:
        return Verdict(is_yes=False, row=rows.of_no_library())
    if not viewer.is_team or not _allows(member, code):
        return Verdict(is_yes=False, row=rows.of_role(member))
    grants = access.decide_many(viewer, galleries)
    if any(grant.enter for grant in grants.values()):
        return Verdict(is_yes=True, row=rows.of_role(member))
    return Verdict(is_yes=False, row=rows.of_limits(member))


def _allows(member: Member, code: str) -> bool:
    return code in member.role.permissions


def of_client(*, client: Client | None, viewer: Viewer, thing: Thing, act: Act) -> Verdict:
    """``client`` None: somebody who has the link and no account."""
    if act not in OF_CLIENTS:
        return Verdict(is_yes=False, row=rows.of_the_team())
    found = thing.galleries()
    if not found:
        return Verdict(is_yes=False, row=rows.of_nowhere())
    grants = access.decide_many(viewer, found)
    lets = [each for each in found if _lets(viewer, each, grants[each.pk], thing.photo, act)]
    shown = (lets or found)[0]
    return Verdict(is_yes=bool(lets), row=rows.of_table(shown, grants[shown.pk], client, viewer))


def _lets(viewer: Viewer, shown: Gallery, grant: Grant, photo: Photo | None, act: Act) -> bool:
    if act is Act.SEE:
        return grant.enter
    if photo is None:
        # Of a gallery as a whole: whether there is any state in which it would be so.
        states = list(shown.order_states) or ["FINAL"]
        wide = {
            Act.ORDER: any(grant.may_order(state, shown.order_states) for state in states),
            Act.LOWRES: grant.may_download_lowres("FINAL"),
            Act.ORIGINALS: grant.may_download_original("FINAL"),
        }
        return wide[act]
    if act is Act.ORDER:
        return gallery.orderable(viewer=viewer, pairs=[(shown.pk, photo.pk)])[photo.pk]
    if act is Act.LOWRES:
        return grant.may_download_lowres(photo.state)
    return grant.may_download_original(photo.state)


def said(verdict: Verdict, *, who: str, what: str, act: str) -> str:
    """The answer as a sentence; ``act`` as ``words.ACTS`` has it."""
    words = {
        True: _("Yes: %(who)s may %(act)s “%(what)s”."),
        False: _("No: %(who)s may not %(act)s “%(what)s”."),
    }
    return words[verdict.is_yes] % {"who": who, "act": act, "what": what}
