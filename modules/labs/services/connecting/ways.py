"""A lab's ways to ship as shipping profiles of the studio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.commerce.models import PriceList, ShippingProfile
from modules.labs.contract import Away, Piece, Quoted
from modules.labs.models import LabConnection, LabProduct, LabWay
from modules.labs.services.connecting.accounts import account_of, lab_of
from modules.labs.services.connecting.connecting import LabIsAway, LabSaysNo
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site


class NothingToAskAbout(Refusal):
    """Labs name their ways for a parcel, so there has to be something in it."""

    code = "nothing_to_ask_about"


class WayKnown(Refusal):
    """A lab has each of its ways once."""

    code = "way_known"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What clients pay for a way: percent and a fixed part (minor units) on the lab's price.

    ``days``: the fewest and most working days that it takes; None where nobody knows.
    """

    name: str
    percent: Decimal
    fixed: int
    is_offered: bool
    days: tuple[int, int] | None = None


def ask(*, connection: LabConnection) -> list[LabWay]:
    """Make a profile of each way that the lab has and we do not know; those that are new.

    Not inside a transaction. Raises ``NothingToAskAbout``, ``LabSaysNo`` and ``LabIsAway``.
    """
    product: LabProduct | None = connection.products.filter(gone_at=None).first()
    country = commerce.settings().home_country
    if product is None or not country:
        sentence = _("Fetch a product first, and say in the settings which country you are in.")
        raise NothingToAskAbout(sentence)
    attributes = product.variants[0].get("attributes", {}) if product.variants else {}
    piece = Piece(reference="ways", sku=product.sku, copies=1, attributes=attributes)
    answer = lab_of(connection).quote(
        account_of(connection), pieces=(piece,), country=country,
        currency=site.site_settings().currency,
    )  # fmt: skip
    if isinstance(answer, Away):
        raise LabIsAway(answer.sentence)
    if not isinstance(answer, Quoted):
        raise LabSaysNo(answer.sentence)
    known = set(connection.ways.values_list("method", flat=True))
    return [
        add(connection=connection, method=way.method, name=way.name)
        for way in answer.ways
        if way.method not in known
    ]


def add(*, connection: LabConnection, method: str, name: str) -> LabWay:
    """A way as one of the studio's profiles; the lists that the lab makes go by it as well.

    Raises ``WayKnown``.
    """
    with transaction.atomic():  # A profile of a lab is nothing without its way.
        LabConnection.objects.select_for_update().get(pk=connection.pk)
        if connection.ways.filter(method=method).exists():
            raise WayKnown(_("“%s” is there already.") % method)
        profile = commerce.shipping_profiles.create(
            name=(name or method)[:80], kind=ShippingProfile.Kind.LAB
        )
        for price_list in PriceList.objects.filter(lab__connection=connection):
            price_list.shipping_profiles.add(profile)
        way: LabWay = LabWay.objects.create(
            profile=profile, connection=connection, method=method[:60]
        )
    return way


def change(*, connection: LabConnection, terms: Mapping[int, Terms], at: datetime) -> None:
    """What clients pay for each way (by its id), and whether it is offered at all."""
    with transaction.atomic():  # One form, one change.
        for way in connection.ways.select_related("profile").select_for_update(of=("self",)):
            if (said := terms.get(way.pk)) is None:
                continue
            way.markup_percent, way.markup_fixed = said.percent, said.fixed
            way.days_least, way.days_most = said.days or (0, 0)
            way.save(update_fields=["markup_percent", "markup_fixed", "days_least", "days_most"])
            _change_profile(way.profile, said, at)


def _change_profile(profile: ShippingProfile, said: Terms, at: datetime) -> None:
    if profile.name != said.name:
        profile.name = said.name
        profile.save(update_fields=["name"])
    if said.is_offered and profile.withdrawn_at is not None:
        commerce.shipping_profiles.restore(profile=profile)
    elif not said.is_offered and profile.withdrawn_at is None:
        commerce.shipping_profiles.withdraw(profile=profile, at=at)
