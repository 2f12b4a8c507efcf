"""Operators of the tests, signed in with password and second factor."""

from __future__ import annotations

from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from safelight.console.models import TABLES, Operator
from safelight.console.services import operators
from safelight.factors import codes
from tests.support.world import PASSWORD

HOST = "console.localhost:8000"


def make(name: str = "Olga", role: str = "chief") -> Operator:
    """An operator of this role, with a second factor."""
    email = f"{name.split()[0].lower()}@example.org"
    made = operators.make_operator(email=email, name=name, password=PASSWORD, role=role)
    at = timezone.now()
    # What is sealed in it is not asked for: they sign in with recovery codes.
    TABLES.totp._default_manager.get_or_create(
        holder=made, defaults={"sealed": "", "made_at": at, "confirmed_at": at}
    )
    return made


def sign_in(operator: Operator, **how: Any) -> Browser:
    """A browser on the console's host, signed in by the pages themselves."""
    browser = Browser(headers={"host": HOST}, **how)
    browser.post("/sign-in/", {"email": operator.email, "password": PASSWORD})
    code = codes.make_recovery_codes(TABLES, operator, at=timezone.now())[0]
    assert browser.post("/sign-in/code/", {"code": code}).status_code == 302
    return browser
