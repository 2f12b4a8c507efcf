"""The terms of a gallery: checked, written, and its own lists of extras kept in step with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Deliverables, DeliverableTerms
from modules.commerce.services.deliverables import managed
from modules.gallery import facade as gallery
from safelight.kernel.errors import Refusal

# Of ``DeliverableTerms``: what a session type, a mini or a gallery says alike.
FIELDS = ("mode", "included", "upsell", "extra_price", "flat_price", "all_discount")
# Of one gallery.
OWN = ("least", "no_extras_chosen")
MOST = 100_000


class BadTerms(Refusal):
    """``fields`` says which of them do not go together."""

    code = "bad_deliverables"
    status = 400


def terms_of(source: DeliverableTerms) -> dict[str, Any]:
    """The terms as values, for ``set_deliverables``."""
    return {name: getattr(source, name) for name in FIELDS}


def set_deliverables(*, gallery_id: int, terms: Mapping[str, Any], at: datetime) -> Deliverables:
    """Write a gallery's terms; fields that are left out stay as they are. They hold from now on.

    Amounts in minor units of the studio's currency. Raises ``BadTerms``.
    """
    unknown = terms.keys() - {*FIELDS, *OWN}
    if unknown:
        raise TypeError(f"Not terms of deliverables: {', '.join(sorted(unknown))}")
    # The terms and the lists by which extras are sold change together, one after the other.
    with transaction.atomic():
        Deliverables.objects.get_or_create(gallery_id=gallery_id)
        row: Deliverables = Deliverables.objects.select_for_update().get(gallery=gallery_id)
        for name, value in terms.items():
            setattr(row, name, value)
        check(row)
        managed.keep_in_step(row, at=at)
        row.save()
        # What was free to fetch may not be any more: links that were signed are asked for anew.
        gallery.decide_links_anew([gallery_id])
        gallery.look_changed(gallery_ids=[gallery_id])
    return row


def check(terms: DeliverableTerms) -> None:
    """Raises ``BadTerms`` for what no gallery, session type or mini can say."""
    wrong: dict[str, list[str]] = {}
    if terms.mode not in DeliverableTerms.Mode.values:
        wrong["mode"] = [_("Choose one of the two.")]
    if terms.included is not None and not 0 <= terms.included <= MOST:
        wrong["included"] = [_("Write a number of photos, or nothing for all of them.")]
    for name in ("extra_price", "flat_price"):
        price = getattr(terms, name)
        if price is not None and price <= 0:
            wrong[name] = [_("Write a price above 0, or nothing.")]
    if terms.upsell and not (terms.extra_price or terms.flat_price):
        wrong["extra_price"] = [_("Say what one more costs, or what all of them cost.")]
    if terms.all_discount is not None and not _may_discount(terms):
        wrong["all_discount"] = [_("Percent off need a price for one more, and no price for all.")]
    if not wrong:
        wrong = _against_choosing(terms)
    if wrong:
        raise BadTerms(next(iter(wrong.values()))[0], fields=wrong)


def _may_discount(terms: DeliverableTerms) -> bool:
    off = terms.all_discount or 0
    return 1 <= off <= 99 and bool(terms.extra_price) and terms.flat_price is None


def _against_choosing(terms: DeliverableTerms) -> dict[str, list[str]]:
    if terms.mode != DeliverableTerms.Mode.SOFT_PROOFING:
        return {}
    if terms.upsell and not terms.extra_price and not getattr(terms, "no_extras_chosen", False):
        return {"extra_price": [_("Clients choose one by one: say what one more costs.")]}
    least = getattr(terms, "least", 0)
    if terms.included is not None and least > terms.included:
        return {"least": [_("Nobody has to choose more than are included.")]}
    return {}
