"""Why a client does not get a photo, in words, with its price and the way on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.services.deliverables.counting import Quota
from modules.gallery import facade as gallery
from modules.gallery.facts import Held
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site
from safelight.web.templatetags.web import money


class TooMany(Refusal):
    """More photos were said to be the included ones than are left."""

    code = "too_many_included"

    @classmethod
    def by(cls, count: int) -> Self:
        sentence = ngettext(
            "That is %(count)d photo more than are included.",
            "That is %(count)d photos more than are included.",
            count,
        )
        return cls(sentence % {"count": count})


def of_extras(quota: Quota, photo_ids: Sequence[int]) -> dict[int, Held]:
    """Photos beyond the included ones under *Final edits*: to be chosen, bought, or not to be had.

    One query for one photo; of several, each leads to the page where they are chosen.
    """
    # Nobody is asked for money while something is included still.
    price = "" if quota.left else _price(quota)
    here = reverse("commerce_site:extras", args=[quota.terms.gallery.public_id])
    reason = _choose(quota) if quota.left else beyond(quota)
    url = here if quota.terms.upsell or quota.left else ""
    if len(photo_ids) > 1:
        return {pk: Held(reason=reason, price=price, url=url) for pk in photo_ids}
    facts = gallery.photos(ids=photo_ids)
    return {
        pk: Held(
            reason=reason, price=price, url=f"{url}?{urlencode({'photo': facts[pk].public_id})}"
        )
        if url
        else Held(reason=reason)
        for pk in photo_ids
        if pk in facts
    }


def beyond(quota: Quota) -> str:
    """All included photos were taken."""
    included = quota.terms.included or 0
    if not included:
        said = _("No download is included in this gallery.")
    else:
        said = ngettext(
            "The %(count)d photo that is included was downloaded.",
            "All %(count)d photos that are included were downloaded.",
            included,
        ) % {"count": included}
    if quota.terms.upsell:
        return said
    return f"{said} {_('Ask the studio if you would like more of them.')}"


def taken(quota: Quota) -> str:
    """``12 of 20 included photos downloaded``."""
    included = quota.terms.included or 0
    said = ngettext(
        "%(taken)d of %(count)d included photo downloaded",
        "%(taken)d of %(count)d included photos downloaded",
        included,
    )
    return said % {"taken": min(quota.count, included), "count": included}


def _choose(quota: Quota) -> str:
    left = quota.left or 0
    said = ngettext(
        "%(count)d more photo is included. Choose which one you want.",
        "%(count)d more photos are included. Choose which ones you want.",
        left,
    )
    return said % {"count": left}


def _price(quota: Quota) -> str:
    if not quota.terms.upsell or not quota.terms.extra_price:
        return ""
    return money(quota.terms.extra_price, site.site_settings().currency)
