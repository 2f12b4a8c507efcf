"""What the studio says about taxes: profiles and their rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from modules.commerce.models import TaxProfile, TaxRate
from modules.commerce.services import addresses
from modules.commerce.services.costs import taxes
from safelight.kernel.errors import Refusal


class BadRates(Refusal):
    """A rate that cannot hold; the sentence says which and why."""

    code = "bad_rates"
    status = 400


class ProfileInUse(Refusal):
    """A price list or shipping profile names the tax profile that was to be deleted."""

    code = "tax_profile_in_use"


@dataclass(frozen=True)
class Written:
    """A rate as somebody wrote it. ``region``: as addresses of the country write it, or empty."""

    name: str
    country: str
    percent: Decimal
    region: str = ""
    adds_to_country: bool = True


def create(*, name: str) -> TaxProfile:
    """A profile without rates; the first one is the usual one."""
    usual = not TaxProfile.objects.filter(is_usual=True).exists()
    made: TaxProfile = TaxProfile.objects.create(name=name, is_usual=usual)
    return made


def change(
    *, profile: TaxProfile, name: str, is_usual: bool, rates: Sequence[Written]
) -> TaxProfile:
    """Change a profile and all its rates; orders that were placed keep theirs.

    Raises ``BadRates`` for countries and regions that are none, or that come twice.
    """
    checked = [_checked(rate) for rate in rates]
    places = [(rate.country, rate.region) for rate in checked]
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        words = ", ".join(filter(None, (addresses.country_name(twice[0]), twice[1])))
        raise BadRates(_("There are two rates for one place: %s.") % words)
    # The profile and its rates are one form, and only one profile is the usual one.
    with transaction.atomic():
        if is_usual:
            TaxProfile.objects.exclude(pk=profile.pk).update(is_usual=False)
        profile.name, profile.is_usual = name, is_usual
        profile.save(update_fields=["name", "is_usual"])
        profile.rates.all().delete()
        TaxRate.objects.bulk_create(TaxRate(profile=profile, **vars(rate)) for rate in checked)
    return profile


def delete(*, profile: TaxProfile) -> None:
    """Raises ``ProfileInUse`` while price lists or shipping profiles name it."""
    try:
        profile.delete()
    except ProtectedError:
        sentence = _("“%(name)s” is in use by price lists or shipping. Give them another first.")
        raise ProfileInUse(sentence % {"name": profile.name}) from None


def _checked(rate: Written) -> Written:
    if not addresses.is_country(rate.country):
        raise BadRates(_("There is no country “%s”.") % rate.country)
    region = taxes.region_key(rate.country, rate.region)
    listed = {key for key, _label in addresses.rules(rate.country).regions}
    if not listed or not region or region in listed:
        return replace(rate, region=region)
    words = {"country": addresses.country_name(rate.country), "region": rate.region}
    raise BadRates(_("%(country)s has no region “%(region)s”.") % words)
