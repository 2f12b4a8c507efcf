"""Mails about domains, which owners of a studio get."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Mail

_DOMAIN = frozenset({"name", "host", "record", "token", "path"})

MAILS = (
    Mail(
        name="domain_proof_gone", title=_("A domain's record is gone"), to="team",
        needs=_DOMAIN | {"until"}, permission="site.manage",
    ),
    Mail(
        name="domain_lost", title=_("A domain leads here no more"), to="team",
        needs=_DOMAIN, permission="site.manage",
    ),
)  # fmt: skip
