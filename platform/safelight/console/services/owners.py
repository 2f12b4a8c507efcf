"""Telling a studio's owners, in the platform's name."""

from __future__ import annotations

from collections.abc import Mapping

from safelight.accounts.services import owning
from tenants.models import Studio


def tell(*, studio: Studio, key: str, template: str, context: Mapping[str, object]) -> int:
    """Post the mail to every owner; how many. Inside the transaction that it tells of."""
    return owning.tell(
        studio=studio, key=key, template=template,
        context=lambda owner: {**context, "name": owner.name, "studio_name": studio.name},
    )  # fmt: skip
