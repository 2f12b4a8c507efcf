"""Deleting a studio from the console: one operator asks, another one agrees, then 30 days pass."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from safelight.console.models import Erasure, Operator, OperatorEntry
from safelight.console.services import noting
from safelight.console.services.studios import ReasonNeeded
from safelight.kernel.errors import Refusal
from safelight.leaving.services import closing
from tenants.models import Studio

Verb = OperatorEntry.Verb


class NotByYourself(Refusal):
    """Two operators have to agree."""

    code = "not_by_yourself"
    status = 403


class NothingToDecide(Refusal):
    """Nobody asks for it, or somebody has decided."""

    code = "nothing_to_decide"


class AskedAlready(Refusal):
    code = "asked_already"


def ask(*, studio: Studio, by: Operator, typed_name: str, reason: str, at: datetime) -> Erasure:
    """Wish it gone. Raises ``closing.NameDiffers``, ``ReasonNeeded``, ``AskedAlready``."""
    if typed_name.strip() != studio.name.strip():
        sentence = _("Type the name exactly as it is written here.")
        raise closing.NameDiffers(sentence, fields={"typed_name": [sentence]})
    if not reason.strip():
        raise ReasonNeeded(_("Write down why."), fields={"reason": [_("Write down why.")]})
    try:
        with transaction.atomic():  # The wish and that it was wished appear together.
            made = Erasure.objects.create(
                studio=studio, asked_by=by, asked_at=at, reason=reason.strip()
            )
            noting.note(by, Verb.ASK_ERASURE, studio=studio, reason=reason)
    except IntegrityError:
        raise AskedAlready(_("Somebody has asked for this already.")) from None
    return made


def approve(*, studio: Studio, by: Operator, at: datetime) -> None:
    """Agree: the studio's doors close now, and everything is erased in 30 days.

    Raises ``NotByYourself``, ``NothingToDecide`` and ``life.WrongState``.
    """
    with transaction.atomic():  # Decided, closed, written down and told, or none of it.
        wish = _open(studio)
        if wish.asked_by_id == by.pk:
            raise NotByYourself(_("Another operator has to agree to what you asked for."))
        _decide(wish, by, at, is_approved=True)
        closing.close(
            studio=studio, typed_name=studio.name, asked_by=wish.asked_by.email,
            approved_by=by.email, reason=wish.reason, at=at,
        )  # fmt: skip
        noting.note(by, Verb.APPROVE_ERASURE, studio=studio, reason=wish.reason)


def refuse(*, studio: Studio, by: Operator, at: datetime) -> None:
    """Say no to another's wish, or take one's own back. Raises ``NothingToDecide``."""
    with transaction.atomic():  # As above.
        wish = _open(studio)
        _decide(wish, by, at, is_approved=False)
        noting.note(by, Verb.REFUSE_ERASURE, studio=studio, reason=wish.reason)


def undo(*, studio: Studio, by: Operator, reason: str, at: datetime) -> None:
    """Let a studio that leaves stay, whoever closed it. Raises ``life.WrongState``."""
    if not reason.strip():
        raise ReasonNeeded(_("Write down why."), fields={"reason": [_("Write down why.")]})
    with transaction.atomic():  # As above.
        closing.stay(studio=studio, at=at)
        noting.note(by, Verb.UNDO_ERASURE, studio=studio, reason=reason)


def current(studio: Studio) -> Erasure | None:
    """The wish that waits for another's word."""
    rows = Erasure.objects.select_related("asked_by")
    return rows.filter(studio=studio, decided_at=None).first()


def _open(studio: Studio) -> Erasure:
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("asked_by")
    wish = rows.filter(studio=studio, decided_at=None).first()
    if wish is None:
        raise NothingToDecide(_("Nobody asks for this any more."))
    return wish


def _decide(wish: Erasure, by: Operator, at: datetime, *, is_approved: bool) -> None:
    wish.decided_by, wish.decided_at, wish.is_approved = by, at, is_approved
    wish.save(update_fields=["decided_by", "decided_at", "is_approved"])
