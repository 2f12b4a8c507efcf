"""Reads of the console, all of them from the public schema."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight.connect.models import ConnectedAccount, ReceivedEvent
from safelight.console.models import OperatorEntry, StudioFigures
from safelight.jobs.models import Job
from safelight.jobs.registry import QUEUES
from safelight.kernel import gate, registry
from tenants.models import Studio


@dataclass(frozen=True)
class Switch:
    """A module of one studio. ``is_working`` is False where it is on and a requirement is off."""

    name: str
    title: str
    is_on: bool
    is_working: bool


def studios() -> QuerySet[Studio]:
    """Studios that somebody has taken."""
    return Studio.objects.exclude(state=Studio.State.SPARE)


def news(studio: Studio) -> QuerySet[ReceivedEvent]:
    """The newest news of payment providers about the studio's accounts, those ignored too."""
    accounts = ConnectedAccount.objects.filter(studio=studio).values("account")
    return ReceivedEvent.objects.filter(account__in=accounts).order_by("-pk")[:10]


def figures(studio: Studio) -> StudioFigures | None:
    return StudioFigures.objects.filter(studio=studio).first()


def titles(modules: Collection[str] | None) -> list[str]:
    """Titles of modules in the order in which the registry has them; None names none."""
    return [str(m.title) for m in registry.manifests() if m.name in (modules or ())]


def facts(figures: StudioFigures | None) -> list[tuple[str, int]]:
    """What modules count in a studio, by title; what they weigh is the storage above them."""
    counted: dict[str, int] = figures.facts if figures else {}
    titles = {
        "gallery.galleries": _("Galleries"), "gallery.photos": _("Photos"),
        "commerce.orders": _("Orders"), "labs.connections": _("Labs"),
    }  # fmt: skip
    others = sorted(name for name in set(counted) - set(titles) if not name.endswith(".bytes"))
    names = [name for name in titles if name in counted] + others
    return [(titles.get(name, name), counted[name]) for name in names]


def switches(studio: Studio) -> list[Switch]:
    on = studio.switched_on()
    working = gate.close(on)
    return [
        Switch(m.name, str(m.title), m.name in on, m.name in working) for m in registry.manifests()
    ]


@dataclass(frozen=True)
class Queue:
    """How a queue is: jobs that wait and that are due, those that run, and the oldest due one."""

    name: str
    waiting: int
    due: int
    running: int
    oldest_at: datetime | None
    done_lately: int

    @property
    def later(self) -> int:
        return self.waiting - self.due


def queues() -> list[Queue]:
    """All queues, in one query. A worker was seen where something was done in the last hour."""
    now = timezone.now()
    is_due = Q(state=Job.State.QUEUED, run_after__lte=now)
    lately = Q(state=Job.State.DONE, finished_at__gt=now - timedelta(hours=1))
    counted = Job.objects.values("queue").annotate(
        waiting=Count("pk", filter=Q(state=Job.State.QUEUED)),
        due=Count("pk", filter=is_due),
        running=Count("pk", filter=Q(state=Job.State.RUNNING)),
        oldest_at=Min("run_after", filter=is_due),
        done_lately=Count("pk", filter=lately),
    )
    known = {row["queue"]: row for row in counted}
    none = {"waiting": 0, "due": 0, "running": 0, "oldest_at": None, "done_lately": 0}
    return [_queue(n, {**none, **known.get(n, {})}) for n in QUEUES]


def _queue(name: str, counted: dict[str, Any]) -> Queue:
    counted.pop("queue", None)
    return Queue(name, **counted)


def entries(studio: Studio) -> QuerySet[OperatorEntry]:
    """The newest hundred acts of operators on this studio."""
    found = OperatorEntry.objects.filter(studio_uuid=studio.uuid).select_related("operator")
    return found.order_by("-pk")[:100]
