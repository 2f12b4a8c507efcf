"""Operators' sign-in, throttled as the studios' is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import devices, throttle
from safelight.console import session
from safelight.console.models import Operator, TryCount
from safelight.kernel.errors import Refusal

# Devices that are known here are known at no studio.
CONSOLE = "console"
WINDOW = timedelta(minutes=15)
PER_ACCOUNT = throttle.Limit("console:account", 10, WINDOW)
PER_KNOWN_DEVICE = throttle.Limit("console:device", 10, WINDOW)
PER_ADDRESS = throttle.Limit("console:address", 30, WINDOW)


class NotAnOperator(Refusal):
    """The e-mail address or the password is wrong; which of them is not said."""

    code = "not_signed_in"
    status = 401


def sign_in(*, request: HttpRequest, email: str, password: str, at: datetime) -> Operator:
    """Raises ``NotAnOperator`` or ``throttle.TooManyTries``."""
    email = email.strip().lower()
    guess = _guess(request, email)
    guess.count(at=at)
    operator = _checked(email, password)
    if operator is None:
        raise NotAnOperator(_("The e-mail address or the password is not right."))
    guess.was_right()
    session.begin(request, operator)
    operator.last_login = at
    operator.save(update_fields=["last_login"])
    return operator


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
