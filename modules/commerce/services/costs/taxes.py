"""Which taxes hold where goods go, and whether a VAT number can be one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.util import get_cc_module

from modules.commerce.models import TaxProfile, TaxRate
from modules.commerce.money.basket import Rate
from modules.commerce.services import addresses
from safelight.kernel.errors import Refusal

# No number of any country is longer, with blanks and dots.
_LONGEST_NUMBER = 30


class BadVatNumber(Refusal):
    """The number does not fit the format or the checksum of its country."""

    code = "bad_vat_number"
    status = 400


def rates_for(profile: TaxProfile | None, *, country: str, region: str = "") -> tuple[Rate, ...]:
    """The rates of goods that go there, the country's first; none where nothing is taxed.

    ``profile`` None is the studio's usual one.
    """
    asked = profile.pk if profile is not None else None
    return rates_by_profile([asked], country=country, region=region)[asked]


def rates_by_profile(
    profile_ids: Collection[int | None], *, country: str, region: str = ""
) -> dict[int | None, tuple[Rate, ...]]:
    """``rates_for`` of many profiles at once, in two queries."""
    usual = TaxProfile.objects.filter(is_usual=True).values_list("pk", flat=True).first()
    really = {asked: usual if asked is None else asked for asked in profile_ids}
    region = region_key(country, region)
    there = TaxRate.objects.filter(profile__in=set(really.values()) - {None}, country=country)
    by_profile: dict[int | None, list[TaxRate]] = {}
    for rate in there:
        by_profile.setdefault(rate.profile_id, []).append(rate)
    return {asked: _that_hold(by_profile.get(pk, ()), region) for asked, pk in really.items()}


def _that_hold(rates: Iterable[TaxRate], region: str) -> tuple[Rate, ...]:
    """Of one country's rates: its own, and the region's added to it or instead of it."""
    whole = [rate for rate in rates if not rate.region]
    own = [rate for rate in rates if rate.region and rate.region.casefold() == region.casefold()]
    if own and not own[0].adds_to_country:
        whole = []
    return tuple(Rate(rate.name, rate.percent) for rate in [*whole, *own])


def region_key(country: str, written: str) -> str:
    """A region as addresses of its country keep it, from its code or name in any case.

    As written where the country's regions are not listed, or none of them is meant.
    """
    wanted = written.strip().casefold()
    listed = addresses.rules(country).regions if addresses.is_country(country) and wanted else ()
    found = (key for key, label in listed if wanted in (key.casefold(), label.casefold()))
    return next(found, written.strip())


def checked_vat_number(number: str, *, country: str) -> str:
    """A VAT number as invoices write it, checked by the format and checksum of its country.

    Numbers of the European Union begin with the country's letters, which are added where they
    were left out. Where the country's rules are not known, the number is kept as typed.
    Raises ``BadVatNumber``. Whether the number is in use, only the tax office knows.
    """
    typed = " ".join(number.split())
    if len(typed) > _LONGEST_NUMBER:
        raise _bad_number(country)
    try:
        return _compact(typed, country.lower()) if typed else ""
    except NotANumber:
        raise _bad_number(country) from None


def member_state(country: str) -> bool:
    """Whether the country's VAT is that of the European Union (ISO 3166-1 alpha-2)."""
    return country.lower() in eu_vat.MEMBER_STATES - {"xi"}


def is_business_elsewhere(number: str, *, country: str, home: str) -> bool:
    """Whether a VAT number is that of a business in another member state than ``home``.

    Format and checksum have to fit; whether the number is in use, only the tax office knows.
    """
    if not (number and member_state(home) and member_state(country)) or country == home:
        return False
    try:
        checked = checked_vat_number(number, country=country)
    except BadVatNumber:
        return False
    issuer = "GR" if checked[:2] == "EL" else checked[:2]
    return issuer != home and member_state(issuer)


def _compact(number: str, country: str) -> str:
    if country in eu_vat.MEMBER_STATES:
        prefix = "EL" if country == "gr" else country.upper()
        try:
            return str(eu_vat.validate(number))
        except NotANumber:
            return str(eu_vat.validate(prefix + number))
    rules = get_cc_module(country, "vat") if len(country) == 2 else None
    return str(rules.validate(number)) if rules is not None else number


def _bad_number(country: str) -> BadVatNumber:
    sentence = _("This is no VAT number of %(country)s. Check the digits.") % {"country": country}
    return BadVatNumber(sentence, fields={"vat_number": [sentence]})
