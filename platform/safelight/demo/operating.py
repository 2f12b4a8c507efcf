"""The operator of the demonstration, whose second factor is set up already."""

from __future__ import annotations

from datetime import datetime

from safelight.console.models import TABLES
from safelight.console.services import operators
from safelight.demo import cast
from safelight.factors import sealing, totp
from tenants.context import public_context


def make_operator(*, at: datetime) -> None:
    """Made anew with the known password and secret; a running app's codes go on working."""
    made = operators.make_operator(
        email=cast.OPERATOR.email, name=cast.OPERATOR.name, password=cast.PASSWORD
    )
    with public_context():
        TABLES.totp._default_manager.update_or_create(
            holder=made,
            defaults={
                "sealed": sealing.seal(cast.OPERATOR_SECRET), "made_at": at, "confirmed_at": at
            },
        )  # fmt: skip


def readable_secret() -> str:
    return totp.readable(cast.OPERATOR_SECRET)


def code_at(at: datetime) -> str:
    """What her app shows at this moment."""
    return totp.code(cast.OPERATOR_SECRET, totp.step_at(at))
