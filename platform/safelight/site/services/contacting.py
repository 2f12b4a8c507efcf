"""A message from the contact form of a page, to the studio's own address."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from safelight import outbox
from safelight.accounts.models import TryCount
from safelight.accounts.throttle import Counter, Limit
from safelight.site import selectors

# Enough for a person who corrects themselves, too few for a machine.
FROM_ONE_PLACE = Limit("contact", 5, timedelta(hours=1))
FROM_ALL = Limit("contact of all", 200, timedelta(hours=24))


def write(  # noqa: PLR0913 - keyword-only, and each is a field of the form
    *, name: str, email: str, message: str, page: str, network_address: str, at: datetime
) -> None:
    """Mail the studio. Raises ``throttle.TooManyTries``."""
    Counter(FROM_ONE_PLACE, network_address, TryCount).count(at=at)
    Counter(FROM_ALL, "", TryCount).count(at=at)
    with transaction.atomic():
        outbox.post(
            key=f"contact {secrets.token_hex(8)}",
            to=selectors.site_settings().contact_email,
            template="site_contact",
            context={"name": name, "email": email, "message": message, "page": page},
            reply_to=email,
        )
