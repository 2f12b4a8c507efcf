"""What selling asks of modules above it: of those that know labs.

Answers come in a fixed number of queries and never ask anybody over the network: what has to be
asked was asked before, outside the transaction (``prepare_shipping``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from safelight.kernel import gate
from safelight.kernel import hooks as kernel_hooks
from safelight.kernel.hookspecs import spec
from tenants.context import current_studio

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from modules.commerce.models import Order, PriceList
    from modules.gallery.hooks import Link


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Copies of a row with the choices made for it (their public ids)."""

    row_id: int
    choices: tuple[str, ...]
    copies: int


@dataclass(frozen=True, kw_only=True)
class Made:
    """How a row is made where a lab makes it.

    ``pixels``: (width, height) that the whole print wants, portrait or landscape as the paper lies;
    ``wrap``: the part of each side that goes round the edge, in millimetres.
    ``ships_to``: countries, None where the lab does not say.
    """

    lab: str
    pixels: tuple[int, int] | None = None
    wrap: int = 0
    ships_to: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Sending:
    """``amount``: what the client pays for a parcel, minor units; None where the shipping profile's
    own price holds. ``days``: the fewest and most working days that it takes, where that is known.
    """

    amount: int | None
    days: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class MakingCost:
    """What making something of a line costs the studio, minor units; negative was given back."""

    line_id: int
    amount: int
    currency: str


@spec
def making_costs(since: datetime, until: datetime) -> list[MakingCost]:  # type: ignore[empty-body]
    """What making lines of orders costs the studio that were placed from ``since`` to before
    ``until``.
    """


@dataclass(frozen=True)
class LabCost:
    """What a lab asks for one piece, minor units."""

    amount: int
    currency: str


@spec
def costs_of_labs(wanted: Sequence[Wanted]) -> dict[Wanted, LabCost]:  # type: ignore[empty-body]
    """What labs ask for one piece of each of these, as far as they have said so; before tax."""


@spec
def made_by_labs(wanted: Sequence[Wanted]) -> dict[Wanted, Made]:  # type: ignore[empty-body]
    """Which of these are made by a lab, and how."""


@spec
def prepare_shipping(parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str) -> None:
    """Ask labs what sending these would cost, unless that is known; by the id of the shipping
    profile. Called outside transactions; may take seconds, and never raises.
    """


@spec
def shipping_of_labs(  # type: ignore[empty-body]
    parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str
) -> dict[int, Sending]:
    """How each of these parcels is sent to that country, as far as labs have said so lately; by the
    id of the shipping profile.
    """


@spec
def days_of_parcels(order_id: int) -> dict[int, tuple[int, int]]:  # type: ignore[empty-body]
    """The fewest and most working days that sending each parcel of an order takes, by its id, as
    far as that is known.
    """


@dataclass(frozen=True, kw_only=True)
class RowPicture:
    """A picture of the finished thing; pixels."""

    url: str
    width: int
    height: int


@spec
def pictures_of_rows(row_ids: Collection[int]) -> dict[int, RowPicture]:  # type: ignore[empty-body]
    """Pictures that clients see where they choose these rows, by the row's id."""


@spec
def why_not_cancelled(order_id: int, item_ids: Collection[int] | None) -> str | None:
    """The sentence why an order, or just these items of it, cannot be cancelled now: a lab may have
    begun. The order is locked; ``item_ids`` is None for all that it has.

    None where nothing is in the way.
    """


@spec
def order_panel(request: HttpRequest, order: Order) -> SafeString | None:
    """One more part of the team's page of an order."""


@spec
def order_way_on(order: Order) -> Link | None:
    """Where the client of a charge goes on from its page: to what they paid for."""


@spec
def price_list_panel(request: HttpRequest, price_list: PriceList) -> SafeString | None:
    """One more part of the team's page of a price list."""


def how_made(*, wanted: Sequence[Wanted]) -> dict[Wanted, Made]:
    answers: list[dict[Wanted, Made]] = _ask("made_by_labs", wanted=wanted) if wanted else []
    return {key: made for answer in answers for key, made in answer.items()}


def known_costs(*, wanted: Sequence[Wanted]) -> dict[Wanted, LabCost]:
    """The union of all answers to ``costs_of_labs``."""
    answers: list[dict[Wanted, LabCost]] = _ask("costs_of_labs", wanted=wanted) if wanted else []
    return {key: cost for answer in answers for key, cost in answer.items()}


def ask_for_shipping(
    *, parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str
) -> None:
    if parcels:
        _ask("prepare_shipping", parcels=parcels, country=country, currency=currency)


def known_shipping(
    *, parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str
) -> dict[int, Sending]:
    answers: list[dict[int, Sending]] = (
        _ask("shipping_of_labs", parcels=parcels, country=country, currency=currency)
        if parcels
        else []
    )
    return {key: sending for answer in answers for key, sending in answer.items()}


def costs_of_making(*, since: datetime, until: datetime) -> list[MakingCost]:
    """Every answer to ``making_costs``."""
    answers: list[list[MakingCost]] = _ask("making_costs", since=since, until=until)
    return [cost for answer in answers for cost in answer]


def days_to_wait(*, order_id: int) -> dict[int, tuple[int, int]]:
    """The union of all answers to ``days_of_parcels``."""
    answers: list[dict[int, tuple[int, int]]] = _ask("days_of_parcels", order_id=order_id)
    return {key: days for answer in answers for key, days in answer.items()}


def shown_rows(*, row_ids: Collection[int]) -> dict[int, RowPicture]:
    """The union of all answers to ``pictures_of_rows``."""
    answers: list[dict[int, RowPicture]] = (
        _ask("pictures_of_rows", row_ids=row_ids) if row_ids else []
    )
    return {key: picture for answer in answers for key, picture in answer.items()}


def objections(*, order_id: int, item_ids: Collection[int] | None = None) -> list[str]:
    """Every answer to ``why_not_cancelled``."""
    return _ask("why_not_cancelled", order_id=order_id, item_ids=item_ids)


def panels_of_order(*, request: HttpRequest, order: Order) -> Collection[SafeString]:
    found: list[SafeString] = _ask("order_panel", request=request, order=order)
    return found


def ways_on(*, order: Order) -> list[Link]:
    """Answers to ``order_way_on``; nobody is asked about an order of a cart."""
    return _ask("order_way_on", order=order) if order.is_charge else []


def panels_of_price_list(*, request: HttpRequest, price_list: PriceList) -> Collection[SafeString]:
    found: list[SafeString] = _ask("price_list_panel", request=request, price_list=price_list)
    return found


def _ask(hook: str, **asked: Any) -> list[Any]:
    """The modules that are switched on for this studio."""
    return kernel_hooks.call(gate.enabled_modules(current_studio()), hook, **asked)
