"""Nothing larger than the original is offered."""

from __future__ import annotations

from modules.gallery.hooks import Shown
from modules.gallery.models import DeliveryFormat


def fits(fmt: DeliveryFormat | None, photo: Shown) -> bool:
    """Whether the photo has the pixels that the format promises.

    A format without a box, like none at all, promises the size that the photo has.
    """
    if fmt is None or fmt.pixels is None:
        return True
    edge = min if fmt.box == DeliveryFormat.Box.MIN else max
    return fmt.pixels <= edge(photo.width, photo.height)
