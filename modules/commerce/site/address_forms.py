"""Addresses as forms: the fields of the country that is chosen, in its order and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.commerce.services import addresses
from modules.commerce.services.addresses import LONGEST, Country
from modules.commerce.services.costs import taxes

LABELS: dict[str, Any] = {
    "name": pgettext_lazy("person", "Name"), "company": _("Company"),
    "street": _("Street and number"), "city": _("City"), "region": _("Region"),
    "postal_code": _("Postal code"), "vat_number": _("VAT number"),
}  # fmt: skip
# What the parts are called where they have a name of their own.
KINDS: dict[str, Any] = {
    "state": pgettext_lazy("address", "State"), "province": _("Province"), "county": _("County"),
    "prefecture": _("Prefecture"), "emirate": _("Emirate"), "island": _("Island"),
    "area": _("Area"), "department": _("Department"), "district": _("District"),
    "parish": _("Parish"), "oblast": _("Oblast"), "do_si": _("Province"),
    "post_town": _("Post town"), "suburb": _("Suburb"), "zip": _("ZIP code"),
    "pin": _("PIN code"), "eircode": _("Eircode"),
}  # fmt: skip
AUTOCOMPLETE = {
    "name": "name", "company": "organization", "street": "street-address",
    "city": "address-level2", "region": "address-level1", "postal_code": "postal-code",
    "country": "country",
}  # fmt: skip


class AddressForm(forms.Form):
    """``only`` names the parts that are needed where less than a whole address will do.

    Where a company's address is asked for as well, everything else is optional. ``for_business``:
    a VAT number changes what it costs.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, and each is a part of the form
        self,
        data: Any = None,
        *,
        prefix: str,
        known: Mapping[str, str],
        only: Sequence[str],
        for_business: bool = False,
    ) -> None:
        super().__init__(data, prefix=prefix, initial=dict(known))
        self.only = tuple(only)
        code = str((data or {}).get(f"{prefix}-country", known.get("country", ""))).upper()
        self.fields["country"] = _country(prefix)
        if not addresses.is_country(code):
            return
        country = addresses.rules(code)
        for part in country.parts:
            self.fields[part] = _field(country, part, prefix, needed=self._is_needed(country, part))
        if prefix == "billing" or for_business:
            self.fields["vat_number"] = forms.CharField(
                label=LABELS["vat_number"],
                max_length=LONGEST["vat_number"],
                required=False,
                help_text=_("Of a company. You pay no VAT then.") if for_business else "",
                widget=forms.TextInput(
                    attrs={"data-checkout": f"again-{prefix}"} if for_business else {}
                ),
            )

    @property
    def shown_first(self) -> list[Any]:
        """What has to be asked; the rest waits behind *For a company*."""
        return [field for field in self if not self.only or field.name in self.only]

    @property
    def shown_on_demand(self) -> list[Any]:
        return [field for field in self if self.only and field.name not in self.only]

    @property
    def has_more_open(self) -> bool:
        """Whether something is written, or wrong, in what waits behind *For a company*."""
        return any(field.value() or field.errors for field in self.shown_on_demand)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            addresses.checked(data, only=self.only or None)
            taxes.checked_vat_number(data.get("vat_number", ""), country=data.get("country", ""))
        except (addresses.AddressIncomplete, taxes.BadVatNumber) as refused:
            for part, sentences in refused.fields.items():
                if part in self.fields and part not in self.errors:
                    self.add_error(part, sentences)
        return data

    def _is_needed(self, country: Country, part: str) -> bool:
        return part in country.required and (not self.only or part in self.only)


def _country(prefix: str) -> forms.Field:
    return forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", _("Choose …")), *addresses.countries()],
        widget=forms.Select(
            attrs={"autocomplete": f"{prefix} country", "data-checkout": f"again-{prefix}"}
        ),
    )


def _field(country: Country, part: str, prefix: str, *, needed: bool) -> forms.Field:
    kind = country.kinds.get(part, "")
    words: dict[str, Any] = {"label": KINDS.get(kind, LABELS[part]), "required": needed}
    attrs = {"autocomplete": f"{prefix} {AUTOCOMPLETE[part]}"}
    if part == "region" and country.regions:
        # Tax and shipping may depend on it.
        attrs["data-checkout"] = f"again-{prefix}"
        choices = [("", _("Choose …")), *country.regions]
        return forms.ChoiceField(choices=choices, widget=forms.Select(attrs=attrs), **words)
    if part == "street":
        widget: forms.Widget = forms.Textarea(attrs={**attrs, "rows": 2})
    else:
        widget = forms.TextInput(attrs=attrs)
    if part == "postal_code" and country.postal_code_example:
        widget.attrs["placeholder"] = country.postal_code_example
    return forms.CharField(max_length=LONGEST[part], widget=widget, **words)
