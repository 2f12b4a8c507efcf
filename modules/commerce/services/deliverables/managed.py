"""The lists by which a gallery's extras are sold: made and changed by its terms alone.

They are offered nowhere else and shown on no price page, but what is bought by them goes the way of
everything: cart, tax, coupons, orders, delivery, exports.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from modules.commerce.models import Deliverables, PriceList, PriceRow


def keep_in_step(row: Deliverables, *, at: datetime) -> None:
    """Bring both lists of locked terms up to them, without saving the terms themselves.

    What is not sold any more is withdrawn, so that carts which hold it say so.
    """
    sells = row.upsell and row.included is not None
    row.price_list = _list(
        row.price_list, PriceList.Kind.DOWNLOAD, row, row.extra_price if sells else None, at
    )
    row.whole_list = _list(
        row.whole_list, PriceList.Kind.GALLERY, row, row.flat_price if sells else None, at
    )


def row_of(price_list: PriceList | None) -> PriceRow | None:
    """The one row of a managed list that is sold now."""
    if price_list is None or price_list.withdrawn_at is not None:
        return None
    found: PriceRow | None = price_list.rows.filter(withdrawn_at=None).first()
    return found


def _list(
    known: PriceList | None, kind: str, terms: Deliverables, price: int | None, at: datetime
) -> PriceList | None:
    if price is None:
        if known is not None and known.withdrawn_at is None:
            known.withdrawn_at = at
            known.save(update_fields=["withdrawn_at"])
        return known
    made: PriceList = known or PriceList.objects.create(
        kind=kind,
        name=(_("More photos: %(gallery)s") % {"gallery": terms.gallery.title})[:120],
        is_managed=True,
    )
    if made.withdrawn_at is not None:
        made.withdrawn_at = None
        made.save(update_fields=["withdrawn_at"])
    name = _("One more photo") if kind == PriceList.Kind.DOWNLOAD else _("All photos")
    PriceRow.objects.update_or_create(
        price_list=made, defaults={"amount": price}, create_defaults={"name": name, "amount": price}
    )
    return made
