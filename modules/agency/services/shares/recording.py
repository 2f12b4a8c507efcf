"""Whose work is sold, and what share was agreed: written at the sale, and never rewritten.

Moving files between libraries, changing rules and changing names touch nothing that was sold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from modules.agency.models import Allocation, Contributor, Credit, Library, SharedSale, ShareRule
from modules.agency.services.shares import reckoning, rules
from modules.agency.settings import AgencySettings
from modules.commerce import facade as commerce
from modules.gallery import facade as gallery
from safelight.site import selectors as site


def record(*, order: commerce.SoldOrder, at: datetime) -> SharedSale:
    """The sale of an order with an allocation for each item; what was recorded before stays.

    What is nobody's work is the studio's.
    """
    # Whoever comes at the same moment waits for the allocations, and finds them.
    with transaction.atomic():
        sale, is_new = SharedSale.objects.get_or_create(
            order_id=order.id, defaults={"recorded_at": at}
        )
        if is_new:
            Allocation.objects.bulk_create(_Recording.of(order, sale).allocations())
    return sale


@dataclass(frozen=True, kw_only=True)
class _Recording:
    """What has to be known of all items of an order, asked once."""

    order: commerce.SoldOrder
    sale: SharedSale
    rules: list[ShareRule]
    libraries: Mapping[int, Library]
    credits: Mapping[int, Contributor]
    costs: Mapping[int, int]

    @classmethod
    def of(cls, order: commerce.SoldOrder, sale: SharedSale) -> _Recording:
        photos = {item.photo_id for line in order.lines for item in line.items if item.photo_id}
        homes = gallery.home_of(photo_ids=photos)
        rows = Library.objects.filter(home__in=set(homes.values())).select_related("contributor")
        by_home = {each.home_id: each for each in rows}
        credited = Credit.objects.filter(photo__in=photos).select_related("contributor")
        takes_costs = site.module_settings("agency", AgencySettings).lab_costs_first
        return cls(
            order=order, sale=sale, rules=rules.everything(),
            libraries={pk: by_home[home] for pk, home in homes.items() if home in by_home},
            credits={each.photo_id: each.contributor for each in credited},
            costs=commerce.expected_costs(order_id=order.id) if takes_costs else {},
        )  # fmt: skip

    def allocations(self) -> Iterator[Allocation]:
        for line in self.order.lines:
            copies = [item.quantity for item in line.items]
            nets = reckoning.split(line.net, copies) if copies else []
            costs = reckoning.split(self.costs.get(line.id, 0), copies) if copies else []
            for item, net, cost in zip(line.items, nets, costs, strict=True):
                yield self._allocation(line, item, net, cost)

    def _allocation(
        self, line: commerce.SoldLine, item: commerce.SoldItem, net: int, cost: int
    ) -> Allocation:
        library = self.libraries.get(item.photo_id or 0)
        whose = self.credits.get(item.photo_id or 0) or (library.contributor if library else None)
        case = rules.Case(
            contributor_id=whose.pk if whose else None, row_id=line.row_id,
            price_list_id=line.price_list_id, library_id=library.pk if library else None,
        )  # fmt: skip
        decided = rules.decide(self.rules, case)
        return Allocation(
            sale=self.sale, item_id=item.id, line_id=line.id, photo_id=item.photo_id,
            contributor=whose, contributor_name=whose.name if whose else "",
            library=library, library_name=library.name if library else "",
            file_name=item.name, description=line.description, order_number=self.order.number,
            rule=decided.words if whose else "", percent=decided.percent,
            net=net, cost=min(cost, net), currency=self.order.currency,
            sold_at=self.order.placed_at,
        )  # fmt: skip
