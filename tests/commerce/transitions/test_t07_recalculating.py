"""T7: methods and states come from the files as they are now; nobody is told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services.delivery import delivering, forcing, mending, recalculating
from modules.commerce.services.delivery.mending import StillAProblem
from modules.commerce.services.orders import leaving_out
from modules.gallery.models import Gallery
from modules.gallery.services import photos as gallery_photos
from safelight.accounts.models import Person
from safelight.outbox.models import OutgoingMessage
from tests.commerce.factories import photos_of, retouch
from tests.commerce.transitions.mixed import seen, states


def _recalculate(order: Order, by: Person) -> int:
    return recalculating.recalculate(order=order, by=by, at=timezone.now()).changed


def test_t7_it_makes_ready_what_became_final(paid: Order, gallery: Gallery, alice: Person) -> None:
    retouch(photos_of(gallery)[1])
    mailed = OutgoingMessage.objects.count()
    assert _recalculate(paid, alice) == 1
    assert states(paid) == ["pending", "pending", "external", "external", "external"]
    assert OutgoingMessage.objects.count() == mailed


def test_t7_it_holds_back_what_is_final_no_more(
    paid: Order, gallery: Gallery, alice: Person
) -> None:
    gallery_photos.set_state(photo_ids=[photos_of(gallery)[0].pk], state="PROOF")
    assert _recalculate(paid, alice) == 1
    assert states(paid)[0] == "deferred"


def test_t7_it_leaves_alone_what_is_not_paid(
    unpaid: Order, gallery: Gallery, alice: Person
) -> None:
    retouch(photos_of(gallery)[1])
    before = seen(unpaid)
    assert _recalculate(unpaid, alice) == 0
    assert seen(unpaid) == before


def test_t7_it_changes_nothing_twice(paid: Order, gallery: Gallery, alice: Person) -> None:
    retouch(photos_of(gallery)[1])
    _recalculate(paid, alice)
    before = seen(paid)
    assert _recalculate(paid, alice) == 0
    assert seen(paid) == before


def test_t7_it_leaves_alone_what_is_delivered_or_out(
    paid: Order, gallery: Gallery, alice: Person
) -> None:
    delivering.deliver_ready(order=paid, by=alice, at=timezone.now())
    for item in paid.items.filter(state="deferred"):
        leaving_out.leave_out(item=item, by=alice, at=timezone.now())
    gallery_photos.set_state(photo_ids=[photo.pk for photo in photos_of(gallery)], state="PROOF")
    before = seen(paid)
    assert _recalculate(paid, alice) == 0
    assert seen(paid) == before


def test_t7_it_keeps_what_was_forced_released(
    unpaid: Order, gallery: Gallery, alice: Person
) -> None:
    forcing.deliver(order=unpaid, by=alice, sure=True, at=timezone.now())
    retouch(photos_of(gallery)[1])
    assert _recalculate(unpaid, alice) == 1
    assert states(unpaid)[1] == "pending"


def test_t7_it_tries_again_what_had_a_problem(paid: Order, gallery: Gallery, alice: Person) -> None:
    item = paid.items.order_by("pk")[0]
    item.stop("The disk was full.")
    item.save()
    mending.retry(item=item, by=alice, at=timezone.now())
    assert states(paid)[0] == "pending"
    before = seen(paid)
    mending.retry(item=item, by=alice, at=timezone.now())
    assert seen(paid) == before


def test_t7_it_says_what_is_still_wrong(paid: Order, alice: Person) -> None:
    item = paid.items.order_by("pk")[0]
    item.stop("Gone.")
    item.photo = None
    item.save()
    before = seen(paid)
    with pytest.raises(StillAProblem, match="The photo is gone"):
        mending.retry(item=item, by=alice, at=timezone.now())
    assert seen(paid) == before


def test_t7_it_gives_a_print_with_a_problem_back_to_you(paid: Order, alice: Person) -> None:
    item = paid.items.order_by("pk")[2]
    item.stop("Torn.")
    item.save()
    assert _recalculate(paid, alice) == 0
    mending.retry(item=item, by=alice, at=timezone.now())
    assert states(paid)[2] == "external"
