"""Permissions that roles may allow; a switched-off module's grant nothing, yet stay listed."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from safelight.kernel import registry
from safelight.kernel.manifest import Permission

# What belongs to no module.
PLATFORM = (
    Permission("people.manage", _("Invite and remove clients and client groups")),
    Permission("team.manage", _("Invite and remove members and change their roles")),
    Permission("site.manage", _("Change the studio's name, look and words")),
)


def all_permissions() -> tuple[Permission, ...]:
    return PLATFORM + tuple(p for m in registry.manifests() for p in m.permissions)


def groups() -> list[tuple[str, tuple[Permission, ...]]]:
    """All permissions by what they belong to: the studio as a whole, then each module."""
    modules = [(str(m.title), m.permissions) for m in registry.manifests() if m.permissions]
    return [(str(_("The studio")), PLATFORM), *modules]


def effective(codes: Iterable[str], modules: frozenset[str]) -> frozenset[str]:
    """The codes that count while these modules are on."""
    known = {p.code for p in PLATFORM} | {
        p.code for m in registry.manifests() if m.name in modules for p in m.permissions
    }
    return frozenset(codes) & known
