"""The mails about plans, which are the platform's own words: no studio replaces them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Mail

_ALWAYS = {"person", "studio_name"}

MAILS = tuple(
    Mail(name=name, title=title, to="team", needs=frozenset({*_ALWAYS, *needs}))
    for name, title, needs in (
        ("plan_ends", _("The plan ends soon"), {"days", "ends_at", "is_trial", "plan_name"}),
        ("plan_over", _("The plan has ended"), {"why"}),
        ("plan_unpaid", _("The plan could not be paid"), {"plan_name", "closes_at"}),
        ("plan_cancelled", _("The plan was cancelled"), {"plan_name", "ends_at"}),
        ("plan_modules_end", _("Modules are not in the plan"), {"modules", "off_at"}),
        ("plan_storage", _("Storage is nearly full"), {"percent", "used", "left", "limit"}),
    )
)
