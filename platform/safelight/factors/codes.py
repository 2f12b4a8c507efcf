"""Switching an app's codes on and off, and checking them; recovery codes for a lost device.

Whoever calls counts the tries (``accounts.throttle``) before it asks here.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from safelight.factors import qr, sealing, totp
from safelight.factors.models import Holder, Tables, TotpSecret
from safelight.kernel.errors import Refusal

HOW_MANY = 10
# Neither 0 and O nor 1 and l, which paper does not tell apart: 16 of 32 signs are 80 bits.
ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"


class WrongCode(Refusal):
    """The code is no code, not of this time, or was used before."""

    code = "wrong_code"


class NothingToConfirm(Refusal):
    """No secret waits to be confirmed: it was confirmed already, or another window began anew."""

    code = "nothing_to_confirm"
    status = 409


@dataclass(frozen=True)
class Enrolment:
    """What somebody scans, or types, into their app."""

    picture: SafeString
    readable: str


def begin(tables: Tables, holder: Holder, *, at: datetime) -> None:
    """A new secret that waits to be confirmed; one that is confirmed stays as it is."""
    rows = tables.totp._default_manager
    with transaction.atomic():  # The secret before ends with the new one, not before it.
        rows.filter(holder=holder, confirmed_at=None).delete()
        if not rows.filter(holder=holder).exists():
            rows.create(holder=holder, sealed=sealing.seal(totp.new_secret()), made_at=at)


def waiting(tables: Tables, holder: Holder, *, issuer: str) -> Enrolment | None:
    """What to show while a secret waits; ``issuer`` is how the app names its list's entry."""
    secret = _secret(_row(tables, holder, is_confirmed=False))
    if secret is None:
        return None
    address = totp.address(secret, issuer=issuer, account=str(holder.email))
    return Enrolment(qr.svg(address), totp.readable(secret))


def confirm(tables: Tables, holder: Holder, typed: str, *, at: datetime) -> list[str]:
    """Switch the app's codes on with its first code, and make recovery codes, to be shown once.

    An empty list where there are recovery codes already. Raises ``WrongCode`` and
    ``NothingToConfirm``.
    """
    row = _row(tables, holder, is_confirmed=False)
    if row is None:
        raise NothingToConfirm(_("Begin once more: this code belongs to another setting up."))
    step = _step(row, typed, at)
    if step is None:
        raise WrongCode(_("That is not the app's code of now."), fields={"code": []})
    with transaction.atomic():  # On, with codes for the day that the device is lost.
        rows = tables.totp._default_manager.filter(pk=row.pk, confirmed_at=None)
        if not rows.update(confirmed_at=at, last_step=step):
            raise NothingToConfirm(_("Begin once more: this code belongs to another setting up."))
        return [] if left(tables, holder) else make_recovery_codes(tables, holder, at=at)


def is_on(tables: Tables, holder: Holder) -> bool:
    return _row(tables, holder, is_confirmed=True) is not None


def switch_off(tables: Tables, holder: Holder) -> None:
    """Forget the app's secret; recovery codes end with the last factor."""
    with transaction.atomic():  # Codes without a factor would be one themselves.
        tables.totp._default_manager.filter(holder=holder).delete()
        tidy(tables, holder)


def verify(tables: Tables, holder: Holder, typed: str, *, at: datetime) -> None:
    """Take the app's code of now, or a recovery code; each works once. Raises ``WrongCode``."""
    plain = re.sub(r"[\s-]", "", typed).lower()
    if plain.isdigit() and len(plain) == totp.DIGITS:
        right = _take_app_code(tables, holder, plain, at)
    else:
        right = _take_recovery_code(tables, holder, plain, at)
    if not right:
        raise WrongCode(_("That code does not work, or it was used before."), fields={"code": []})


def make_recovery_codes(tables: Tables, holder: Holder, *, at: datetime) -> list[str]:
    """Ten new codes, to be shown once; those before them end."""
    codes = [_new_code() for _n in range(HOW_MANY)]
    model = tables.recovery
    with transaction.atomic():  # Old ones end when the new ones begin.
        model._default_manager.filter(holder=holder).delete()
        model._default_manager.bulk_create(
            [model(holder=holder, digest=_digest(code), made_at=at) for code in codes]
        )
    return codes


def left(tables: Tables, holder: Holder) -> int:
    """How many recovery codes still work."""
    return int(tables.recovery._default_manager.filter(holder=holder, used_at=None).count())


def has_factor(tables: Tables, holder: Holder) -> bool:
    return is_on(tables, holder) or tables.passkeys._default_manager.filter(holder=holder).exists()


def forget_all(tables: Tables, holder: Holder) -> None:
    """Take every factor away, for somebody who lost their devices."""
    with transaction.atomic():  # All or none.
        for model in (tables.totp, tables.passkeys, tables.recovery):
            model._default_manager.filter(holder=holder).delete()


def tidy(tables: Tables, holder: Holder) -> None:
    """Recovery codes belong to a factor: without one they end."""
    if not has_factor(tables, holder):
        tables.recovery._default_manager.filter(holder=holder).delete()


def _row(tables: Tables, holder: Holder, *, is_confirmed: bool) -> TotpSecret | None:
    rows = tables.totp._default_manager.filter(holder=holder)
    found: TotpSecret | None = rows.filter(confirmed_at__isnull=not is_confirmed).first()
    return found


def _secret(row: TotpSecret | None) -> bytes | None:
    return None if row is None else sealing.unseal(row.sealed)


def _step(row: TotpSecret, typed: str, at: datetime) -> int | None:
    secret = _secret(row)
    plain = re.sub(r"\s", "", typed)
    if secret is None or not plain.isascii():
        return None
    return totp.matching_step(secret, plain, at=at)


def _take_app_code(tables: Tables, holder: Holder, typed: str, at: datetime) -> bool:
    row = _row(tables, holder, is_confirmed=True)
    step = _step(row, typed, at) if row is not None else None
    if row is None or step is None:
        return False
    # Of two who type the same code at once, one is let in.
    rows = tables.totp._default_manager.filter(pk=row.pk, last_step__lt=step)
    return bool(rows.update(last_step=step))


def _take_recovery_code(tables: Tables, holder: Holder, typed: str, at: datetime) -> bool:
    rows = tables.recovery._default_manager.filter(
        holder=holder, digest=_digest(typed), used_at=None
    )
    return bool(rows.update(used_at=at))


def _new_code() -> str:
    signs = "".join(secrets.choice(ALPHABET) for _n in range(16))
    return "-".join(signs[n : n + 4] for n in range(0, 16, 4))


def _digest(code: str) -> str:
    """SHA-256 in hex of the bare signs; 80 random bits need no slow hash."""
    return hashlib.sha256(re.sub(r"[\s-]", "", code).lower().encode()).hexdigest()
