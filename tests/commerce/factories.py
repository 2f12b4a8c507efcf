"""Orders for tests; use them inside a studio.

``shop(carla)`` is a gallery that Carla may enter and order from, held back until FINAL, with
photos; ``fill`` and ``place`` go the way that a client goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services import carts
from modules.commerce.services.orders import placing
from modules.commerce.services.orders.placing import Customer
from modules.gallery.access import Viewer
from modules.gallery.models import DeliveryFormat, Gallery, Photo
from modules.gallery.services import photos as gallery_photos
from safelight.accounts.models import Person, Visitor
from safelight.outbox.models import OutgoingMessage
from tests.gallery.factories import make_gallery, make_photo, make_row, make_version


def shop(client: Person | None, *, photos: int = 2, stored: bool = False, **fields: Any) -> Gallery:
    """A gallery with PROOF photos that this client, or everybody, may order from."""
    gallery = make_gallery(**fields)
    listed = {} if client is None else {"client": client.client}
    make_row(gallery, enter=True, order=True, originals="final", **listed)
    for _number in range(photos):
        make_photo(in_gallery=gallery, state="PROOF", stored=stored)
    return gallery


def photos_of(gallery: Gallery) -> list[Photo]:
    return list(Photo.objects.filter(placements__gallery=gallery).order_by("pk"))


def customer(person: Person | None = None, *, email: str = "gast@example.org") -> Customer:
    """Somebody who orders; their viewer is what the door would make of them."""
    if person is None:
        return Customer(visitor=Visitor.objects.create(), person=None, viewer=Viewer(), email=email)
    visitor = Visitor.objects.get_or_create(person=person)[0]
    viewer = Viewer(client_id=person.client.pk)
    return Customer(
        visitor=visitor, person=person, viewer=viewer, email=person.email, name=person.name
    )


def fill(who: Customer, gallery: Gallery, photos: Sequence[Photo] | None = None) -> None:
    wanted = photos_of(gallery) if photos is None else photos
    carts.put_in(
        viewer=who.viewer, visitor=who.visitor, gallery_public_id=gallery.public_id,
        photo_public_ids=[photo.public_id for photo in wanted], at=timezone.now(),
    )  # fmt: skip


def place(who: Customer, gallery: Gallery | None = None, *, key: str = "", note: str = "") -> Order:
    if gallery is not None:
        fill(who, gallery)
    return placing.place_order(customer=who, note=note, key=key, at=timezone.now())


def retouch(*photos: Photo) -> None:
    """A new file for each photo, and FINAL: what an upload of retouched files comes to."""
    for photo in photos:
        photo.version = make_version(photo=photo, name=photo.name)
        photo.save(update_fields=["version"])
    gallery_photos.set_state(photo_ids=[photo.pk for photo in photos], state="FINAL")


def make_format(**fields: Any) -> DeliveryFormat:
    made: DeliveryFormat = DeliveryFormat.objects.create(
        **{"name": "Web", "pixels": 600, "only_final_at_once": True, **fields}
    )
    return made


def mails(template: str) -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(template=template).order_by("pk"))
