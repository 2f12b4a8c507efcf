"""From released prints to lab orders."""

from __future__ import annotations

from modules.commerce.events import PrintsReleased
from modules.commerce.models import OrderItem, PriceList
from modules.labs.listeners import on_prints_released
from modules.labs.models import LabConnection, LabOrder, LabState
from modules.labs.services import ordering
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab
from tests.labs.ordering.setting import AT

STUDIO = {
    "parcels_street": "Studiogasse 1", "parcels_city": "Berlin", "parcels_country": "DE",
    "parcels_postal_code": "10115",
}  # fmt: skip


def test_it_makes_one_lab_order_of_an_order(prints: PriceList) -> None:
    order = setting.ordered(prints, prints=2)
    (made,) = ordering.gather(order_id=order.pk, at=AT)
    assert (made.method, made.recipient["line1"]) == ("Standard", "Lindenallee 1")
    piece = made.pieces.all()[0]
    assert (piece.sku, piece.copies, piece.retail) == ("PRINT-8X10", 2, 1000)


def test_it_makes_no_second_one_however_often_it_hears(prints: PriceList) -> None:
    order = setting.ordered(prints)
    for _time in range(3):
        on_prints_released(PrintsReleased(order_id=order.pk))
    assert LabOrder.objects.count() == 1


def test_b11a_it_asks_no_lab_before_the_order_is_paid(prints: PriceList, lab: PaperLab) -> None:
    order = setting.ordered(prints, state="awaiting_payment", payment="unpaid")
    assert ordering.gather(order_id=order.pk, at=AT) == []
    assert not lab.calls


def test_it_parts_what_goes_to_different_labs(prints: PriceList, connection: LabConnection) -> None:
    other = setting.prints_by(setting.connection(name="Second lab"))
    order = setting.ordered(prints)
    theirs = setting.ordered(other)
    OrderItem.objects.filter(order=theirs).update(order=order)
    made = ordering.gather(order_id=order.pk, at=AT)
    assert {each.connection.name for each in made} == {"Paper lab", "Second lab"}


def test_it_sends_at_once_without_a_window(prints: PriceList) -> None:
    assert setting.gathered(prints).state == LabState.SENDING


def test_it_waits_for_a_person_where_that_is_wanted(connection: LabConnection) -> None:
    made = setting.gathered(setting.prints_by(connection, auto_submit=False))
    assert (made.state, made.decide_by) == (LabState.WAITING, None)


def test_it_goes_to_the_studio_where_the_list_says_so(connection: LabConnection) -> None:
    SiteSettings.objects.filter(pk=1).update(modules={"labs": STUDIO})
    made = setting.gathered(setting.prints_by(connection, to_studio=True, auto_submit=False))
    assert made.to_studio
    assert made.recipient["line1"] == "Studiogasse 1"


def test_it_goes_to_the_studio_where_the_client_picks_it_up(prints: PriceList) -> None:
    made = setting.gathered(prints, kind="pick-up")
    assert made.to_studio
    # Its address is not written down yet: a person has to.
    assert made.state == LabState.STOPPED


def test_it_leaves_prints_without_a_lab_to_a_person(prints: PriceList) -> None:
    order = setting.ordered(prints)
    prints.lab.delete()
    assert ordering.gather(order_id=order.pk, at=AT) == []
    assert setting.states(order) == {"problem"}


def test_it_leaves_out_what_the_client_does_not_get(
    connection: LabConnection, alice: Person
) -> None:
    made = setting.gathered(setting.prints_by(connection, auto_submit=False), prints=2)
    one, two = OrderItem.objects.order_by("pk")
    OrderItem.objects.filter(pk=one.pk).update(state="cancelled", left_out=2)
    OrderItem.objects.filter(pk=two.pk).update(left_out=1)
    ordering.trim(order_id=one.order_id, at=AT)
    kept = made.pieces.get(is_live=True)
    assert (kept.item_id, kept.copies) == (two.pk, 1)


def test_it_ends_a_lab_order_of_which_nothing_is_left(connection: LabConnection) -> None:
    made = setting.gathered(setting.prints_by(connection, auto_submit=False))
    OrderItem.objects.update(state="cancelled", left_out=2)
    ordering.trim(order_id=made.pieces.get().item.order_id, at=AT)
    assert setting.fresh(made).state == LabState.CANCELLED
