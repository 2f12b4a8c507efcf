"""What labs answer to selling before anything is bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from modules.commerce.hooks import Made, Sending, Wanted
from modules.labs.services import quoting
from safelight.kernel.hooks import impl


@impl
def made_by_labs(wanted: Sequence[Wanted]) -> dict[Wanted, Made]:
    return quoting.made(wanted)


@impl
def prepare_shipping(parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str) -> None:
    quoting.ask(parcels, country=country, currency=currency)


@impl
def shipping_of_labs(
    parcels: Mapping[int, Sequence[Wanted]], country: str, currency: str
) -> dict[int, Sending]:
    return quoting.known(parcels, country=country, currency=currency)
