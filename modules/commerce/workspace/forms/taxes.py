"""Tax profiles as the team writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.commerce.models import TaxProfile
from modules.commerce.money.allocation import millionths
from modules.commerce.services import addresses
from modules.commerce.services.costs import tax_rules
from modules.commerce.services.costs.tax_rules import Written
from modules.commerce.workspace.reads import taxes as reads
from safelight.web.forms import LineField, one_line

COLUMNS = ("country", "region", "name", "percent", "adds")


@dataclass
class Typed:
    """A rate as it stands in the form; an empty country leaves it out."""

    country: str = ""
    region: str = ""
    name: str = ""
    percent: str = ""
    adds: str = "yes"


class NewProfileForm(forms.Form):
    name = LineField(label=gettext_lazy("Name"), max_length=80)


class ProfileForm(NewProfileForm):
    """A profile; its rates are lines of ``rate_country``, ``rate_region`` and so on."""

    is_usual = forms.BooleanField(
        label=gettext_lazy("The usual one, for price lists and shipping that name none"),
        required=False,
    )
    EMPTY_LINES = 2
    MOST_LINES = 400

    def __init__(self, data: Any = None, *, profile: TaxProfile) -> None:
        initial = {"name": profile.name, "is_usual": profile.is_usual}
        super().__init__(data, initial=initial)
        self.rates: list[Written] = []
        self._lines = list(self._sent() if self.is_bound else _stored(profile))

    def lines(self) -> list[Typed]:
        """What the template draws, with some empty ones to add more."""
        return [*self._lines, *[Typed() for _line in range(self.EMPTY_LINES)]]

    def clean(self) -> None:
        codes = {name.casefold(): code for code, name in addresses.countries()}
        for line in self._lines:
            code = line.country.upper()
            code = code if addresses.is_country(code) else codes.get(line.country.casefold(), "")
            percent = percent_of(line.percent)
            if not code:
                self.add_error(None, _("There is no country “%s”.") % line.country)
            elif percent is None:
                self.add_error(None, _("%s: write a percentage from 0 to 100.") % line.country)
            else:
                name = line.name or _("VAT")
                self.rates.append(Written(name, code, percent, line.region, line.adds != "no"))

    def save(self, profile: TaxProfile) -> bool:
        """Store it; False, with the sentence among the errors, where the rates cannot hold."""
        try:
            tax_rules.change(
                profile=profile,
                name=self.cleaned_data["name"],
                is_usual=self.cleaned_data["is_usual"],
                rates=self.rates,
            )
        except tax_rules.BadRates as refusal:
            self.add_error(None, refusal.sentence)
            return False
        return True

    def _sent(self) -> Iterator[Typed]:
        data: Any = self.data
        columns = [data.getlist(f"rate_{name}") for name in COLUMNS]
        for line in list(zip(*columns, strict=False))[: self.MOST_LINES]:
            country, region, name, percent, adds = (one_line(text)[:80] for text in line)
            if country:
                yield Typed(country, region[:40], name[:40], percent, adds)


def percent_of(text: str) -> Decimal | None:
    """A percentage as people write it, with a comma or a point; None for what is none."""
    try:
        percent = Decimal(text.replace(",", ".").replace("%", "").strip())
        millionths(percent)
    except (InvalidOperation, ValueError):
        return None
    return percent


def _stored(profile: TaxProfile) -> Iterator[Typed]:
    for rate in reads.by_place(profile.rates.all()):
        yield Typed(
            country=addresses.country_name(rate.country),
            region=rate.region,
            name=rate.name,
            percent=f"{rate.percent.normalize():f}",
            adds="yes" if rate.adds_to_country else "no",
        )
