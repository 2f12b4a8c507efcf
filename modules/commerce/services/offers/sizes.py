"""Nothing larger than the original is offered."""

from __future__ import annotations

from modules.gallery import facade as gallery
from modules.gallery.hooks import Shown
from modules.gallery.models import DeliveryFormat


def fits(fmt: DeliveryFormat | None, photo: Shown) -> bool:
    """Whether the photo has the pixels that the format promises; see the gallery's facade."""
    return gallery.fits(photo, fmt)
