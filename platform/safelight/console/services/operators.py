"""Making operators; done from the command line, never from a page."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from safelight.console.models import Operator
from tenants.context import public_context


def make_operator(*, email: str, name: str, password: str, may_change: bool) -> Operator:
    """The operator of this address with this password; an earlier one is changed."""
    with public_context():
        operator, _made = Operator.objects.update_or_create(
            email=email.strip().lower(),
            defaults={
                "name": name,
                "password": make_password(password),
                "is_allowed_to_change": may_change,
                "disabled_at": None,
            },
        )
    return operator
