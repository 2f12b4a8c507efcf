"""A studio with many photos and orders, and the proof that its export has all of them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
import zlib
from pathlib import Path

import bagit  # type: ignore[import-untyped]
from django.utils import timezone
from PIL import Image

from modules.commerce.models import Document, Order, OrderItem, OrderLine
from modules.gallery.models import Gallery, Photo, PhotoVersion, Placement
from safelight.accounts.models import Visitor
from safelight.storage import keys, objects
from tenants.context import current_studio, tenant_context
from tenants.models import Studio
from tests.commerce.papers import papers

PHOTOS, ORDERS = 1000, 50


def fill(photos: int = PHOTOS, orders: int = ORDERS, kilobytes: int = 0) -> None:
    """Ten galleries with photos that all differ, and paid orders with invoices; in a studio.

    A photo has a few hundred bytes, and so many ``kilobytes`` (of 1,024) after its end.
    """
    galleries = [Gallery.objects.create(title=f"Gallery {number}") for number in range(10)]
    made = [_photo(galleries[number % 10], number, kilobytes) for number in range(photos)]
    for number in range(orders):
        _order(made[number % photos], number)


def _photo(gallery: Gallery, number: int, kilobytes: int) -> Photo:
    drawn = io.BytesIO()
    colour = (number % 256, number // 256 % 256, 90)
    Image.new("RGB", (96, 64), colour).save(drawn, "JPEG")
    data = drawn.getvalue() + number.to_bytes(4, "big") + os.urandom(kilobytes << 10)
    at, of_object = timezone.now(), keys.new_object(current_studio().uuid)
    objects.from_environment().write(keys.join(of_object, "original"), [data])
    # Every tenth has the name of the one before in its gallery: names have to be made unique.
    name = f"IMG_{number // 100 * 100 if number % 100 < 20 else number:04}.jpg"
    photo = Photo.objects.create(name=name, name_key=name.lower(), title=f"Photo {number}")
    photo.version = PhotoVersion.objects.create(
        photo=photo, object_key=of_object, name=name, bytes=len(data), media_type="image/jpeg",
        sha256=hashlib.sha256(data).hexdigest(), crc32=zlib.crc32(data), width=96, height=64,
        uploaded_at=at, ready_at=at,
    )  # fmt: skip
    photo.save(update_fields=["version"])
    Placement.objects.create(gallery=gallery, photo=photo)
    return photo


def _order(photo: Photo, number: int) -> None:
    at, name = timezone.now(), f"Client {number}"
    order = Order.objects.create(
        number=50_000 + number, visitor=Visitor.objects.create(), name=name,
        email=f"client{number}@example.org", currency="EUR", goods=1190, total=1190,
        payment="paid", placed_at=at, placement_key=f"large {number}",
    )  # fmt: skip
    line = OrderLine.objects.create(order=order, kind="retouch", photo=photo, name=photo.name)
    OrderItem.objects.create(
        order=order, line=line, photo=photo, name=photo.name, state="PENDING", method="download"
    )
    Document.objects.create(
        order=order, kind="invoice", number=50_000 + number, issued_at=at, data=papers.said(name)
    )


def check(archive: Path) -> str:
    """Raise where a file is missing, differs, or the bag is not valid; how much there is."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)
        (bag,) = Path(folder).iterdir()
        bagit.Bag(str(bag)).validate()
        said = [json.loads(line) for line in (bag / "data/files.jsonl").read_text().splitlines()]
        paths = {each["row"]: each["path"] for each in said if each["kind"] == "photo"}
        for version in PhotoVersion.objects.filter(ready_at__isnull=False):
            key = keys.join(version.object_key, "original")
            with objects.from_environment().open(key) as original:
                if (bag / "data" / paths[version.pk]).read_bytes() != original.read():
                    raise AssertionError(f"{paths[version.pk]} differs from the original.")
        orders = (bag / "data/commerce/order.jsonl").read_text().count("\n")
    return f"{len(paths)} photos equal the originals, {orders} orders, the bag is valid"


def run(verb: str, address: str, *rest: str) -> str:
    """What ``tests.takeout.large`` was asked for."""
    with tenant_context(Studio.objects.get(address=address)):
        if verb == "check":
            return check(Path(rest[0]))
        fill(*(int(each) for each in rest))
        return f"{address} is filled"
