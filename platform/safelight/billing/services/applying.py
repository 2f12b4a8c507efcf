"""From what a studio has to what it may: its limits, and modules that its plan has no more."""

from __future__ import annotations

from datetime import datetime, timedelta

from safelight.billing.models import ModuleEnding, ModuleGrant, Subscription
from safelight.billing.services import telling
from safelight.kernel import registry
from tenants import limits
from tenants.models import Studio

# So long a module stays on that a new plan has not: somebody may depend on it tomorrow.
NOTICE = timedelta(days=7)


def apply(*, subscription: Subscription, at: datetime) -> None:
    """Hold the studio to what it has now; call it in the transaction that changed that.

    Modules that are on and outside the plan are ended with notice, and kept where the plan has
    them again.
    """
    studio, version = subscription.studio, subscription.version
    modules = None if version.modules is None else _with_grants(studio, version.modules)
    limits.write(
        studio,
        limits.Limits(
            plan_name=version.name,
            storage=version.storage_bytes,
            members=version.members,
            modules=modules,
            has_custom_domains=version.has_custom_domains,
            has_white_label=version.has_white_label,
        ),
    )
    _end_modules(studio, modules, at)


def outside(studio: Studio, modules: frozenset[str] | None) -> list[str]:
    """Modules that are on in the studio and not among these, highest first: in turn to go."""
    if modules is None:
        return []
    on = studio.switched_on()
    known = [m.name for m in registry.manifests() if m.name in on and m.name not in modules]
    return known[::-1]


def _with_grants(studio: Studio, modules: list[str]) -> frozenset[str]:
    granted = ModuleGrant.objects.filter(studio=studio).values_list("module", flat=True)
    return frozenset(modules) | frozenset(granted)


def _end_modules(studio: Studio, modules: frozenset[str] | None, at: datetime) -> None:
    ending = outside(studio, modules)
    ModuleEnding.objects.filter(studio=studio).exclude(module__in=ending).delete()
    off_at = at + NOTICE
    told = []
    for name in ending:
        _row, is_new = ModuleEnding.objects.get_or_create(
            studio=studio, module=name, defaults={"off_at": off_at}
        )
        if is_new:
            told.append(name)
    if told:
        titles = [str(registry.module(name).title) for name in reversed(told)]
        telling.tell_owners(
            studio=studio,
            key=f"plan modules {off_at:%Y-%m-%dT%H:%M} {' '.join(sorted(told))}",
            template="plan_modules_end",
            context={"modules": titles, "off_at": off_at},
        )
