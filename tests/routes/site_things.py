"""One of everything of the site that a route can name."""

from __future__ import annotations

from safelight.site.models import SitePicture
from safelight.storage import keys
from tenants.context import current_studio


def make(secret: str) -> dict[str, str]:
    """Rows in the studio that we are in, and the values that name them in an address."""
    picture = SitePicture.objects.create(
        kind=SitePicture.Kind.EMBLEM, name=f"{secret}.png", width=8, height=8, bytes=8,
        object_key=keys.new_object(current_studio().uuid), variants={"mark.png": "image/png"},
    )  # fmt: skip
    return {"site_picture": picture.public_id, "site_variant": "mark.png"}
