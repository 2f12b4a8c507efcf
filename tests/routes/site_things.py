"""One of everything of the site that a route can name."""

from __future__ import annotations

from django.utils import timezone

from safelight.site.models import Brand, Page, SitePicture
from safelight.site.services import pages
from safelight.storage import keys
from tenants.context import current_studio


def make(secret: str) -> dict[str, str]:
    """Rows in the studio that we are in, and the values that name them in an address."""
    picture = SitePicture.objects.create(
        kind=SitePicture.Kind.EMBLEM, name=f"{secret}.png", width=8, height=8, bytes=8,
        object_key=keys.new_object(current_studio().uuid), variants={"mark.png": "image/png"},
    )  # fmt: skip
    block = {"id": "a1", "kind": "contact", "heading": f"Write {secret}", "text": ""}
    face = {"name": f"Brand {secret}", "contact_email": f"brand@{secret}.example"}
    brand = Brand.objects.create(**face)
    slug = f"page-of-{current_studio().address}"
    page = pages.make(kind=Page.Kind.OWN, title=f"Page {secret}", slug=slug, draft=[block])
    pages.publish(page=page, at=timezone.now())
    post = pages.make(kind=Page.Kind.POST, title=f"Post {secret}", slug=f"{slug}-2", draft=[])
    pages.publish(page=post, at=timezone.now())
    return {
        "site_brand": brand.public_id,
        "site_post": post.slug,
        "site_picture": picture.public_id, "site_variant": "mark.png",
        "site_page": page.public_id, "site_slug": page.slug, "site_block": "a1",
        "site_version": page.versions.get().public_id,
    }  # fmt: skip
