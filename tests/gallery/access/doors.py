"""Every way to a gallery's photos, so that a test can knock at all of them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client as Browser

from modules.gallery.models import Gallery, Photo
from safelight.storage import keys
from tests.gallery.factories import make_gallery, make_photo, make_row

TITLE = "Titlemark Ida and Jonas"
PHOTO = "NAMEMARK_1035"
PASSWORD = "open sesame"
PHOTOS = 3


@dataclass(frozen=True)
class Door:
    name: str
    method: str
    path: str
    body: dict[str, Any] | None = None

    def knock(self, browser: Browser) -> HttpResponse:
        send: Any = getattr(browser, self.method)
        answer: HttpResponse
        if self.method == "get":
            answer = send(self.path)
        else:
            body = orjson.dumps(self.body or {})
            answer = send(self.path, body, content_type="application/json")
        return answer


def protected(**fields: Any) -> Gallery:
    """A gallery whose words and names can be recognised wherever they show up."""
    made = make_gallery(
        title=TITLE, description=f"{TITLE} by the sea", comments_on=True, ratings_on=True, **fields
    )
    for number in range(PHOTOS):
        make_photo(
            in_gallery=made, stored=True, state="FINAL", name=f"{PHOTO}_{number}.JPG",
            caption=f"{PHOTO} caption",
        )  # fmt: skip
    return made


def with_password(**fields: Any) -> Gallery:
    made = protected(**fields)
    make_row(made, general_password=PASSWORD, order=True, lowres=True, originals="all")
    return made


def with_client(client: Any, **fields: Any) -> Gallery:
    made = protected(**fields)
    make_row(made, client=client, order=True, lowres=True, originals="all")
    return made


def doors_of(gallery: Gallery, photo: Photo) -> Iterator[Door]:
    g, p = gallery.public_id, photo.public_id
    site, api = f"/galleries/{g}/", f"/api/v1/galleries/{g}/"
    yield Door("page", "get", site)
    yield Door("filtered page", "get", f"{site}?picked=no&after={p}")
    yield Door("photo's page", "get", f"{site}photos/{p}/")
    for what in ("", "?as=original", "?as=lowres"):
        yield Door(f"download {what}", "get", f"{site}photos/{p}/download/{what}")
        yield Door(f"archive {what}", "get", f"{site}archive/{what}")
    yield Door("progress of an archive", "get", f"{site}archive/progress/?as=original")
    yield Door("gallery for programs", "get", api)
    yield Door("galleries for programs", "get", "/api/v1/galleries/")
    yield Door("list of photos", "get", f"{api}photos/")
    yield Door("list for scripts", "get", f"{api}photos/?site=1")
    yield Door("photo for programs", "get", f"{api}photos/{p}/")
    yield Door("comments", "get", f"{api}photos/{p}/comments/")
    yield Door("comment", "post", f"{api}photos/{p}/comments/", {"text": "hello"})
    yield Door("pick", "put", f"{api}photos/{p}/pick/")
    yield Door("unpick", "delete", f"{api}photos/{p}/pick/")
    yield Door("stars", "put", f"{api}photos/{p}/rating/", {"stars": 5})
    yield Door("publish", "put", f"{api}publication/")
    yield Door("cart", "post", "/api/v1/cart/", {"gallery": g, "photos": [p]})
    yield Door("thumbnails of the cart", "get", "/api/v1/cart/")
    yield Door("first page", "get", "/")
    yield Door("robots", "get", "/robots.txt")
    yield Door("sitemap", "get", "/sitemap.xml")


def is_shut(answer: HttpResponse, photo: Photo) -> bool:
    """Whether an answer holds no byte, title, name, count or link of the gallery."""
    assert photo.version is not None
    content = answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    text = content.decode("latin-1") + str(answer.headers)
    telling = [TITLE, PHOTO, "/data/", keys.identity_of(photo.version.object_key).hex]
    return not any(word in text for word in telling) and not _counts(text)


def _counts(text: str) -> bool:
    return bool(re.search(rf"\b{PHOTOS} photos\b", text))
