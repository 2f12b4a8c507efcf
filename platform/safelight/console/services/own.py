"""What operators change of themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from safelight.accounts import throttle
from safelight.console.models import Operator, OperatorSession, TryCount
from safelight.console.services.operators import WeakPassword
from safelight.kernel.errors import Refusal

PER_OPERATOR = throttle.Limit("console:own", 10, timedelta(minutes=15))


class WrongPassword(Refusal):
    code = "wrong_password"
    status = 422


def change_password(*, operator: Operator, old: str, new: str, at: datetime) -> None:
    """Every session of the operator ends.

    Raises ``WrongPassword``, ``WeakPassword``, and ``throttle.TooManyTries`` before anything is
    checked.
    """
    guess = throttle.Counter(PER_OPERATOR, str(operator.pk), TryCount)
    guess.count(at=at)
    if not operator.check_password(old):
        sentence = _("That is not your password.")
        raise WrongPassword(sentence, fields={"old": [sentence]})
    guess.forget()
    try:
        validate_password(new, operator)
    except ValidationError as problem:
        sentence = " ".join(problem.messages)
        raise WeakPassword(sentence, fields={"new": [sentence]}) from None
    with transaction.atomic():  # No session outlives the password that began it.
        operator.set_password(new)
        operator.save(update_fields=["password"])
        OperatorSession.objects.filter(operator=operator, ended_at=None).update(ended_at=at)
