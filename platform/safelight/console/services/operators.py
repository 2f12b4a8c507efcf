"""Operators: made from the command line or by a chief, never by themselves."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from safelight.console.models import TABLES, Operator, OperatorEntry, OperatorSession
from safelight.console.services import noting
from safelight.factors import codes
from safelight.kernel.errors import Refusal
from tenants.context import public_context

Verb = OperatorEntry.Verb


class NotOneself(Refusal):
    """Nobody changes their own role or locks themselves out."""

    code = "not_oneself"
    status = 403


class AlreadyAnOperator(Refusal):
    code = "already_an_operator"
    status = 422


class WeakPassword(Refusal):
    code = "weak_password"
    status = 422


def make_operator(*, email: str, name: str, password: str, role: str = "chief") -> Operator:
    """The operator of this address with this password; an earlier one is changed.

    Their second factor is made at their first sign-in.
    """
    with public_context():
        operator, _made = Operator.objects.update_or_create(
            email=email.strip().lower(),
            defaults={
                "name": name,
                "password": make_password(password),
                "role": Operator.Role(role),
                "disabled_at": None,
            },
        )
    return operator


def add(*, email: str, name: str, password: str, role: str, by: Operator) -> Operator:
    """A new operator. Raises ``AlreadyAnOperator`` and ``WeakPassword``."""
    email = email.strip().lower()
    if Operator.objects.filter(email=email).exists():
        sentence = _("There is an operator of this address.")
        raise AlreadyAnOperator(sentence, fields={"email": [sentence]})
    try:
        validate_password(password, Operator(email=email, name=name))
    except ValidationError as problem:
        sentence = " ".join(problem.messages)
        raise WeakPassword(sentence, fields={"password": [sentence]}) from None
    with transaction.atomic():  # What was done and that it was done appear together.
        made = make_operator(email=email, name=name, password=password, role=role)
        noting.note(by, Verb.MAKE_OPERATOR, subject=email, reason=made.get_role_display())
    return made


def change_role(*, operator: Operator, role: str, by: Operator) -> None:
    _refuse_oneself(operator, by)
    with transaction.atomic():  # As above.
        operator.give_role(Operator.Role(role))
        noting.note(
            by, Verb.CHANGE_OPERATOR, subject=operator.email, reason=operator.get_role_display()
        )


def disable(*, operator: Operator, by: Operator, at: datetime) -> None:
    """Shut out here, and wherever they act as somebody, from the next request on."""
    _refuse_oneself(operator, by)
    with transaction.atomic():  # As above.
        operator.disable(at=at)
        OperatorSession.objects.filter(operator=operator, ended_at=None).update(ended_at=at)
        noting.note(by, Verb.CHANGE_OPERATOR, subject=operator.email, reason=_("Disabled"))


def enable(*, operator: Operator, by: Operator) -> None:
    _refuse_oneself(operator, by)
    with transaction.atomic():  # As above.
        operator.enable()
        noting.note(by, Verb.CHANGE_OPERATOR, subject=operator.email, reason=_("Let in again"))


def reset_factors(*, operator: Operator, by: Operator, at: datetime) -> None:
    """For somebody who lost their devices: they enrol anew after their next password."""
    _refuse_oneself(operator, by)
    with transaction.atomic():  # As above.
        codes.forget_all(TABLES, operator)
        OperatorSession.objects.filter(operator=operator, ended_at=None).update(ended_at=at)
        noting.note(by, Verb.RESET_FACTORS, subject=operator.email)


def _refuse_oneself(operator: Operator, by: Operator) -> None:
    if operator.pk == by.pk:
        raise NotOneself(_("Another chief has to do this to you."))
