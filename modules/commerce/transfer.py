"""What commerce answers to galleries about their photo transfer: ``modules.gallery.hooks``."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules.commerce import permissions
from modules.commerce.services import transferring
from modules.gallery.facts import Claim
from modules.gallery.models import Gallery
from safelight.kernel.hooks import impl

__all__ = ["claimed_finals", "transfer_in_use", "transfer_panel"]


@impl
def claimed_finals(gallery: Gallery, visitor_id: int) -> dict[int, Claim]:
    return transferring.claims(
        gallery_id=gallery.pk, with_prints=gallery.transfer_with_prints, visitor_id=visitor_id
    )


@impl
def transfer_in_use(gallery: Gallery) -> str | None:
    return transferring.why_it_stays(gallery) or None


@impl
def transfer_panel(
    request: HttpRequest, gallery: Gallery, transferred: frozenset[int]
) -> SafeString | None:
    """The client orders of the gallery, and *Notify clients*."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    if permissions.VIEW not in allowed:
        return None
    context = {
        "gallery": gallery,
        "report": transferring.report(
            gallery_id=gallery.pk, with_prints=gallery.transfer_with_prints,
            transferred=transferred,
        ),
        "may_notify": permissions.MANAGE in allowed,
    }  # fmt: skip
    return render_to_string("commerce/workspace/transfer/orders.html", context, request)
