"""A gallery's deliverables as the team's page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import Choosing, Deliverables, DeliverableTerms, IncludedPhoto
from modules.commerce.services.deliverables import counting
from safelight.web.templatetags.web import money


@dataclass(frozen=True, kw_only=True)
class Standing:
    """``words`` say what clients meet there now; ``taken`` are the included photos in their order.

    ``rounds`` are the choices that were sent or are open, the newest first.
    """

    words: Sequence[str]
    taken: Sequence[IncludedPhoto]
    sold: int
    rounds: Sequence[Choosing]

    @property
    def stands(self) -> Choosing | None:
        """The choice that was sent and not opened again."""
        first = self.rounds[0] if self.rounds else None
        return first if first is not None and first.is_locked else None


def standing_of(gallery_id: int, currency: str) -> Standing | None:
    """None where nothing is said of deliverables."""
    quota = counting.quota_of(gallery_id=gallery_id)
    if quota is None:
        return None
    taken = quota.terms.included_photos.select_related("visitor__person").order_by("number")
    rounds = Choosing.objects.filter(deliverables=quota.terms).select_related("order")
    return Standing(
        words=words_of(quota.terms, currency),
        taken=list(taken),
        sold=len(quota.bought),
        rounds=list(rounds.prefetch_related("photos").order_by("-version")),
    )


def words_of(terms: Deliverables, currency: str) -> list[str]:
    """What clients meet, in sentences."""
    return [*_included(terms), *_more(terms, currency), *_choosing(terms)]


def _included(terms: Deliverables) -> list[str]:
    soft = terms.mode == DeliverableTerms.Mode.SOFT_PROOFING
    if terms.included is None:
        return [
            _("Clients choose as many photos as they like; you finish those.")
            if soft
            else _("Clients download every photo for nothing.")
        ]
    if soft:
        said = ngettext(
            "Clients choose %(count)d photo for nothing; you finish it.",
            "Clients choose %(count)d photos for nothing; you finish those.",
            terms.included,
        )
    else:
        said = ngettext(
            "Clients download %(count)d photo for nothing, whichever they like.",
            "Clients download %(count)d photos for nothing, whichever they like.",
            terms.included,
        )
    return [said % {"count": terms.included}]


def _more(terms: Deliverables, currency: str) -> list[str]:
    if terms.included is None:
        return []
    if not terms.upsell:
        return [_("More than these are refused; clients are told to ask you.")]
    said = []
    if terms.extra_price:
        price = money(terms.extra_price, currency)
        said.append(_("Each one more costs %(price)s.") % {"price": price})
    if terms.mode == DeliverableTerms.Mode.SOFT_PROOFING:
        return said
    if terms.flat_price:
        price = money(terms.flat_price, currency)
        said.append(_("All of the others together cost %(price)s.") % {"price": price})
    if terms.all_discount:
        off = {"percent": terms.all_discount}
        said.append(_("All of the others together cost %(percent)d %% less.") % off)
    return said


def _choosing(terms: Deliverables) -> list[str]:
    if terms.mode != DeliverableTerms.Mode.SOFT_PROOFING:
        return []
    said = []
    if terms.least:
        said.append(_("They send at least %(count)d photos.") % {"count": terms.least})
    if terms.no_extras_chosen and terms.included is not None:
        said.append(_("They choose no more than are included."))
    said.append(_("What is finished can be downloaded when extra photos are paid."))
    return said
