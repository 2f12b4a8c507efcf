"""What lab orders cost, by line: as billed, else as expected; for modules beside labs."""

from __future__ import annotations

from modules.commerce import hooks
from modules.commerce.models import PriceList
from modules.labs.models import LabOrder
from tenants.models import Studio
from tests.labs.ordering import setting


def costs() -> dict[int, tuple[int, str]]:
    found = hooks.costs_of_making(since=setting.AT, until=setting.AT + setting.HOUR)
    return {cost.line_id: (cost.amount, cost.currency) for cost in found}


def bill(lab_order: LabOrder, *amounts: int) -> None:
    for number, amount in enumerate(amounts):
        lab_order.charges.create(
            reference=f"bill {number}", kind="item", amount=amount, currency="USD"
        )


def test_it_splits_a_bill_over_the_lines_to_the_cent(prints: PriceList) -> None:
    lab_order = setting.gathered(prints, prints=3)
    bill(lab_order, 1000, 450)
    lines = lab_order.pieces.order_by("pk").values_list("item__line", flat=True)
    shares = dict(zip(lines, [(484, "USD"), (483, "USD"), (483, "USD")], strict=True))
    assert costs() == shares


def test_it_takes_back_what_the_lab_gave_back(prints: PriceList) -> None:
    bill(setting.gathered(prints), 1000, -1400)
    assert list(costs().values()) == [(-400, "USD")]


def test_it_expects_what_the_lab_said_before_it_has_billed(prints: PriceList) -> None:
    lab_order = setting.gathered(prints)
    LabOrder.objects.update(quoted=700, currency="EUR")
    assert list(costs().values()) == [(700, "EUR")]
    bill(lab_order, 800)
    assert list(costs().values()) == [(800, "USD")]


def test_it_leaves_out_orders_of_other_days(prints: PriceList) -> None:
    bill(setting.gathered(prints, placed_at=setting.AT - setting.HOUR), 1000)
    assert costs() == {}


def test_it_knows_no_cost_with_labs_switched_off(prints: PriceList, inside_acme: Studio) -> None:
    bill(setting.gathered(prints), 1000)
    inside_acme.switch_off("labs")
    assert costs() == {}
