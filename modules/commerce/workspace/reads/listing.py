"""The list of orders: what the address asks for, and nothing that is not kept in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from modules.commerce import selectors
from modules.commerce.models import Fulfilment, ItemState, Life, Order, Validation

Filter = Callable[[QuerySet[Order]], QuerySet[Order]]

SHOWS: dict[str, tuple[Any, Filter]] = {
    "": (_("All orders"), lambda orders: orders),
    "needs-you": (_("Needs you"), selectors.needing_the_studio),
    "new": (_("New"), selectors.new),
    "awaiting": (_("To accept or decline"), selectors.to_decide),
    "ready": (_("Something is ready"), selectors.with_ready),
    "problems": (_("With problems"), selectors.with_problems),
    "money": (_("Money to settle"), selectors.with_money_to_settle),
}
# The dimensions of an order that one filters by, with what stands for "any".
DIMENSIONS = {
    "fulfilment": (_("Delivered or not"), Fulfilment.choices),
    "validation": (_("Checked or not"), Validation.choices),
    "life": (_("Open and cancelled"), Life.choices),
}


@dataclass(frozen=True, kw_only=True)
class Select:
    """One choice of the filters: its name in the address, its options, what is chosen."""

    name: str
    options: list[tuple[str, Any]]
    chosen: str


def orders(request: HttpRequest) -> QuerySet[Order]:
    """The orders that fit ``q``, ``show`` and the dimensions; unknown values are passed over."""
    asked = request.GET
    _title, narrowed = SHOWS.get(asked.get("show", ""), SHOWS[""])
    found = narrowed(Order.objects.all())
    for name, (_any, choices) in DIMENSIONS.items():
        if asked.get(name) in dict(choices):
            found = found.filter(**{name: asked[name]})
    return _searched(found, asked.get("q", "").replace("\0", "").strip())


def counted(found: QuerySet[Order]) -> QuerySet[Any]:
    """With ``photos``, ``delivered`` and ``ready`` of each."""
    return found.annotate(
        photos=Count("items", filter=~Q(items__state=ItemState.CANCELLED)),
        delivered=Count("items", filter=Q(items__state=ItemState.DELIVERED)),
        ready=Count("items", filter=Q(items__state=ItemState.PENDING)),
    )


def selects(request: HttpRequest) -> list[Select]:
    shows = [(value, title) for value, (title, _narrow) in SHOWS.items()]
    found = [Select(name="show", options=shows, chosen=request.GET.get("show", ""))]
    for name, (any_of, choices) in DIMENSIONS.items():
        options = [("", any_of), *choices]
        found.append(Select(name=name, options=options, chosen=request.GET.get(name, "")))
    return found


def is_filtered(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in ("q", "show", *DIMENSIONS))


def _searched(found: QuerySet[Order], words: str) -> QuerySet[Order]:
    """By number (with or without ``#``), or by a part of the name or the e-mail address."""
    if not words:
        return found
    fits = Q(name__icontains=words) | Q(email__icontains=words)
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 10:
        fits |= Q(number=int(number))
    return found.filter(fits)
