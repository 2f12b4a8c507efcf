"""Orders of a print and lab orders of it, for tests; use them inside a studio."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from django.utils import timezone
from PIL import Image

from modules.commerce.models import ItemState, Method, Order, OrderItem, OrderLine, PriceRow
from modules.gallery.models import Photo, PhotoVersion
from modules.labs.models import LabConnection, LabOrder, LabPiece, LabProduct, PrintFile
from safelight.accounts.models import Visitor
from safelight.storage import keys, objects
from tenants.context import current_studio
from tests.commerce import selling
from tests.gallery.factories import make_photo, make_version

PIXELS = (240, 300)


def picture(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **({"quality": 95} if kind == "JPEG" else {}) | options)
    return file.getvalue()


def photo_of(body: bytes, size: tuple[int, int], **fields: Any) -> Photo:
    """A photo whose original lies in the storage; ``size`` as it is shown."""
    photo = make_photo(**fields)
    version = photo.version
    assert version is not None
    keep(version, body, size)
    return photo


def replace(photo: Photo, body: bytes, size: tuple[int, int]) -> None:
    """A newer version of the photo."""
    photo.version = make_version(photo=photo, name=photo.name)
    keep(photo.version, body, size)
    photo.save(update_fields=["version"])


def keep(version: PhotoVersion, body: bytes, size: tuple[int, int]) -> None:
    objects.from_environment().write(keys.join(version.object_key, "original"), [body])
    version.width, version.height = size
    version.save(update_fields=["width", "height"])


def product(connection: LabConnection, **fields: Any) -> LabProduct:
    """A print whose lab wants ``PIXELS``."""
    variants = [{"attributes": {}, "pixels": {"default": list(PIXELS)}}]
    made: LabProduct = LabProduct.objects.create(
        **{
            "connection": connection, "sku": "PRINT-8X10", "name": "Print", "variants": variants,
            "fetched_at": timezone.now(), **fields,
        }
    )  # fmt: skip
    return made


def connection() -> LabConnection:
    made: LabConnection = LabConnection.objects.create(
        lab="own", name="Our own lab", connected_at=timezone.now()
    )
    return made


def item_of(photo: Photo | None, row: PriceRow | None = None, **fields: Any) -> OrderItem:
    """A print that waits for its lab."""
    at, number = timezone.now(), Order.objects.count() + 1
    visitor = Visitor.objects.create()
    order = Order.objects.create(
        number=number, visitor=visitor, email="carla@example.org", currency="EUR", placed_at=at,
        placement_key=f"print {number}",
    )  # fmt: skip
    name = photo.name if photo else "gone.jpg"
    line = OrderLine.objects.create(order=order, kind="print", photo=photo, row=row, name=name)
    made: OrderItem = OrderItem.objects.create(
        **{
            "order": order, "line": line, "photo": photo, "name": name,
            "state": ItemState.TO_LAB, "method": Method.LAB, **fields,
        }
    )  # fmt: skip
    return made


def piece_of(item: OrderItem, of: LabConnection | None = None, **fields: Any) -> LabPiece:
    """One copy in a lab order of its own."""
    of = of or connection()
    number = LabOrder.objects.count() + 1
    order = LabOrder.objects.create(connection=of, key=f"key-{number}", created_at=timezone.now())
    made: LabPiece = LabPiece.objects.create(
        **{"lab_order": order, "item": item, "sku": "PRINT-8X10", **fields}
    )
    return made


def row(**fields: Any) -> PriceRow:
    return selling.price_row(selling.price_list(), **fields)


def give_file(piece: LabPiece, body: bytes = b"a print", **fields: Any) -> PrintFile:
    """A finished file of the piece, whatever is in it."""
    key = keys.join(keys.new_object(current_studio().uuid), "print")
    objects.from_environment().write(key, [body])
    file: PrintFile = PrintFile.objects.create(
        **{
            "item": piece.item, "digest": "1" * 64, "key": key, "size": len(body),
            "md5": hashlib.md5(body, usedforsecurity=False).hexdigest(),
            "name": f"{piece.item.name}.jpg", "made_at": timezone.now(), **fields,
        }
    )  # fmt: skip
    piece.file = file
    piece.save(update_fields=["file"])
    return file
