"""Signed thumbnails for pages of the workspace, the cart and orders."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils import timezone

from modules.gallery.facts import Thumb
from modules.gallery.models import Gallery, PhotoVersion
from safelight.storage import links, revisions, signer
from safelight.storage.claims import Scope
from tenants.context import current_studio

SMALL = "400"
LARGE = "1200"


def sign(
    request: HttpRequest, gallery: Gallery, versions: Iterable[PhotoVersion], *, size: str = SMALL
) -> dict[int, Thumb]:
    """A thumbnail for each version whose rendition is made, by version id; no query.

    Whoever calls has decided that the person of this request may see the gallery.
    """
    host = links.plain_host(request.get_host())
    scope = Scope("gallery", gallery.public_id)
    studio = current_studio()
    page = signer.Page(
        studio=studio.uuid, host=host, scope=scope, revision=gallery.access_revision,
        variants={size: signer.RENDITIONS[size]},
    )  # fmt: skip
    revisions.publish(studio.uuid, scope, gallery.access_revision)
    signing = signer.Signer(page, at=timezone.now())
    found: dict[int, Thumb] = {}
    for version in versions:
        if size in version.renditions:
            width, height = version.renditions[size][:2]
            url = links.data_url(host, signing.rendition(version.object_key, size))
            found[version.pk] = Thumb(url400=url, width=width, height=height)
    return found
