"""What of bookings waits for a person of the team, and the number beside *Bookings*."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.bookings import permissions, selectors
from modules.bookings.models import Booking, BusyFeed
from safelight.site.cards import Card


def badge(request: HttpRequest) -> int:
    """How many bookings wait for a yes or a no."""
    return selectors.asked().count()


def needs_you(request: HttpRequest) -> list[Card]:
    """Wishes to decide, balances that are overdue, sessions without an outcome, feeds away."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    if permissions.VIEW not in allowed:
        return []
    at = timezone.now()
    found = [_asked(), _overdue(at), _without_outcome(at)]
    if permissions.TYPES in allowed:
        found.append(_away())
    return [card for card in found if card is not None]


def _asked() -> Card | None:
    said = ngettext(
        "%(n)d client waits for your yes", "%(n)d clients wait for your yes",
        (count := selectors.asked().count()),
    )  # fmt: skip
    return _card(selectors.asked(), count, said, "asked", _("The time is kept until you decide"))


def _overdue(at: datetime) -> Card | None:
    rows = selectors.overdue(at)
    count = rows.count()
    said = ngettext("%(n)d balance is overdue", "%(n)d balances are overdue", count)
    return _card(rows, count, said, "overdue", _("Ask the client, or mark it as paid"))


def _without_outcome(at: datetime) -> Card | None:
    rows = selectors.without_outcome(at)
    count = rows.count()
    said = ngettext("%(n)d session is over", "%(n)d sessions are over", count)
    return _card(rows, count, said, "over", _("Say how it went: done, or nobody came"))


def _card(rows: QuerySet[Booking], count: int, said: str, show: str, text: str) -> Card | None:
    if not count:
        return None
    url = f"{reverse('bookings_workspace:list')}?show={show}"
    if count == 1:
        only = rows[0]
        url = reverse("bookings_workspace:booking", args=[only.public_id])
        text = f"{only.name}: {only.title}"
    return Card(title=said % {"n": count}, text=text, url=url, count=count, icon="calendar")


def _away() -> Card | None:
    away = list(BusyFeed.objects.exclude(problem="").values_list("name", flat=True)[:3])
    if not away:
        return None
    return Card(
        title=_("A calendar cannot be read"), text=", ".join(away),
        url=reverse("bookings_workspace:list"), count=len(away), icon="cloud-off",
    )  # fmt: skip
