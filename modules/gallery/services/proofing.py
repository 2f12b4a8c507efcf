"""What a visitor says about a photo: picks, stars, comments."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.gallery import asking
from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from modules.gallery.services import tree
from safelight.accounts.models import Visitor
from safelight.kernel import gate
from safelight.kernel.errors import Refusal
from tenants.context import current_studio

LONGEST_COMMENT = 4000
MOST_STARS = 5


class SwitchedOff(Refusal):
    code = "switched_off"
    status = 403


class TimeIsOver(Refusal):
    code = "time_is_over"
    status = 403


class CannotPick(Refusal):
    """A module says why this cannot be picked, or taken back, now."""

    code = "cannot_pick"


class NotAComment(Refusal):
    code = "not_a_comment"
    status = 400


class NotStars(Refusal):
    code = "not_stars"
    status = 400


def pick(
    *, gallery: Gallery, photo: Photo, visitor: Visitor, at: datetime,
    modules: frozenset[str] | None = None,
) -> Pick:  # fmt: skip
    """Pick a photo; picking it twice is picking it once.

    ``modules`` are those that the studio has on, asked for where they are not known. Raises
    ``SwitchedOff``, ``TimeIsOver`` after the day until which clients choose, and ``CannotPick``.
    """
    if not gallery.picks_on:
        raise SwitchedOff(_("Photos cannot be picked in this gallery."))
    if gallery.is_over(at=at):
        raise TimeIsOver(_("The time to choose photos here is over."))
    _refuse_held(gallery, photo, visitor, modules)
    made: Pick = Pick.objects.get_or_create(photo=photo, visitor=visitor, defaults={"at": at})[0]
    return made


def unpick(
    *, gallery: Gallery, photo: Photo, visitor: Visitor, modules: frozenset[str] | None = None
) -> None:
    """Take a pick back. Raises ``CannotPick``."""
    _refuse_held(gallery, photo, visitor, modules)
    Pick.objects.filter(photo=photo, visitor=visitor).delete()


def _refuse_held(
    gallery: Gallery, photo: Photo, visitor: Visitor, modules: frozenset[str] | None
) -> None:
    asked = gate.enabled_modules(current_studio()) if modules is None else modules
    if why := asking.why_no_pick(asked, gallery=gallery, photo_id=photo.pk, visitor_id=visitor.pk):
        raise CannotPick(why)


def rate(*, gallery: Gallery, photo: Photo, visitor: Visitor, stars: int, at: datetime) -> int:
    """Give one to five stars, or take them back with 0; the stars that stand now.

    Raises ``SwitchedOff`` and ``NotStars``.
    """
    if not gallery.ratings_on:
        raise SwitchedOff(_("Photos cannot be rated in this gallery."))
    if not 0 <= stars <= MOST_STARS:
        sentence = _("Give one to five stars, or 0 to take them back.")
        raise NotStars(sentence, fields={"stars": [sentence]})
    if stars == 0:
        Rating.objects.filter(photo=photo, visitor=visitor).delete()
        return 0
    Rating.objects.update_or_create(
        photo=photo, visitor=visitor, defaults={"stars": stars, "at": at}
    )
    return stars


def comment(
    *,
    gallery: Gallery,
    photo: Photo,
    visitor: Visitor,
    text: str,
    by_team: bool,
    at: datetime,
) -> Comment:
    """Write about a photo as it is now. Raises ``SwitchedOff`` and ``NotAComment``."""
    if not gallery.comments_on:
        raise SwitchedOff(_("Comments are off in this gallery."))
    said = text.replace("\x00", "").strip()
    if not said or len(said) > LONGEST_COMMENT:
        sentence = _("Write something, in at most %(most)d characters.") % {"most": LONGEST_COMMENT}
        raise NotAComment(sentence, fields={"text": [sentence]})
    with transaction.atomic():  # Pages count comments, and are kept until they are told.
        made: Comment = Comment.objects.create(
            gallery=gallery, photo=photo, version_id=photo.version_id, visitor=visitor,
            by_team=by_team, text=said, at=at,
        )  # fmt: skip
        tree.touched([gallery.pk])
    return made
