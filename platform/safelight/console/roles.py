"""What each role of operators may do. Looking is everybody's; whatever changes has a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from safelight.console.models import Operator

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Role = Operator.Role

ACTS: dict[str, str | _StrPromise] = {
    "people.search": _("Search for a person's address"),
    "people.rescue": _("Take the second factors of a studio's owner away"),
    "studios.act_as": _("Act as a member of a studio"),
    "studios.suspend": _("Suspend studios and open them again"),
    "studios.erase": _("Ask for a studio's deletion, and approve another's wish"),
    "modules.switch": _("Switch modules on and off"),
    "plans.change": _("Change plans, give them, extend trials, grant modules"),
    "jobs.retry": _("Try parked jobs again"),
    "jobs.discard": _("Discard parked jobs"),
    "announcements.write": _("Write announcements"),
    "operators.manage": _("Add operators, disable them and change their roles"),
}
_OF: dict[str, frozenset[str]] = {
    Role.OBSERVER: frozenset(),
    Role.SUPPORT: frozenset({"people.search", "people.rescue", "studios.act_as", "jobs.retry"}),
    Role.FINANCE: frozenset({"people.search", "plans.change", "studios.suspend"}),
    Role.ENGINEER: frozenset(
        {"modules.switch", "jobs.retry", "jobs.discard", "announcements.write"}
    ),
    Role.CHIEF: frozenset(ACTS),
}


def acts(operator: Operator) -> frozenset[str]:
    """The codes of what this operator may do; none of a role that is not known."""
    return _OF.get(operator.role, frozenset())


def may(operator: Operator, act: str) -> bool:
    if act not in ACTS:
        raise LookupError(act)
    return act in acts(operator)
