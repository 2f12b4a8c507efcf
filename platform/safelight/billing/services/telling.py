"""Mails about the plan to a studio's owners. They are the platform's, and look like it."""

from __future__ import annotations

from collections.abc import Mapping

from safelight.accounts.services import owning
from tenants.models import Studio


def tell_owners(*, studio: Studio, key: str, template: str, context: Mapping[str, object]) -> None:
    """Post ``template`` once to each owner; call it in a transaction.

    ``key`` makes it once, however often it is asked.
    """
    owning.tell(
        studio=studio, key=key, template=template,
        context=lambda owner: {**context, "person": owner, "studio_name": studio.name},
    )  # fmt: skip
