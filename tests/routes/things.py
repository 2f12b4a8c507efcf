"""One of everything that a route can name, in one studio, with a secret in every text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from django.utils import timezone

from modules.commerce.models import (
    Cart,
    CartItem,
    Delivery,
    Document,
    ItemState,
    Method,
    Order,
    OrderItem,
    OrderLine,
    Parcel,
    Payment,
    PriceList,
)
from modules.gallery.models import (
    Authorization,
    Batch,
    Comment,
    DeliveryFormat,
    Gallery,
    Photo,
    PhotoVersion,
    Placement,
)
from modules.gallery.services import transfers
from modules.labs.models import LabConnection, LabList, LabRow, RowCard
from modules.labs.services import printing, slips
from modules.labs.services.connecting import ways as lab_ways
from safelight.accounts.models import (
    ApiToken,
    Client,
    ClientGroup,
    OneTimeLink,
    Person,
    Role,
    Visitor,
)
from safelight.storage import keys, links, objects
from safelight.storage.claims import Link, Scope
from safelight.uploads.models import Upload
from tenants.context import current_studio, tenant_context
from tenants.models import Studio
from tests.commerce import selling
from tests.commerce.papers import papers
from tests.labs.printing import things as prints
from tests.routes import (
    agency_things,
    bookings_things,
    domains_table,
    mails_table,
    privacy_things,
    proofs_things,
    shares_things,
    site_things,
)


def secret_of(studio: Studio) -> str:
    """Stands in every text of ``make``, and must never be shown to somebody of elsewhere."""
    return f"secret-of-{studio.address}"


def make(studio: Studio) -> dict[str, str]:
    """Rows in ``studio`` and the values that name them in an address."""
    with tenant_context(studio):
        gallery, photo = _gallery(studio)
        return {
            **mails_table.make(secret_of(studio)),
            "gallery": gallery.public_id, "photo": photo.public_id,
            "studio": str(studio.uuid), "module": "gallery", "revision": "1",
            "plan_price": "studio-month-eur",
            **_of_gallery(studio, gallery, photo), **_people(studio), **_order(studio, photo),
            **_rules(studio), **_prices(studio, gallery), **_labs(studio, photo),
            **agency_things.of_libraries(secret_of(studio)), **site_things.make(secret_of(studio)),
            **shares_things.of_shares(secret_of(studio)), **privacy_things.make(secret_of(studio)),
            **bookings_things.make(secret_of(studio)), **domains_table.make(secret_of(studio)),
        }  # fmt: skip


def _gallery(studio: Studio) -> tuple[Gallery, Photo]:
    secret, at = secret_of(studio), timezone.now()
    gallery = Gallery.objects.create(
        title=f"Wedding {secret}", published_at=at, comments_on=True, ratings_on=True
    )
    photo = Photo.objects.create(name=f"{secret}.jpg", name_key=f"{secret}.jpg")
    version = PhotoVersion.objects.create(
        photo=photo, object_key=keys.new_object(studio.uuid), name=photo.name, bytes=10,
        media_type="image/jpeg", sha256="0" * 64, crc32=1, width=6, height=4,
        renditions={"400": [6, 4, 10, 1]}, uploaded_at=at, ready_at=at,
    )  # fmt: skip
    photo.version = version
    photo.save(update_fields=["version"])
    Placement.objects.create(gallery=gallery, photo=photo)
    return gallery, photo


def _of_gallery(studio: Studio, gallery: Gallery, photo: Photo) -> dict[str, str]:
    secret, at = secret_of(studio), timezone.now()
    client = Client.objects.get(person__email="carla@example.org")
    owner = Person.objects.filter(member__role__is_owner=True).get()
    Authorization.objects.create(gallery=gallery, enter=False)
    row = Authorization.objects.create(
        gallery=gallery, client=client, order=True, lowres=True, originals="all"
    )
    said = Comment.objects.create(
        gallery=gallery, photo=photo, visitor=Visitor.objects.create(name=secret),
        text=f"Brighter {secret}", at=at,
    )  # fmt: skip
    upload = Upload.objects.create(
        purpose="gallery.batch", owner=owner, length=10, created_at=at,
        storage_key=keys.new_upload(studio.uuid), expires_at=at + timedelta(days=1),
    )  # fmt: skip
    return {
        "row": row.public_id, "comment": said.public_id, "upload": upload.public_id,
        "batch": Batch.objects.create(gallery=gallery, made_by=owner, made_at=at).public_id,
        "format": DeliveryFormat.objects.create(name=f"Web {secret}").public_id,
        "signed": _signed(studio, gallery, photo), "final": _final(studio, gallery, photo),
    }  # fmt: skip


def _final(studio: Studio, gallery: Gallery, photo: Photo) -> str:
    """A final of the photo, which whoever may enter the gallery downloads."""
    home = transfers.begin(gallery=gallery, who="anybody")
    final = Photo.objects.create(name=photo.name, name_key=photo.name_key, state="FINAL")
    assert photo.version is not None
    version = photo.version
    version.pk, version.photo, version.object_key = None, final, keys.new_object(studio.uuid)
    version.save(force_insert=True)
    Photo.objects.filter(pk=final.pk).update(version=version)
    Placement.objects.create(gallery=home, photo=final)
    return str(final.public_id)


def _signed(studio: Studio, gallery: Gallery, photo: Photo) -> str:
    assert photo.version is not None
    link = Link(
        studio=studio.uuid, host=studio.primary_host(), scope=Scope("gallery", gallery.public_id),
        revision=0, object_key=photo.version.object_key, variant="original",
        media_type="image/jpeg", name=photo.name,
    )  # fmt: skip
    return links.sign(link, at=timezone.now()).split("/", 2)[2]


def _labs(studio: Studio, photo: Photo) -> dict[str, str]:
    """A print at a lab, with its file."""
    secret = secret_of(studio)
    piece = prints.piece_of(prints.item_of(photo), words=f"Print {secret}")
    prints.give_file(piece)
    assert piece.file is not None
    link = printing.link(file=piece.file, until=timezone.now() + timedelta(days=1))
    token, name = link.split("/")[-2:]
    lab_order = piece.lab_order
    slip = slips.link(lab_order=lab_order, until=timezone.now() + timedelta(days=1))
    lab_order.recipient = {"name": secret, "line1": "Secret Lane 1", "country": "CH"}
    lab_order.note = f"Softly {secret}"
    lab_order.save(update_fields=["recipient", "note"])
    return {
        "print_token": token, "print_name": unquote(name), "lab_order": lab_order.public_id,
        "lab_piece": piece.public_id, "lab_secret": lab_order.connection.callback_secret,
        "slip_token": slip.split("/")[-2],
        **_of_lab(lab_order.connection, secret),
    }  # fmt: skip


def _of_lab(connection: LabConnection, secret: str) -> dict[str, str]:
    """What a lab makes and the studio sells, and what changed of it."""
    at = timezone.now()
    product = connection.products.create(sku="SKU", name=f"Frame {secret}", fetched_at=at)
    prints = selling.price_list(name=f"Frames {secret}", made_by_lab=True)
    LabList.objects.create(price_list=prints, connection=connection)
    row = selling.price_row(prints)
    LabRow.objects.create(row=row, product=product)
    key = keys.join(keys.new_object(current_studio().uuid), "product")
    objects.from_environment().write(key, [secret.encode()])
    card = RowCard.objects.create(row=row, picture=key, edition=1)
    lab_ways.add(connection=connection, method="Budget", name=f"Post {secret}")
    alert = product.alerts.create(kind="gone", raised_at=at)
    return {
        "lab_kind": "own", "lab_account": connection.public_id, "lab_product": product.public_id,
        "lab_list": prints.public_id, "lab_alert": alert.public_id,
        "lab_card": card.public_id, "lab_edition": "1",
    }  # fmt: skip


def _rules(studio: Studio) -> dict[str, str]:
    """What the studio says about shipping, taxes and discounts."""
    secret = secret_of(studio)
    made: dict[str, Any] = {
        "price_list": selling.price_list(name=f"Prints {secret}"),
        "tier": selling.tier(f"Small {secret}", 1),
        "territory": selling.territory(f"Alps {secret}", "CH"),
        "shipping_profile": selling.profile(f"Parcel {secret}"),
        "tax_profile": selling.tax_profile(f"Books {secret}"),
        "coupon": selling.coupon(f"SECRET-{studio.address}".upper()),
    }
    return {name: row.public_id for name, row in made.items()}


def _people(studio: Studio) -> dict[str, str]:
    secret, at = secret_of(studio), timezone.now()
    person = Person.objects.get(email="bob@example.org")
    group = ClientGroup.objects.create(name=f"Family {secret}")
    token, _shown = ApiToken.issue(person, name=f"Lightroom {secret}")
    client = Client.objects.get(person__email="carla@example.org")
    made: dict[str, Any] = {
        "group": group.public_id, "client": client.public_id, "member": person.public_id,
        "role": Role.objects.create(name=f"Editor {secret}").public_id, "token": token.public_id,
    }  # fmt: skip
    for purpose in OneTimeLink.Purpose:
        _link, made[purpose.value] = OneTimeLink.issue(purpose, person, at=at)
    made.update(proofs_things.make(secret, person))
    return {name: str(value) for name, value in made.items()}


def _prices(studio: Studio, gallery: Gallery) -> dict[str, str]:
    """A list that the gallery and the shop offer."""
    secret = secret_of(studio)
    made = PriceList.objects.create(kind="product", name=f"Album {secret}", in_shop=True)
    row = made.rows.create(name=f"Linen {secret}", amount=12000)
    option = made.options.create(name=f"Cover {secret}")
    option.choices.create(name=f"Oak {secret}", extra=500)
    made.offerings.create(gallery=gallery)
    return {
        "price_list": made.public_id, "price_row": row.public_id, "option": option.public_id,
    }  # fmt: skip


def _order(studio: Studio, photo: Photo) -> dict[str, str]:
    """An order of a client that waits to be delivered, and a cart."""
    secret, at = secret_of(studio), timezone.now()
    person = Person.objects.get(email="carla@example.org")
    visitor, _made = Visitor.objects.get_or_create(person=person)
    gallery = Gallery.objects.get(placements__photo=photo)
    order = Order.objects.create(
        number=4711, visitor=visitor, person=person, email=person.email, name=f"Carla {secret}",
        currency="EUR", placed_at=at, placement_key=f"key {secret}",
    )  # fmt: skip
    delivery = Delivery.objects.create(order=order, number=1, started_at=at, finished_at=at)
    line = OrderLine.objects.create(
        order=order, kind="retouch", gallery=gallery, photo=photo, name=photo.name
    )
    item = OrderItem.objects.create(
        order=order, line=line, gallery=gallery, photo=photo, name=photo.name,
        state=ItemState.PENDING, method=Method.DOWNLOAD, note=f"Softer {secret}",
    )  # fmt: skip
    parcel = Parcel.objects.create(order=order, name=f"Post {secret}", kind="ship")
    payment = Payment.objects.create(
        order=order, provider="test", state="failed", amount=4200, currency="EUR",
        session=f"test_{order.public_id}", note=f"Cash {secret}", started_at=at,
    )  # fmt: skip
    paper = Document.objects.create(
        order=order, kind="invoice", number=1, issued_at=at, data=papers.said(secret)
    )
    in_cart = CartItem.objects.create(
        cart=Cart.objects.create(visitor=visitor), gallery=gallery, photo=photo, added_at=at
    )
    return {
        "order": order.public_id, "item": item.public_id, "delivery": delivery.public_id,
        "line": in_cart.public_id, "document": paper.public_id,
        "stamp": "x:y", "finals_stamp": "x",
        "payment": payment.public_id, "session": payment.session,
        "parcel": parcel.public_id,
    }  # fmt: skip
