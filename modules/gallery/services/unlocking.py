"""Entering by the general password, or by the client code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from modules.gallery.access import anybody_row, code_row
from modules.gallery.models import Authorization, Gallery, Unlock
from modules.gallery.services import client_codes
from safelight.accounts import throttle
from safelight.accounts.models import TryCount, Visitor
from safelight.kernel.errors import Refusal
from safelight.mails import team

WINDOW = timedelta(minutes=15)
PER_ADDRESS = throttle.Limit("unlock:address", 10, WINDOW)
PER_GALLERY = throttle.Limit("unlock:gallery", 100, timedelta(hours=1))


class WrongPassword(Refusal):
    code = "wrong_password"
    status = 403


def unlock(
    *,
    gallery: Gallery,
    password: str,
    visitor: Callable[[], Visitor],
    address: str,
    at: datetime,
) -> None:
    """Let the visitor in from now on, until the password is changed; a client code is one, too.

    ``visitor`` is asked for only once the password was right: a guess leaves no row behind.

    Raises ``WrongPassword``, and ``throttle.TooManyTries`` before the password is looked at: ten
    from one address and gallery in a quarter of an hour.
    """
    tries = throttle.Counter(PER_ADDRESS, f"{gallery.pk}:{address}", TryCount)
    try:
        tries.count(at=at)
    except throttle.TooManyTries:
        _warn(gallery, at)
        raise
    code = code_row(gallery)
    row = _opened_by(gallery, code, password)
    if row is None:
        _watch_gallery(gallery, at)
        raise WrongPassword(
            _("This password is not right. Check it, or ask the studio.")
            if code is None
            else _("This code is not right. Check it, or ask the studio.")
        )
    tries.take_back()
    Unlock.objects.update_or_create(
        visitor=visitor(), authorization=row,
        defaults={"generation": row.password_generation, "at": at},
    )  # fmt: skip


def _opened_by(gallery: Gallery, code: Authorization | None, typed: str) -> Authorization | None:
    if code is not None and constant_time_compare(client_codes.cleaned(typed), code.code):
        return code
    row = anybody_row(gallery)
    if row is None or not row.password or not row.enter:
        make_password(typed)  # As much work as for a gallery with a password.
        return None
    return row if check_password(typed, row.password) else None


def _watch_gallery(gallery: Gallery, at: datetime) -> None:
    """Warn the studio when many addresses guess at one gallery, each too little to be stopped.

    The gallery stays open to those who know its password: closing it would let anybody lock
    everybody out.
    """
    try:
        throttle.Counter(PER_GALLERY, str(gallery.pk), TryCount).count(at=at)
    except throttle.TooManyTries:
        _warn(gallery, at)


def _warn(gallery: Gallery, at: datetime) -> None:
    """One mail a day and gallery, however much is tried."""
    with transaction.atomic():  # The outbox asks for one.
        team.tell(
            key=f"gallery.guessed:{gallery.public_id}:{at:%Y-%m-%d}",
            template="gallery_guessed",
            context={"gallery": gallery},
            related=("gallery", gallery.public_id),
        )
