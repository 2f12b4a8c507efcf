"""What clients say and order, and how far the studio is with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import cycle
from pathlib import Path

from modules.commerce.models import Cart, Delivery, Order
from modules.commerce.services import carts
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.orders import placing
from modules.gallery.models import Batch, Comment, Gallery, Photo
from modules.gallery.services import proofing
from safelight.accounts.models import Person
from safelight.demo import handing_in, people, print_story, studios
from safelight.demo.cast import House

DELIVERED, WAITING = "demonstration-delivered", "demonstration-waiting"
NOTES = ("Please soften the light on the left.", "", "A little brighter?", "")
SAID = ("This is the one for the wall!", "Could the sky be a bit calmer?", "We love it.")

# Hands in files under names that the gallery knows, and waits until they are photos.
Replace = Callable[[Gallery, Person, Sequence[Path]], None]


def is_told(house: House) -> bool:
    """Whether the studio's stories were told to their end before; call it inside the studio."""
    last = house.clients[1].email
    ended = Delivery.objects.filter(order__person__email=last, finished_at__isnull=False)
    return bool(ended.exists())


def tell(house: House, files: Sequence[Path], replace: Replace, *, at: datetime) -> None:
    """Picks, stars and comments of two clients, a cart, and two orders on their way.

    ``files`` are those of the gallery that is retouched.
    """
    gallery = studios.gallery(house.retouched)
    if gallery is None:
        return
    photos = list(Photo.objects.filter(placements__gallery=gallery).order_by("name_key"))
    first, second = (studios.person(human) for human in house.clients[:2])
    owner, retoucher = studios.person(house.owner), studios.person(house.retoucher)
    _say(gallery, photos, (first, second), owner, at)
    waiting = _order(first, gallery, photos[3:8], WAITING, at)
    delivered = _order(second, gallery, photos[:3], DELIVERED, at)
    _fill_cart(first, gallery, photos[8:10], at)
    finished = {photo.name for photo in photos[:6]}
    replace(gallery, retoucher, [path for path in files if path.name in finished])
    for order in (waiting, delivered):
        if order is not None:
            recalculating.recalculate(order=order, by=owner, at=at)
    print_story.tell(house, at=at)
    if delivered is not None and not delivered.deliveries.exists():
        delivering.deliver_ready(order=delivered, by=owner, at=at)


def final_batch(gallery: Gallery, by: Person, *, at: datetime) -> Batch:
    return handing_in.open_batch(
        gallery=gallery, state="FINAL", by=by, at=at, on_clash=Batch.OnClash.REPLACE
    )


def _say(
    gallery: Gallery, photos: Sequence[Photo], clients: Sequence[Person], owner: Person,
    at: datetime,
) -> None:  # fmt: skip
    for step, client in enumerate(clients, start=2):
        visitor = people.visitor(client)
        for photo in photos[::step]:
            proofing.pick(gallery=gallery, photo=photo, visitor=visitor, at=at)
        for number, photo in enumerate(photos[step - 1 :: 3]):
            stars = 3 + number % 3
            proofing.rate(gallery=gallery, photo=photo, visitor=visitor, stars=stars, at=at)
    if Comment.objects.filter(gallery=gallery).exists():
        return
    for number, text in enumerate(SAID):
        for photo in photos[number : number + 1]:
            visitor = people.visitor(clients[number % len(clients)])
            proofing.comment(
                gallery=gallery, photo=photo, visitor=visitor, text=text, by_team=False, at=at
            )
    for photo in photos[1:2]:
        proofing.comment(
            gallery=gallery, photo=photo, visitor=people.visitor(owner), text="Of course, we will.",
            by_team=True, at=at,
        )  # fmt: skip


def _order(
    client: Person, gallery: Gallery, photos: Sequence[Photo], key: str, at: datetime
) -> Order | None:
    if not photos:
        return None
    placed: Order | None = Order.objects.filter(person=client).order_by("pk").first()
    if placed is not None:
        return placed
    viewer = people.viewer(client)
    _put_in(client, gallery, photos, at)
    customer = placing.Customer(
        visitor=people.visitor(client),
        person=client,
        viewer=viewer,
        email=client.email,
        name=client.name,
    )
    note = "No hurry; the end of the month is fine."
    return placing.place_order(customer=customer, note=note, key=key, at=at)


def _fill_cart(client: Person, gallery: Gallery, photos: Sequence[Photo], at: datetime) -> None:
    if not Cart.objects.filter(visitor=people.visitor(client), items__isnull=False).exists():
        _put_in(client, gallery, photos, at)


def _put_in(client: Person, gallery: Gallery, photos: Sequence[Photo], at: datetime) -> None:
    visitor = people.visitor(client)
    ids = [photo.public_id for photo in photos]
    carts.put_in(
        viewer=people.viewer(client),
        visitor=visitor,
        gallery_public_id=gallery.public_id,
        photo_public_ids=ids,
        at=at,
    )
    notes = dict(zip(ids, cycle(NOTES), strict=False))
    carts.write_notes(visitor=visitor, notes=notes, order_note="")
