"""The mails of bookings. Their words are those of each session type (``services/mails``)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Mail

MAILS = (
    Mail(
        name="booking",
        title=_("Bookings and waitlists"),
        to="client",
        needs=frozenset({"subject", "text", "facts", "button"}),
    ),
)
