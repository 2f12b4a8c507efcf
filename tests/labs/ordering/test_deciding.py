"""What a person does with a lab order, and what the clock does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import OrderItem, PriceList
from modules.commerce.services.orders import cancelling, leaving_out
from modules.labs.contract import Away, Cancelling, Capabilities, PartlyTakenBack, Refused
from modules.labs.models import LabConnection, LabOrder, LabState, LabWay, LabWish, WindowEnd
from modules.labs.services import ordering
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce import selling
from tests.commerce.checkout.buying import BERLIN
from tests.commerce.factories import mails
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab
from tests.labs.ordering.setting import AT, HOUR

S = LabState
BY_HAND = Capabilities(by_hand=True, sends_again=True, cancelling=Cancelling.BY_ASKING)


@pytest.fixture
def waiting(connection: LabConnection) -> LabOrder:
    return setting.gathered(setting.prints_by(connection, auto_submit=False))


def take_back(lab_order: LabOrder, by: Person, then: str = "keep") -> LabOrder:
    kind, at = LabWish.Kind.CANCEL, timezone.now()
    ordering.wish(lab_order=lab_order, kind=kind, detail={"then": then}, by=by, at=at)
    drain(allow_failures=True)
    return setting.fresh(lab_order)


@pytest.mark.parametrize(
    ("end", "state"),
    [(WindowEnd.SEND, S.SENDING), (WindowEnd.WAIT, S.WAITING), (WindowEnd.CANCEL, S.CANCELLED)],
)
def test_it_does_at_the_end_of_its_window_what_was_chosen(
    connection: LabConnection, end: str, state: str
) -> None:
    made = setting.gathered(setting.prints_by(connection, window_hours=24, window_end=end))
    assert ordering.decide(at=AT + 23 * HOUR) == 0
    assert ordering.decide(at=AT + 24 * HOUR) == 1
    assert ordering.decide(at=AT + 25 * HOUR) == 0
    assert setting.fresh(made).state == state


def test_it_waits_longer(connection: LabConnection, alice: Person) -> None:
    made = setting.gathered(setting.prints_by(connection, window_hours=24))
    ordering.extend(lab_order=made, hours=24, by=alice, at=AT)
    assert ordering.decide(at=AT + 47 * HOUR) == 0
    assert ordering.decide(at=AT + 48 * HOUR) == 1


def test_it_sends_before_its_window_is_over(connection: LabConnection, alice: Person) -> None:
    made = setting.gathered(setting.prints_by(connection, window_hours=24))
    assert ordering.send(lab_order=made, by=alice, at=AT).state == S.SENDING


def test_it_goes_to_another_address(waiting: LabOrder, alice: Person) -> None:
    address = {**BERLIN, "street": "Nebenweg 2\nHof"}
    assert ordering.redirect(lab_order=waiting, address=address, by=alice, at=AT) is None
    kept = setting.fresh(waiting).recipient
    assert (kept["line1"], kept["line2"]) == ("Nebenweg 2", "Hof")
    assert kept["email"] == "carla@example.org"


def test_it_needs_nobody_any_more_once_it_has_an_address(waiting: LabOrder, alice: Person) -> None:
    waiting.recipient = {}
    waiting.save(update_fields=["recipient"])
    assert ordering.send(lab_order=waiting, by=alice, at=AT).state == S.STOPPED
    ordering.redirect(lab_order=waiting, address=BERLIN, by=alice, at=AT)
    assert (setting.fresh(waiting).state, waiting.problem) == (S.WAITING, "")
    assert setting.items_of(waiting) == {"to_lab"}


def test_it_asks_the_lab_for_another_address(
    prints: PriceList, lab: PaperLab, alice: Person
) -> None:
    made = setting.at_lab(prints)
    ordering.redirect(lab_order=made, address={**BERLIN, "name": "Dora"}, by=alice, at=AT)
    assert setting.fresh(made).recipient["name"] == "Carla Client"
    drain()
    assert setting.fresh(made).recipient["name"] == "Dora"


def test_it_is_sent_another_way(waiting: LabOrder, alice: Person) -> None:
    other = selling.profile("Express", kind="lab")
    LabWay.objects.create(profile=other, connection=waiting.connection, method="Express")
    ordering.ship_by(lab_order=waiting, method="Express", by=alice, at=AT)
    assert setting.fresh(waiting).method == "Express"
    with pytest.raises(ordering.UnknownWay):
        ordering.ship_by(lab_order=waiting, method="Pigeon", by=alice, at=AT)


def test_it_prints_another_part(waiting: LabOrder, alice: Person) -> None:
    item = OrderItem.objects.get()
    part = {"left": 0.1, "top": 0, "width": 0.5, "height": 1, "turned": 0, "fit": "crop"}
    ordering.frame(lab_order=waiting, item=item, framing=part, by=alice, at=AT)
    item.refresh_from_db()
    assert item.framing["left"] == 0.1


def test_it_prints_no_other_part_once_the_lab_has_it(prints: PriceList, alice: Person) -> None:
    made = setting.at_lab(prints)
    with pytest.raises(ordering.TooLate):
        ordering.frame(lab_order=made, item=OrderItem.objects.get(), framing={}, by=alice, at=AT)


def test_it_is_cancelled_before_the_lab_has_it(waiting: LabOrder, alice: Person) -> None:
    for _time in range(2):
        ordering.cancel(lab_order=waiting, by=alice, at=AT)
    assert setting.fresh(waiting).state == S.CANCELLED
    assert setting.items_of(waiting) == {"cancelled"}


def test_it_becomes_the_studio_s_own(waiting: LabOrder, alice: Person) -> None:
    ordering.keep_in_house(lab_order=waiting, by=alice, at=AT)
    assert setting.fresh(waiting).state == S.CANCELLED
    assert setting.items_of(waiting) == {"external"}


@pytest.mark.parametrize("act", [ordering.cancel, ordering.keep_in_house])
def test_it_is_too_late_for_that_once_the_lab_has_it(
    prints: PriceList, alice: Person, act: Any
) -> None:
    made = setting.at_lab(prints)
    with pytest.raises(ordering.TooLate):
        act(lab_order=made, by=alice, at=AT)


@pytest.mark.parametrize(
    ("then", "state", "items"),
    [("keep", S.STOPPED, "problem"), ("leave_out", S.CANCELLED, "cancelled")],
)
def test_b11e_it_is_taken_back_before_production(
    prints: PriceList, alice: Person, then: str, state: str, items: str
) -> None:
    made = setting.at_lab(prints)
    found = take_back(made, alice, then)
    assert (found.state, setting.items_of(found)) == (state, {items})
    wish = found.wishes.get()
    assert (wish.is_granted, wish.sentence) == (True, "All but the postage.")
    assert not mails("labs_problem")


def test_b11e_it_says_why_the_lab_refuses_to_take_it_back(
    prints: PriceList, lab: PaperLab, alice: Person
) -> None:
    made = setting.at_lab(prints)
    lab.answer = Refused(sentence="It is being made.")
    found = take_back(made, alice)
    assert (found.state, found.wishes.get().sentence) == (S.AT_LAB, "It is being made.")


def test_it_believes_the_lab_s_state_when_the_answer_was_lost(
    prints: PriceList, lab: PaperLab, alice: Person
) -> None:
    made = setting.at_lab(prints)
    lab.answer = Refused(sentence="Not available.")
    lab.tell(stage="cancelled")
    assert take_back(made, alice, "leave_out").state == S.CANCELLED


def test_it_asks_again_while_the_lab_is_away(
    prints: PriceList, lab: PaperLab, alice: Person
) -> None:
    made = setting.at_lab(prints)
    lab.answer = Away(sentence="It is closed.")
    assert take_back(made, alice).wishes.get().answered_at is None
    with pytest.raises(ordering.AlreadyAsked):
        take_back(made, alice)
    wish = made.wishes.get()
    assert ordering.ask_for_wish(wish_id=wish.pk, at=wish.wished_at + timedelta(hours=5))
    assert not made.wishes.get().is_granted


def test_it_takes_a_part_back(prints: PriceList, lab: PaperLab, alice: Person) -> None:
    made = setting.at_lab(prints, prints=2)
    out = made.pieces.all()[0]
    lab.answer = PartlyTakenBack(pieces=(out.public_id,), sentence="One was made already.")
    found = take_back(made, alice, "leave_out")
    assert (found.state, setting.items_of(found)) == (S.AT_LAB, {"cancelled", "at_lab"})


@pytest.mark.parametrize("kind", list(LabWish.Kind))
def test_it_asks_no_lab_for_what_it_does_not_do(
    prints: PriceList, lab: PaperLab, alice: Person, kind: str
) -> None:
    made = setting.at_lab(prints)
    lab.capabilities = Capabilities()
    assert ordering.offered(made) == frozenset()
    with pytest.raises(ordering.NotOffered):
        ordering.wish(lab_order=made, kind=kind, detail={}, by=alice, at=AT)


def test_t11_it_keeps_the_client_s_order_while_a_lab_may_have_begun(
    prints: PriceList, alice: Person
) -> None:
    made = setting.at_lab(prints)
    order = made.pieces.get().item.order
    with pytest.raises(cancelling.CannotBeCancelledNow, match="L-"):
        cancelling.cancel(order=order, by=alice, at=AT, tell_client=False)
    take_back(made, alice)
    cancelling.cancel(order=order, by=alice, at=AT, tell_client=False)
    drain()
    assert setting.fresh(made).state == S.CANCELLED


def test_t11_it_leaves_out_a_print_while_another_of_the_order_is_at_a_lab(
    prints: PriceList, alice: Person
) -> None:
    there = setting.at_lab(prints).pieces.get().item
    waiting = OrderItem.objects.create(
        order=there.order, line=there.line, photo=there.photo, name="Later", quantity=2,
        state="to_lab", method="lab",
    )  # fmt: skip
    leaving_out.leave_out(item=waiting, by=alice, at=AT)
    with pytest.raises(cancelling.CannotBeCancelledNow, match="L-"):
        leaving_out.leave_out(item=there, by=alice, at=AT)
    assert setting.states(there.order) == {"at_lab", "cancelled"}


def test_it_is_sent_to_a_mailed_lab_once_more(
    prints: PriceList, lab: PaperLab, alice: Person
) -> None:
    lab.capabilities = BY_HAND
    made = setting.at_lab(prints)
    ordering.wish(lab_order=made, kind=LabWish.Kind.AGAIN, detail={}, by=alice, at=AT)
    drain()
    assert [each.again for each in lab.made] == [0, 1]
    assert len({each.key for each in lab.made}) == 2
    assert len({each.reference for each in lab.made}) == 1
