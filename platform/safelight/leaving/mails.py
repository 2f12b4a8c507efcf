"""The mails of a studio that leaves; in the platform's words, so that no studio changes them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Mail

_DAY = frozenset({"person", "studio_name", "erase_at", "path"})
MAILS = (
    Mail(name="leaving_begun", title=_("Studio closed"), to="team", needs=_DAY | {"asked_by"}),
    Mail(name="leaving_soon", title=_("Studio erased soon"), to="team", needs=_DAY),
    Mail(
        name="leaving_undone", title=_("Studio stays"), to="team",
        needs=frozenset({"person", "studio_name"}),
    ),
)  # fmt: skip
