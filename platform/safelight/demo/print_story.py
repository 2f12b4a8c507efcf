"""One framed print of the demonstration on its way from the lab to a client."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from modules.commerce.models import Order, PriceList
from modules.commerce.services import carts, quoting
from modules.commerce.services.orders import placing
from modules.commerce.services.paying import marking
from modules.gallery.models import Photo
from modules.labs.models import LabRow
from safelight.demo import people, studios
from safelight.demo.cast import House
from safelight.kernel.errors import Refusal

GALLERY = "Portfolio"
ADDRESS = {
    "name": "Ines Falk", "street": "Skeppsbron 12", "city": "Stockholm", "postal_code": "111 30",
    "country": "SE", "phone": "+46 8 555 010 20",
}  # fmt: skip
KEY = "demonstration-print"


def tell(house: House, *, at: datetime) -> None:
    """A client orders a framed print and pays: the lab hears of it, and sends it soon."""
    try:
        _order(house, at)
    except Refusal:
        # The fake lab names no price just now; the rest of the demonstration does without it.
        return


def _order(house: House, at: datetime) -> None:
    row = LabRow.objects.select_related("row__price_list").order_by("row__position").first()
    gallery = studios.gallery(GALLERY)
    client = studios.person(house.clients[2])
    if row is None or gallery is None or Order.objects.filter(person=client).exists():
        return
    photos = Photo.objects.filter(placements__gallery=gallery, version__ready_at__isnull=False)
    photo = photos.order_by("-version__width", "name_key").first()
    if photo is None:
        return
    visitor, viewer = people.visitor(client), people.viewer(client)
    item = carts.add(
        viewer=viewer, visitor=visitor, gallery_public_id=gallery.public_id,
        photo_public_id=photo.public_id, row_public_id=row.row.public_id,
        choice_public_ids=_first_choices(row.row.price_list), quantity=1, note="", at=at,
    )  # fmt: skip
    carts.tell(visitor=visitor, name=client.name, email=client.email, shipping=ADDRESS)
    item.cart.refresh_from_db()
    quote = quoting.look(cart=item.cart, viewer=viewer, person=client, at=at)
    customer = placing.Customer(
        visitor=visitor, person=client, viewer=viewer, email=client.email, name=client.name
    )
    consents = [each.kind for each in quote.needs.consents]
    order = placing.place_order(customer=customer, note="", key=KEY, at=at, consents=consents)
    owner = studios.person(house.owner)
    marking.mark_paid(order=order, by=owner, note="Paid by transfer.", at=at)


def _first_choices(price_list: PriceList) -> Sequence[str]:
    options = price_list.options.prefetch_related("choices")
    return [option.choices.all()[0].public_id for option in options]
