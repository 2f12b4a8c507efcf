"""Which photos a member of the team has before them, and what they may do with each.

A photo in a home is decided by the rights there, wherever it is shown; one without by the role, of
which its page or API view has asked already. What cannot be seen cannot be changed either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.gallery.access.grants import Grant
from modules.gallery.access.sight import Right, Sight
from modules.gallery.access.viewer import Viewer
from modules.gallery.models import Gallery, PhotoVersion, Placement
from modules.gallery.permissions import UPLOAD
from safelight.kernel.errors import Refusal


class NotYours(Refusal):
    """Some of the photos lie in libraries in which this person may not do that."""

    code = "not_yours"
    status = 403


class OutsideBranches(Refusal):
    """A gallery on the first level would be out of sight of who makes it."""

    code = "outside_branches"
    status = 403


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``refused``: the home that is in the way, by photo id; None where a photo has none."""

    refused: dict[int, int | None] = field(default_factory=dict)

    @property
    def is_yes(self) -> bool:
        return not self.refused


def seen(sight: Sight | None, photo: str = "pk") -> Q:
    """The photos that are before somebody, for a filter on photos or on what has one.

    ``photo``: how the photo is reached from the rows that are filtered. None sees all.
    """
    if sight is None:
        return Q()
    uploaded = PhotoVersion.objects.filter(
        photo=OuterRef("photo"), number=1, uploaded_by=sight.person_id
    )
    hidden = (
        Placement.objects.filter(photo=OuterRef(photo), in_home=True)
        .exclude(gallery__in=sight.homes_with(Right.SEE))
        .exclude(Q(gallery__in=sight.homes_with(Right.OWN)) & Exists(uploaded))
    )
    return Q(~Exists(hidden))


def galleries_seen(viewer: Viewer) -> QuerySet[Gallery]:
    """The galleries that a member has before them; those that only keep files are in no list."""
    found = galleries_within(viewer.sight)
    return found if viewer.is_team else found.none()


def galleries_within(sight: Sight | None) -> QuerySet[Gallery]:
    """The galleries that a sight leaves to a member, whether or not the role shows them.

    For pages with another permission, such as that to set prices.
    """
    found = Gallery.shown()
    if sight is None or sight.galleries is None:
        return found
    return found.filter(pk__in=sight.galleries)


def team_may(viewer: Viewer, photo_ids: Collection[int], right: Right) -> Answer:
    """Whether a member may do that with each of these photos; two queries, none without limits.

    ``Right.UPLOAD`` asks about a new file for a photo: its own uploader may replace it, and who
    edits may. Asked by every door of the team, and by whoever explains them.
    """
    if viewer.sight is None:
        return Answer(refused={} if viewer.is_team else dict.fromkeys(photo_ids))
    living = Placement.objects.filter(photo__in=photo_ids, in_home=True)
    homes = dict(living.values_list("photo_id", "gallery_id"))
    own = _uploaded_by(viewer.sight.person_id, homes)
    refused: dict[int, int | None] = {
        photo_id: home_id
        for photo_id, home_id in homes.items()
        if not _may(viewer.sight, home_id, right, is_own=photo_id in own)
    }
    if not viewer.is_team:
        refused |= {photo_id: None for photo_id in photo_ids if photo_id not in homes}
    return Answer(refused=refused)


def may_fill(viewer: Viewer, allowed: frozenset[str], gallery: Gallery | None) -> bool:
    """Whether a member may upload there: by the role's permissions, or a home by the right in it.

    None for a gallery that is not there for them.
    """
    if viewer.sight is not None and gallery is not None and gallery.is_home:
        return viewer.sight.may(gallery.pk, Right.UPLOAD)
    return UPLOAD in allowed


def refuse_without(viewer: Viewer, photo_ids: Collection[int], right: Right) -> None:
    """Raise ``NotYours``, which says how many photos of which libraries are in the way."""
    refused = team_may(viewer, photo_ids, right).refused
    if not refused:
        return
    known = dict(
        Gallery.objects.filter(pk__in=[home for home in refused.values() if home]).values_list(
            "pk", "title"
        )
    )
    counted = Counter(known.get(home or 0, "") for home in refused.values())
    raise NotYours(" ".join(_sentence(count, name) for name, count in sorted(counted.items())))


def refuse_outside(viewer: Viewer, parent: Gallery | None) -> None:
    """Raise ``OutsideBranches`` where a member of some branches would put a gallery beside them."""
    if parent is None and viewer.sight is not None and viewer.sight.galleries is not None:
        raise OutsideBranches(_("Put it inside one of the galleries that you work in."))


def withheld_originals(grant: Grant, photo_ids: Collection[int]) -> frozenset[int]:
    """Of which of these photos a member may not have the untouched file."""
    if grant.sight is None:
        return frozenset()
    viewer = Viewer(is_team=True, sight=grant.sight)
    return frozenset(team_may(viewer, photo_ids, Right.ORIGINALS).refused)


def _uploaded_by(person_id: int, photo_ids: Collection[int]) -> set[int]:
    firsts = PhotoVersion.objects.filter(photo__in=photo_ids, number=1, uploaded_by=person_id)
    return set(firsts.values_list("photo_id", flat=True))


def _may(sight: Sight, home_id: int, right: Right, *, is_own: bool) -> bool:
    sees = sight.may(home_id, Right.SEE) or (is_own and sight.may(home_id, Right.OWN))
    if right in {Right.SEE, Right.OWN}:
        return sees
    if right == Right.UPLOAD:
        replaces = is_own and sight.may(home_id, Right.UPLOAD)
        return sees and (replaces or sight.may(home_id, Right.EDIT))
    return sees and sight.may(home_id, right)


def _sentence(count: int, name: str) -> str:
    if not name:
        return _("Your role does not allow that.")
    words = ngettext(
        "You may not do that with %(count)d photo of the library “%(name)s”, so nothing was done.",
        "You may not do that with %(count)d photos of the library “%(name)s”, so nothing was done.",
        count,
    )
    return words % {"count": count, "name": name}
