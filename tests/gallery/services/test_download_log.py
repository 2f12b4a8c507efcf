"""The download log, asked by gallery and by order."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from modules.gallery import giving
from modules.gallery.facts import Download, Recipient
from modules.gallery.models import DownloadEntry, Gallery, Photo
from tenants.models import Studio

from .conftest import AddPhoto

WHO = Recipient(visitor_id=None, person_id=None, email="carla@example.org", remote_address=None)


def log(photo: Photo, name: str, order: str) -> None:
    download = Download(
        gallery_id=None, photo_id=photo.pk, name=name, what="order", order_public_id=order
    )
    giving.log_downloads(downloads=[download], who=WHO, at=timezone.now())


def plan_of(rows: QuerySet[DownloadEntry]) -> str:
    with connection.cursor() as cursor:
        # A few rows are read faster without any index.
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def test_it_tells_the_downloads_of_one_order_newest_first(
    gallery: Gallery, add_photo: AddPhoto
) -> None:
    photo = add_photo(gallery)
    for name, order in (("a.jpg", "x" * 22), ("b.jpg", "y" * 22), ("c.jpg", "x" * 22)):
        log(photo, name, order)
    told = giving.downloads_of_order(order_public_id="x" * 22)
    assert [row.name for row in told] == ["c.jpg", "a.jpg"]


def test_it_finds_an_order_without_reading_the_whole_log(inside_acme: Studio) -> None:
    rows = DownloadEntry.objects.filter(what="order", order_public_id="x" * 22)
    assert "downloads_of_order" in plan_of(rows)
