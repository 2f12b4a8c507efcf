"""How many copies a list may still sell, set by the team."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import PriceList, Stock
from safelight.kernel.errors import Refusal


class StockChanged(Refusal):
    """Somebody bought, or wrote another number, while this one was thought of."""

    code = "stock_changed"


class NoStockOfThis(Refusal):
    code = "no_stock_of_this"
    status = 400


def set_left(
    *, price_list: PriceList, photo_id: int | None, left: int | None, seen: int | None
) -> None:
    """Set what is left of a photo in a list of files, or of another list; None ends the limit.

    ``seen`` is the number that whoever sets it has read: where it is another one by now, nothing
    is written. Raises ``StockChanged``, and ``NoStockOfThis`` where the list counts otherwise.
    """
    if price_list.is_of_files != (photo_id is not None):
        raise NoStockOfThis(_("This list does not count copies of that."))
    # Looked at and written under one lock: the list's, since there may be no row yet.
    with transaction.atomic():
        # Not against foreign keys: whoever orders holds the stock, then writes lines of the list.
        PriceList.objects.select_for_update(no_key=True).get(pk=price_list.pk)
        rows = Stock.objects.select_for_update().filter(price_list=price_list, photo=photo_id)
        found: Stock | None = rows.first()
        now = found.left if found else None
        if now != seen:
            number = _("without limit") if now is None else str(now)
            raise StockChanged(
                _("The stock changed meanwhile: it is %(number)s now.") % {"number": number}
            )
        if left is None:
            rows.delete()
        elif found is None:
            Stock.objects.create(price_list=price_list, photo_id=photo_id, left=left)
        else:
            found.left = left
            found.save(update_fields=["left"])
