"""Reads of the console, all of them from the public schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from safelight.console.models import OperatorEntry
from safelight.jobs.models import Job
from safelight.kernel import gate, registry
from tenants.models import Studio


@dataclass(frozen=True)
class Row:
    """A studio as the list shows it."""

    studio: Studio
    modules: list[str]
    parked: int


@dataclass(frozen=True)
class Switch:
    """A module of one studio. ``is_working`` is False where it is on and a requirement is off."""

    name: str
    title: str
    is_on: bool
    is_working: bool


def studios(*, words: str = "", state: str = "") -> QuerySet[Studio]:
    """Studios that somebody has taken, by address."""
    found = Studio.objects.exclude(state=Studio.State.SPARE)
    if state in Studio.State.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(address__icontains=words))
    return found


def rows(page: Iterable[Studio]) -> list[Row]:
    """The page's studios with modules and parked jobs, in two queries."""
    listed = list(page)
    parked = Counter(
        Job.objects.filter(studio__in=listed, state=Job.State.PARKED).values_list(
            "studio_id", flat=True
        )
    )
    on = Studio.objects.filter(pk__in=[s.pk for s in listed]).values_list(
        "pk", "enabled_modules__module"
    )
    modules: dict[int, list[str]] = {}
    for pk, module in on:
        if module:
            modules.setdefault(pk, []).append(module)
    return [Row(s, sorted(modules.get(s.pk, [])), parked[s.pk]) for s in listed]


def switches(studio: Studio) -> list[Switch]:
    on = studio.switched_on()
    working = gate.close(on)
    return [
        Switch(m.name, str(m.title), m.name in on, m.name in working) for m in registry.manifests()
    ]


def entries(studio: Studio) -> QuerySet[OperatorEntry]:
    """The newest hundred acts of operators on this studio."""
    found = OperatorEntry.objects.filter(studio_uuid=studio.uuid).select_related("operator")
    return found.order_by("-pk")[:100]
