"""The mails of operators to a studio's owners: the platform's own, which no studio edits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Mail

_TO_OWNERS = frozenset({"name", "studio_name"})

MAILS = (
    Mail(
        name="console_asked", title=_("Support asks to be let in"), to="team",
        needs=_TO_OWNERS | {"operator", "reason", "path"},
    ),
    Mail(
        name="console_acted", title=_("Support acted for somebody"), to="team",
        needs=_TO_OWNERS | {"operator", "person", "minutes", "reason", "path"},
    ),
    Mail(
        name="console_suspended", title=_("Studio closed for a while"), to="team",
        needs=_TO_OWNERS | {"reason", "until"},
    ),
    Mail(
        name="console_resumed", title=_("Studio open again"), to="team",
        needs=_TO_OWNERS | {"path"},
    ),
    Mail(
        name="console_announcement", title=_("Announcement of the platform"), to="team",
        needs=_TO_OWNERS | {"kind", "text", "link", "link_words"},
    ),
    Mail(
        name="console_factors", title=_("Second factor taken away by support"), to="team",
        needs=_TO_OWNERS | {"reason"},
    ),
)  # fmt: skip
