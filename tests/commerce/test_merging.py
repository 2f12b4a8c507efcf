"""What somebody kept before signing in is theirs afterwards."""

from __future__ import annotations

from modules.commerce import extensions
from modules.commerce.models import Cart, CartItem, Order
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import customer, fill, photos_of, place, shop


def _merge(source: int, target: int) -> None:
    extensions.merge_visitor(source_id=source, target_id=target)


def test_it_joins_carts_and_keeps_the_words_of_the_target(
    inside_acme: Studio, carla: Person
) -> None:
    gallery = shop(None, photos=3)
    first, second, third = photos_of(gallery)
    guest, known = customer(), customer(carla)
    fill(guest, gallery, [first, second])
    fill(known, gallery, [second, third])
    CartItem.objects.filter(cart__visitor=guest.visitor).update(note="guest")
    CartItem.objects.filter(cart__visitor=known.visitor).update(note="known")
    _merge(guest.visitor.pk, known.visitor.pk)
    notes = CartItem.objects.filter(cart__visitor=known.visitor).values_list("photo", "note")
    assert dict(notes) == {first.pk: "guest", second.pk: "known", third.pk: "known"}
    assert Cart.objects.count() == 1


def test_it_takes_orders_along(inside_acme: Studio, carla: Person) -> None:
    guest, known = customer(), customer(carla)
    made = place(guest, shop(None))
    _merge(guest.visitor.pk, known.visitor.pk)
    assert Order.objects.get(pk=made.pk).visitor_id == known.visitor.pk


def test_it_knows_what_was_ordered(order: Order, gallery: Gallery) -> None:
    ids = [photo.pk for photo in photos_of(gallery)]
    ask = extensions.ordered_photo_ids
    assert ask(visitor_id=order.visitor_id, photo_ids=ids) == set(ids)
    order.items.filter(photo=ids[0]).update(state="cancelled")
    assert ask(visitor_id=order.visitor_id, photo_ids=ids) == set(ids[1:])
    Order.objects.update(life="cancelled")
    assert ask(visitor_id=order.visitor_id, photo_ids=ids) == set()
