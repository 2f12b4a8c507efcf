"""What a studio may have: whoever sells plans writes it, and doors that let things in ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tenants import resolve
from tenants.context import current_studio, public_context
from tenants.models import Allowance, Studio


@dataclass(frozen=True, kw_only=True)
class Limits:
    """``storage`` in bytes; ``None`` is no limit. ``modules`` are those that may be on."""

    plan_name: str = ""
    storage: int | None = None
    members: int | None = None
    modules: frozenset[str] | None = None
    has_custom_domains: bool = True
    has_white_label: bool = True

    def allows(self, module: str) -> bool:
        return self.modules is None or module in self.modules


def of(studio: Studio) -> Limits:
    """The studio's limits, asked of the database; none where nobody sold it a plan."""
    with public_context():
        return _limits(Allowance.objects.filter(studio=studio.pk).first())


def locked_here() -> Limits:
    """``here()`` for a transaction that lets something in: another one waits until it ends."""
    studio = current_studio()
    with public_context():
        return _limits(Allowance.objects.select_for_update().filter(studio=studio.pk).first())


def _limits(row: Allowance | None) -> Limits:
    if row is None:
        return Limits()
    return Limits(
        plan_name=row.plan_name,
        storage=row.storage_bytes,
        members=row.members,
        modules=None if row.modules is None else frozenset(row.modules),
        has_custom_domains=row.has_custom_domains,
        has_white_label=row.has_white_label,
    )


def here() -> Limits:
    """Those of the studio that we are in."""
    return of(current_studio())


def write(studio: Studio, limits: Limits) -> None:
    """Hold the studio to these limits from now on; what is there already stays."""
    # Pages keep what they have read of a studio until it is said that something has changed.
    transaction.on_commit(resolve.forget_all)
    with public_context():
        Allowance.objects.update_or_create(
            studio=studio,
            defaults={
                "plan_name": limits.plan_name,
                "storage_bytes": limits.storage,
                "members": limits.members,
                "modules": None if limits.modules is None else sorted(limits.modules),
                "has_custom_domains": limits.has_custom_domains,
                "has_white_label": limits.has_white_label,
            },
        )
