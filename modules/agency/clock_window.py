"""The way from a gallery to the clocks of its cameras."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from modules.agency.services.clocks import cameras
from modules.gallery.hooks import Link
from modules.gallery.models import Gallery
from safelight.kernel.hooks import impl


@impl
def gallery_tabs(gallery: Gallery, allowed: frozenset[str]) -> list[Link]:
    """Only where there are several clocks that could differ."""
    if "gallery.manage" not in allowed or not cameras.are_several(gallery):
        return []
    return [
        Link(title=_("Clocks"), url=reverse("agency_workspace:clocks", args=[gallery.public_id]))
    ]
