"""The core flow: order without payment, retouch, deliver; and each step done twice."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import ItemState, Order, OrderItem
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.delivery.delivering import NothingToDeliver
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.factories import mails, photos_of, retouch


def _states(order: Order) -> list[str]:
    return list(order.items.order_by("pk").values_list("state", flat=True))


def _recalculate(order: Order, by: Person) -> recalculating.Recalculated:
    return recalculating.recalculate(order=order, by=by, at=timezone.now())


def _deliver(order: Order, by: Person) -> None:
    delivering.deliver_ready(order=order, by=by, at=timezone.now())


def test_it_holds_back_what_is_not_final(order: Order) -> None:
    assert _states(order) == ["deferred"] * 3
    assert [mail.to_email for mail in mails("order_placed_studio")] == ["hello@acme.example"]
    assert [mail.to_email for mail in mails("order_placed")] == [order.email]


def test_it_delivers_nothing_before_recalculating(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    retouch(photos_of(gallery)[0])
    with pytest.raises(NothingToDeliver):
        _deliver(order, alice)
    assert mails("order_delivered") == []


def test_it_delivers_the_replaced_file_of_what_became_final(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    first = photos_of(gallery)[0]
    old = first.version_id
    retouch(first)
    assert _recalculate(order, alice).ready == 1
    _deliver(order, alice)
    item = order.items.get(photo=first)
    assert (item.state, item.version_id) == ("delivered", first.version_id)
    assert item.version_id != old
    assert first.version is not None
    assert item.source.key == first.version.object_key
    assert _states(order).count("deferred") == 2


def test_it_sends_one_mail_however_often_the_steps_are_done(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    retouch(*photos_of(gallery)[:2])
    _recalculate(order, alice)
    _deliver(order, alice)
    _recalculate(order, alice)
    with pytest.raises(NothingToDeliver, match="Already delivered by Alice"):
        _deliver(order, alice)
    (mail,) = mails("order_delivered")
    assert photos_of(gallery)[0].name in mail.text_body
    assert photos_of(gallery)[2].name not in mail.text_body
    order.refresh_from_db()
    assert order.fulfilment == "partial"


def test_it_delivers_the_rest_later_with_a_mail_of_its_own(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    for photo in photos_of(gallery):
        retouch(photo)
        _recalculate(order, alice)
        _deliver(order, alice)
    order.refresh_from_db()
    assert order.fulfilment == "fulfilled"
    assert len(mails("order_delivered")) == 3


def test_it_keeps_what_was_delivered_when_the_photo_changes_again(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    first = photos_of(gallery)[0]
    retouch(first)
    _recalculate(order, alice)
    _deliver(order, alice)
    before = order.items.get(photo=first).file
    retouch(first)
    _recalculate(order, alice)
    item = order.items.get(photo=first)
    assert (item.state, item.file) == (ItemState.DELIVERED, before)


def test_it_holds_back_again_what_stopped_being_final(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    first = photos_of(gallery)[0]
    retouch(first)
    _recalculate(order, alice)
    type(first).objects.filter(pk=first.pk).update(state="PROOF")
    with pytest.raises(NothingToDeliver):
        _deliver(order, alice)
    assert not OrderItem.objects.filter(state=ItemState.DELIVERED).exists()
