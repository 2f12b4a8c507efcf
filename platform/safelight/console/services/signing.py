"""Operators' sign-in: a password, then a second factor; both throttled."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import devices, throttle
from safelight.console import session
from safelight.console.models import TABLES, Operator, TryCount
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal

# Devices that are known here are known at no studio.
CONSOLE = "console"
WINDOW = timedelta(minutes=15)
PER_ACCOUNT = throttle.Limit("console:account", 10, WINDOW)
PER_KNOWN_DEVICE = throttle.Limit("console:device", 10, WINDOW)
PER_ADDRESS = throttle.Limit("console:address", 30, WINDOW)
PER_CODE = throttle.Limit("console:code", 10, WINDOW)


class NotAnOperator(Refusal):
    """The e-mail address or the password is wrong; which of them is not said."""

    code = "not_signed_in"
    status = 401


def give_password(*, request: HttpRequest, email: str, password: str, at: datetime) -> Operator:
    """The first step. Raises ``NotAnOperator`` or ``throttle.TooManyTries``."""
    email = email.strip().lower()
    guess = _guess(request, email)
    guess.count(at=at)
    operator = _checked(email, password)
    if operator is None:
        raise NotAnOperator(_("The e-mail address or the password is not right."))
    guess.was_right()
    session.begin_half(request, operator, at=at)
    return operator


def give_code(*, request: HttpRequest, operator: Operator, code: str, at: datetime) -> None:
    """The second step, for an operator with a factor.

    Raises ``codes.WrongCode`` or ``throttle.TooManyTries``.
    """
    check_code(operator=operator, code=code, at=at)
    open_session(request=request, operator=operator, at=at)


def confirm_app(
    *, request: HttpRequest, operator: Operator, code: str, at: datetime
) -> list[str]:  # fmt: skip
    """The second step of whoever has no factor yet: the app's first code switches it on.

    Returns the recovery codes, which are shown once. Raises as ``give_code``.
    """
    _count(operator, at)
    made = codes.confirm(TABLES, operator, code, at=at)
    open_session(request=request, operator=operator, at=at)
    return made


def give_passkey(*, request: HttpRequest, operator: Operator, answer: str, at: datetime) -> None:
    """The second step by a device. Raises ``passkeys.NotProved`` or ``throttle.TooManyTries``."""
    counter = _count(operator, at)
    passkeys.use(TABLES, operator, request=request, answer=answer, at=at)
    counter.forget()
    open_session(request=request, operator=operator, at=at)


def check_code(*, operator: Operator, code: str, at: datetime) -> None:
    counter = _count(operator, at)
    codes.verify(TABLES, operator, code, at=at)
    counter.forget()


def open_session(*, request: HttpRequest, operator: Operator, at: datetime) -> None:
    session.begin(request, operator, at=at)
    operator.last_login = at
    operator.save(update_fields=["last_login"])


def _count(operator: Operator, at: datetime) -> throttle.Counter:
    counter = throttle.Counter(PER_CODE, str(operator.pk), TryCount)
    counter.count(at=at)
    return counter


def _guess(request: HttpRequest, email: str) -> throttle.Guess:
    known = devices.is_known(request, email, place=CONSOLE)
    address = throttle.network_address(request)
    return throttle.Guess(
        throttle.Counter(PER_KNOWN_DEVICE if known else PER_ACCOUNT, email, TryCount),
        throttle.Counter(PER_ADDRESS, address, TryCount),
    )


def _checked(email: str, password: str) -> Operator | None:
    operator = Operator.objects.filter(email=email, disabled_at=None).first()
    if operator is None:
        make_password(password)  # As much work as for an operator that is known.
        return None
    return operator if operator.check_password(password) else None
