"""What labs answer to selling before anything is bought."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from modules.commerce.hooks import LabCost, Made, RowPicture, Sending, Wanted
from modules.commerce.models import Order
from modules.labs.services import quoting, showing
from safelight.kernel.hooks import impl


@impl
def made_by_labs(wanted: Sequence[Wanted]) -> dict[Wanted, Made]:
    return quoting.made(wanted)


@impl
def costs_of_labs(wanted: Sequence[Wanted]) -> dict[Wanted, LabCost]:
    return quoting.costs(wanted)


@impl
def prepare_shipping(parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str) -> None:
    quoting.ask(parcels, country=country, currency=currency)


@impl
def days_of_parcels(order_id: int) -> dict[int, tuple[int, int]]:
    """As they were bought: each parcel by its way, to the order's country."""
    order = Order.objects.get(pk=order_id)
    lines = order.lines.filter(parcel__profile__isnull=False).select_related("parcel")
    by_profile: dict[int, int] = {}
    parcels: dict[int, list[Wanted]] = {}
    for line in lines:
        if line.parcel is None or line.parcel.profile_id is None or line.row_id is None:
            continue
        by_profile[line.parcel.profile_id] = line.parcel.pk
        choices = tuple(str(each["id"]) for each in line.choices if each.get("id"))
        wanted = Wanted(row_id=line.row_id, choices=choices, copies=line.quantity)
        parcels.setdefault(line.parcel.profile_id, []).append(wanted)
    country = str(order.shipping_address.get("country", ""))
    found = quoting.days(parcels, country=country, currency=order.currency)
    return {by_profile[profile]: days for profile, days in found.items()}


@impl
def pictures_of_rows(row_ids: Collection[int]) -> dict[int, RowPicture]:
    found = showing.pictures(row_ids)
    return {
        row: RowPicture(url=each.url, width=each.width, height=each.height)
        for row, each in found.items()
    }


@impl
def shipping_of_labs(
    parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str
) -> dict[int, Sending]:
    return quoting.known(parcels, country=country, currency=currency)
