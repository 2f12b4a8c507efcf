"""Whether a gallery can do without its photo transfer: who counts on it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import Life, Order, TransferNotice
from modules.commerce.services.transferring import claiming
from modules.gallery.models import Gallery

# Numbers of orders that the sentence names.
MOST = 5


def why_it_stays(gallery: Gallery) -> str:
    """A sentence for the team; nothing where nobody counts on the transfer."""
    if TransferNotice.objects.filter(gallery=gallery).exists():
        return _(
            "Clients were told of their finals here, and the links in their mails would end. Let "
            "nobody download instead, if it is over."
        )
    waiting = claiming.ordered_items(
        Order.objects.filter(life=Life.OPEN),
        gallery_id=gallery.pk, with_prints=gallery.transfer_with_prints,
    )  # fmt: skip
    numbers = sorted(set(waiting.values_list("order__number", flat=True)))
    if not numbers:
        return ""
    named = ", ".join(f"{number}" for number in numbers[:MOST])
    said = ngettext(
        "Order %(named)s waits for finals of this gallery. Deliver or cancel it first.",
        "%(n)d orders wait for finals of this gallery (%(named)s). Deliver or cancel them first.",
        len(numbers),
    )
    more = "…" if len(numbers) > MOST else ""
    return said % {"n": len(numbers), "named": f"{named}{more}"}
