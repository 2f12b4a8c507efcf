"""Switching modules on with what they require, and off: for owners, operators and plans alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from safelight.kernel import gate, registry
from safelight.kernel.errors import Refusal
from safelight.kernel.manifest import Manifest
from tenants import limits
from tenants.context import tenant_context
from tenants.models import Studio


class NotInPlan(Refusal):
    """The studio's plan has the module not, or not what it requires."""

    code = "not_in_plan"


class OthersNeedIt(Refusal):
    """Modules that are on require it."""

    code = "others_need_it"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One module of a studio. ``is_working`` is False where it is on and a requirement is off.

    ``needs`` is off and would be switched on with it, ``held_by`` what keeps it from going off.
    """

    manifest: Manifest
    is_on: bool
    is_working: bool
    is_in_plan: bool
    needs: tuple[Manifest, ...]
    held_by: tuple[Manifest, ...]


def of(studio: Studio) -> list[Standing]:
    """Every module as it stands in the studio, requirements first."""
    on, allowed = studio.switched_on(), limits.of(studio)
    working = gate.close(on)
    return [
        Standing(
            manifest=manifest,
            is_on=manifest.name in on,
            is_working=manifest.name in working,
            is_in_plan=allowed.allows(manifest.name),
            needs=tuple(
                registry.module(name) for name in requirements(manifest.name) if name not in on
            ),
            held_by=tuple(held_by(manifest.name, on)),
        )
        for manifest in registry.manifests()
    ]


def switch_on(*, studio: Studio, module: str, at: datetime) -> tuple[str, ...]:
    """Open the module and what it requires; returns those that were off before, lowest first.

    Each one's ``on_enable(studio)`` runs inside the studio, in the same transaction: a module
    whose ``on_enable`` fails stays off. Raises ``registry.UnknownModule`` and ``NotInPlan``. After
    its commit the caller tells ``resolve.forget_all``.
    """
    wanted = (*requirements(module), module)
    allowed = limits.of(studio)
    if missing := [name for name in wanted if not allowed.allows(name)]:
        names = ", ".join(str(registry.module(name).title) for name in missing)
        raise NotInPlan(_("Your plan does not have: %(names)s.") % {"names": names})
    with transaction.atomic():  # See above.
        return tuple(
            name for name in wanted if studio.switch_on(name, at=at) and _prepare(studio, name)
        )


def switch_off(*, studio: Studio, module: str) -> None:
    """Close the module's doors at once; its data stays. Raises ``OthersNeedIt``.

    After its commit the caller tells ``resolve.forget_all``.
    """
    registry.module(module)
    if others := held_by(module, studio.switched_on()):
        names = ", ".join(str(manifest.title) for manifest in others)
        raise OthersNeedIt(_("Switch off first what needs it: %(names)s.") % {"names": names})
    studio.switch_off(module)


def requirements(module: str) -> list[str]:
    """Everything that the module requires, directly or not, lowest first."""
    needed: set[str] = set()
    waiting = list(registry.module(module).requires)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += registry.module(name).requires
    return [manifest.name for manifest in registry.manifests() if manifest.name in needed]


def held_by(module: str, on: frozenset[str]) -> list[Manifest]:
    """Those of the modules that are on which require this one."""
    return [m for m in registry.manifests() if module in m.requires and m.name in on]


def _prepare(studio: Studio, module: str) -> bool:
    path = registry.module(module).on_enable
    if path:
        with tenant_context(studio):
            import_string(path)(studio)
    return True
