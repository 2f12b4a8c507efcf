"""Labs that tell nothing (B12), orders put together (row 180), and prints made again."""

from __future__ import annotations

import pytest

from modules.commerce.facade import BadTracking, Tracking
from modules.commerce.models import PriceList
from modules.labs.contract import Cancelling, Capabilities, Progress, Sent, Stage
from modules.labs.models import LabConnection, LabOrder, LabState
from modules.labs.services import ordering
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tests.commerce.factories import mails
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab
from tests.labs.ordering.setting import AT
from tests.labs.ordering.test_gathering import STUDIO

S = LabState
TRACKING = Tracking(carrier="DHL", number="JJD1", url="https://dhl.test/JJD1")


@pytest.fixture
def by_hand(prints: PriceList, lab: PaperLab) -> LabOrder:
    """At a lab that takes orders by mail."""
    lab.capabilities = Capabilities(by_hand=True, cancelling=Cancelling.BY_ASKING)
    return setting.at_lab(prints, prints=2)


@pytest.fixture
def to_studio(connection: LabConnection) -> PriceList:
    SiteSettings.objects.filter(pk=1).update(modules={"labs": STUDIO})
    return setting.prints_by(connection, auto_submit=False, to_studio=True)


def test_b12_it_is_marked_as_sent_with_one_mail(by_hand: LabOrder, alice: Person) -> None:
    ordering.sent(by=alice, lab_order=by_hand, tracking=TRACKING, at=AT)
    assert setting.fresh(by_hand).state == S.DONE
    assert setting.items_of(by_hand) == {"shipped"}
    assert len(mails("order_shipped")) == 1
    with pytest.raises(ordering.NothingToMark):
        ordering.sent(by=alice, lab_order=by_hand, tracking=TRACKING, at=AT)


def test_it_is_marked_as_sent_in_parts(by_hand: LabOrder, alice: Person) -> None:
    one, _two = by_hand.pieces.all()
    ordering.sent(
        by=alice, lab_order=by_hand, tracking=TRACKING, at=AT, piece_public_ids=[one.public_id]
    )
    assert setting.fresh(by_hand).state == S.AT_LAB
    ordering.sent(by=alice, lab_order=by_hand, tracking=Tracking(), at=AT)
    assert setting.fresh(by_hand).state == S.DONE


def test_it_takes_no_dangerous_link(by_hand: LabOrder, alice: Person) -> None:
    with pytest.raises(BadTracking):
        ordering.sent(by=alice, lab_order=by_hand, tracking=Tracking(url="javascript:x"), at=AT)


def test_it_is_not_marked_by_hand_where_the_lab_tells(prints: PriceList, alice: Person) -> None:
    with pytest.raises(ordering.LabTells):
        ordering.sent(by=alice, lab_order=setting.at_lab(prints), tracking=TRACKING, at=AT)


def test_it_is_marked_by_hand_where_the_lab_cannot_be_asked(
    prints: PriceList, lab: PaperLab, alice: Person
) -> None:
    lab.capabilities = Capabilities(tells=True, answers=False)
    made = setting.at_lab(prints, prints=2)
    one, two = made.pieces.all()
    marked = [one.public_id]
    ordering.sent(by=alice, lab_order=made, tracking=TRACKING, at=AT, piece_public_ids=marked)
    # Its news come after all, and name no pieces.
    parcel = Sent(reference="1Z", carrier="UPS")
    told = Progress(lab_id=made.lab_id, stage=Stage.SHIPPED, shipped=(parcel,))
    ordering.apply(lab_order_id=made.pk, progress=told, at=AT, is_whole=False)
    assert [list(each.pieces.all()) for each in made.parcels.order_by("pk")] == [[one], [two]]
    assert (setting.fresh(made).state, len(mails("order_shipped"))) == (S.DONE, 2)


def test_it_is_taken_back_by_the_word_of_a_person(by_hand: LabOrder, alice: Person) -> None:
    ordering.agreed(lab_order=by_hand, then="keep", by=alice, at=AT)
    assert (setting.fresh(by_hand).state, by_hand.may_be_there) == (S.STOPPED, False)


def test_row180_it_puts_orders_to_the_studio_together(
    to_studio: PriceList, lab: PaperLab, alice: Person
) -> None:
    one, two = setting.gathered(to_studio), setting.gathered(to_studio)
    made = ordering.group(lab_order_ids=[two.pk, one.pk], by=alice, at=AT)
    assert (made, made.pieces.count()) == (one, 2)
    assert setting.fresh(two).state == S.CANCELLED
    ordering.send(lab_order=made, by=alice, at=AT)
    ordering.submit(lab_order_id=made.pk, at=AT)
    (sent,) = lab.made
    assert (sent.recipient.line1, len(sent.pieces)) == ("Studiogasse 1", 2)


def test_it_hands_over_what_came_to_the_studio(to_studio: PriceList, lab: PaperLab) -> None:
    made = setting.at_lab(to_studio)
    lab.tell(stage="shipped")
    ordering.ask(lab_order_id=made.pk, at=AT)
    assert setting.fresh(made).state == S.DONE
    assert setting.items_of(made) == {"external"}
    assert not mails("order_shipped")


def test_it_puts_nothing_together_that_goes_to_clients(
    connection: LabConnection, alice: Person
) -> None:
    direct = setting.prints_by(connection, auto_submit=False)
    ids = [setting.gathered(direct).pk, setting.gathered(direct).pk]
    with pytest.raises(ordering.CannotBeGrouped):
        ordering.group(lab_order_ids=ids, by=alice, at=AT)


def test_it_is_made_again_without_a_charge(by_hand: LabOrder, lab: PaperLab, alice: Person) -> None:
    ordering.sent(by=alice, lab_order=by_hand, tracking=TRACKING, at=AT)
    piece = by_hand.pieces.all()[0]
    order = piece.item.order
    made = ordering.reprint(piece=piece, reason="Bent", copies=1, by=alice, at=AT)
    assert (made.state, made.decide_by) == (S.WAITING, None)
    ordering.send(lab_order=made, by=alice, at=AT)
    ordering.submit(lab_order_id=made.pk, at=AT)
    ordering.sent(by=alice, lab_order=made, tracking=TRACKING, at=AT)
    total = order.total
    order.refresh_from_db()
    assert (setting.fresh(made).state, order.total) == (S.DONE, total)
    assert len(mails("order_shipped")) == 2


def test_it_is_made_again_once_at_a_time(by_hand: LabOrder, alice: Person) -> None:
    piece = by_hand.pieces.all()[0]
    with pytest.raises(ordering.CannotBeReprinted):
        ordering.reprint(piece=piece, reason="Bent", by=alice, at=AT)
    ordering.sent(by=alice, lab_order=by_hand, tracking=TRACKING, at=AT)
    with pytest.raises(ordering.ReasonNeeded):
        ordering.reprint(piece=piece, reason=" ", by=alice, at=AT)
    ordering.reprint(piece=piece, reason="Bent", by=alice, at=AT)
    with pytest.raises(ordering.CannotBeReprinted):
        ordering.reprint(piece=piece, reason="Bent", by=alice, at=AT)
