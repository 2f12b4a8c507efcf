"""The mails of choices. Each key is unique, so that none is ever sent twice."""

from __future__ import annotations

from django.urls import reverse

from modules.commerce.models import Choosing
from modules.commerce.services.orders import links
from modules.commerce.services.orders import mails as of_orders
from modules.commerce.services.orders.mails import MOST_NAMES
from safelight import outbox
from safelight.mails import team


def choice_sent(made: Choosing, *, extras: int) -> None:
    """To the studio: what was chosen. To the client: their order, where one came of it."""
    photos = list(made.photos.order_by("pk"))
    gallery = made.deliverables.gallery
    team.tell(
        key=f"commerce.choice:{made.public_id}",
        template="choice_sent_studio",
        context={
            "choosing": made,
            "order": made.order,
            "title": gallery.title,
            "items": photos[:MOST_NAMES],
            "count": len(photos),
            "more": max(0, len(photos) - MOST_NAMES),
            "extras": extras,
            "choice_path": reverse("commerce_workspace:deliverables", args=[gallery.public_id]),
            "order_path": links.workspace_path(made.order) if made.order else "",
        },
        reply_to=made.email,
        related=("gallery", gallery.public_id),
    )
    if made.order is not None:
        of_orders.order_placed(made.order, studio=False)
    elif made.email:
        _received(made, count=len(photos))


def _received(made: Choosing, *, count: int) -> None:
    """To the client: that their choice is there, where no order says it."""
    gallery = made.deliverables.gallery
    outbox.post(
        key=f"commerce.choice.client:{made.public_id}", to=made.email, to_name=made.name,
        template="choice_sent",
        context={
            "title": gallery.title, "count": count,
            "gallery_path": reverse("gallery_site:gallery", args=[gallery.public_id]),
        },
        related=("gallery", gallery.public_id),
    )  # fmt: skip


def choice_opened(made: Choosing) -> None:
    """To the client: that they may change what they chose. ``made`` is the round they sent."""
    gallery = made.deliverables.gallery
    outbox.post(
        key=f"commerce.choice_opened:{made.public_id}",
        to=made.email,
        to_name=made.name,
        template="choice_opened",
        context={
            "title": gallery.title,
            "gallery_path": reverse("gallery_site:gallery", args=[gallery.public_id]),
        },
        related=("gallery", gallery.public_id),
    )
