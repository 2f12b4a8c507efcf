"""The list of orders: what the address asks for, and nothing that is not kept in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.commerce import selectors
from modules.commerce.models import (
    Fulfilment,
    ItemState,
    Life,
    Order,
    OrderItem,
    PaymentState,
    Validation,
)
from modules.gallery import facade as gallery

Filter = Callable[[QuerySet[Order]], QuerySet[Order]]

SHOWS: dict[str, tuple[Any, Filter]] = {
    "": (_("All orders"), lambda orders: orders),
    "needs-you": (_("Needs you"), selectors.needing_the_studio),
    "new": (_("New"), selectors.new),
    "awaiting": (_("To accept or decline"), selectors.to_decide),
    "ready": (_("Something is ready"), selectors.with_ready),
    "to-send": (_("To send or hand over"), selectors.with_goods),
    "problems": (_("With problems"), selectors.with_problems),
    "money": (_("Money to settle"), selectors.with_money_to_settle),
}
# The dimensions of an order that one filters by, with what stands for "any".
DIMENSIONS = {
    "payment": (_("Paid or not"), PaymentState.choices),
    "fulfilment": (_("Delivered or not"), Fulfilment.choices),
    "validation": (_("Checked or not"), Validation.choices),
    "life": (_("Open and cancelled"), Life.choices),
}


FILTERS = ("q", "show", "gallery", "from", "to", *DIMENSIONS)


@dataclass(frozen=True, kw_only=True)
class Select:
    """One choice of the filters: its name in the address, its options, what is chosen."""

    name: str
    options: list[tuple[str, Any]]
    chosen: str


def orders(request: HttpRequest) -> QuerySet[Order]:
    """The orders that fit ``q``, ``show``, the dimensions, ``gallery`` and the days.

    Unknown values are passed over. ``from`` and ``to`` are days of the studio's time zone, both
    included.
    """
    asked = request.GET
    _title, narrowed = SHOWS.get(asked.get("show", ""), SHOWS[""])
    found = narrowed(Order.objects.all())
    for name, (_any, choices) in DIMENSIONS.items():
        if asked.get(name) in dict(choices):
            found = found.filter(**{name: asked[name]})
    if place := asked.get("gallery", "").replace("\0", ""):
        of_it = OrderItem.objects.filter(order=OuterRef("pk"), gallery__public_id=place)
        found = found.filter(Exists(of_it))
    found = _between(found, _day(asked.get("from", "")), _day(asked.get("to", "")))
    return _searched(found, asked.get("q", "").replace("\0", "").strip())


def counted(found: QuerySet[Order]) -> QuerySet[Any]:
    """With ``things``, ``delivered`` and ``ready`` of each: how many items."""
    handed_over = [ItemState.DELIVERED, ItemState.SHIPPED]
    return found.annotate(
        things=Count("items", filter=~Q(items__state=ItemState.CANCELLED)),
        delivered=Count("items", filter=Q(items__state__in=handed_over)),
        ready=Count("items", filter=Q(items__state=ItemState.PENDING)),
    )


def selects(request: HttpRequest) -> list[Select]:
    shows = [(value, title) for value, (title, _narrow) in SHOWS.items()]
    found = [Select(name="show", options=shows, chosen=request.GET.get("show", ""))]
    for name, (any_of, choices) in DIMENSIONS.items():
        options = [("", any_of), *choices]
        found.append(Select(name=name, options=options, chosen=request.GET.get(name, "")))
    return [*found, _galleries(request)]


def days(request: HttpRequest) -> dict[str, str]:
    """The period as the form shows it; what is no day is left out."""
    return {
        name: request.GET[name] if _day(request.GET.get(name, "")) else ""
        for name in ("from", "to")
    }


def is_filtered(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in FILTERS)


def _galleries(request: HttpRequest) -> Select:
    """Galleries that somebody has ordered from."""
    ids = OrderItem.objects.exclude(gallery=None).values_list("gallery", flat=True).distinct()
    found = gallery.galleries(ids=list(ids)).values()
    options = [(each.public_id, each.title) for each in sorted(found, key=lambda g: g.title)]
    return Select(
        name="gallery",
        options=[("", _("Any gallery")), *options],
        chosen=request.GET.get("gallery", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _between(found: QuerySet[Order], first: date | None, last: date | None) -> QuerySet[Order]:
    if first is not None:
        found = found.filter(placed_at__gte=timezone.make_aware(datetime.combine(first, time.min)))
    if last is not None and last < date.max:
        end = datetime.combine(last + timedelta(days=1), time.min)
        found = found.filter(placed_at__lt=timezone.make_aware(end))
    return found


def _searched(found: QuerySet[Order], words: str) -> QuerySet[Order]:
    """By number (with or without ``#``), or by a part of the name or the e-mail address."""
    if not words:
        return found
    fits = Q(name__icontains=words) | Q(email__icontains=words)
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 10:
        fits |= Q(number=int(number))
    return found.filter(fits)
