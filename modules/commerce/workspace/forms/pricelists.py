"""Price lists, their rows and options as the team writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.commerce.models import (
    Option,
    OtherRatios,
    PriceList,
    PriceRow,
    ShippingProfile,
    ShippingTier,
    TaxProfile,
)
from modules.commerce.money import currencies
from modules.commerce.services.pricelists.options import Written
from modules.commerce.workspace.forms.fields import AmountField
from modules.gallery.models import DeliveryFormat, PhotoState
from safelight.web.forms import LineField, one_line

Kind = PriceList.Kind
# Written as everywhere else: these words are the same in every language.
STATES = [(state, state) for state in PhotoState.values]
# Fields about the shape of prints.
RATIOS = ("other_ratios", "ratio_tolerance")


class NewListForm(forms.Form):
    """``kind`` is drawn as cards by the template."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("What it sells"), choices=Kind.choices)


class ListForm(forms.Form):
    """What holds for a whole list; fields that mean nothing for its kind are left out."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    description = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Clients read it above the prices."),
    )
    item_comments = forms.BooleanField(
        label=gettext_lazy("Let clients add a comment to each item in the cart"), required=False
    )
    in_shop = forms.BooleanField(
        label=gettext_lazy("On the shop's page, for everybody"), required=False
    )
    offer_states = forms.MultipleChoiceField(
        label=gettext_lazy("Offer only photos in these states"),
        choices=STATES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None ticked: photos in every state."),
    )
    only_final_at_once = forms.BooleanField(
        label=gettext_lazy("Deliver at once only FINAL"),
        required=False,
        help_text=gettext_lazy("The others can be bought and are delivered when they are FINAL."),
    )
    stock_shown_from = forms.IntegerField(
        label=gettext_lazy("Tell clients what is left, from this many on"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("Above it they read “more than”. Empty: only when sold out."),
    )
    tax_profile = forms.ModelChoiceField(
        label=gettext_lazy("Tax profile"),
        queryset=TaxProfile.objects.none(),
        required=False,
        empty_label=gettext_lazy("The usual one"),
    )
    shipping_profiles = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Sent by"),
        queryset=ShippingProfile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: you hand it over as you agree with the client."),
    )
    shipping_tier = forms.ModelChoiceField(
        label=gettext_lazy("Shipping tier"),
        queryset=ShippingTier.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("A size class, for the price of shipping. A row may have another."),
    )

    other_ratios = forms.ChoiceField(
        label=gettext_lazy("Sizes that do not have the photo's shape"),
        choices=OtherRatios.choices,
        required=False,
    )
    ratio_tolerance = forms.IntegerField(
        label=gettext_lazy("Overlook a difference of so many percent"),
        min_value=0,
        max_value=50,
        required=False,
        help_text=gettext_lazy("Of the longer side: 2 takes 20 × 30 and 30 × 45 for the same."),
    )

    NOT_FOR = {  # noqa: RUF012 - a table, as Django's own Meta
        Kind.DOWNLOAD: {"in_shop", "shipping_profiles", "shipping_tier", *RATIOS},
        Kind.GALLERY: {"in_shop", "shipping_profiles", "shipping_tier", *RATIOS},
        Kind.PRINT: {"in_shop", "only_final_at_once"},
        Kind.PRODUCT: {"offer_states", "only_final_at_once", *RATIOS},
    }

    def __init__(self, data: QueryDict | None, *, price_list: PriceList) -> None:
        names = set(self.base_fields) - {"shipping_profiles"}
        initial = {name: getattr(price_list, name) for name in names}
        initial["shipping_profiles"] = price_list.shipping_profiles.all()
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        # A queryset knows the studio that it was made in, so these are made for each form.
        fields["tax_profile"].queryset = TaxProfile.objects.all()
        fields["shipping_profiles"].queryset = ShippingProfile.objects.filter(withdrawn_at=None)
        fields["shipping_tier"].queryset = ShippingTier.objects.all()
        for name in self.NOT_FOR[Kind(price_list.kind)]:
            del fields[name]

    def changes(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in self.changed_data}
        # What was not sent stays as it is.
        return {
            name: value
            for name, value in said.items()
            if name not in RATIOS or value not in ("", None)
        }


class RowForm(forms.Form):
    """One thing to buy and its price."""

    name = LineField(label=gettext_lazy("What is sold"), max_length=120)
    amount = AmountField(label=gettext_lazy("Price"), currency="EUR")
    format = forms.ModelChoiceField(
        label=gettext_lazy("Delivered as"),
        queryset=DeliveryFormat.objects.none(),
        required=False,
        empty_label=gettext_lazy("The original file, untouched"),
        help_text=gettext_lazy("Photos that are smaller are not offered in it."),
    )
    shipping_tier = forms.ModelChoiceField(
        label=gettext_lazy("Shipping tier"),
        queryset=ShippingTier.objects.none(),
        required=False,
        empty_label=gettext_lazy("That of the list"),
    )
    width = forms.IntegerField(
        label=gettext_lazy("Width in millimetres"), min_value=1, max_value=5000, required=False
    )
    height = forms.IntegerField(
        label=gettext_lazy("Height in millimetres"),
        min_value=1,
        max_value=5000,
        required=False,
        help_text=gettext_lazy(
            "The finished print, whichever way round. Clients then choose the part that is printed."
        ),
    )

    def __init__(
        self, data: QueryDict | None, *, price_list: PriceList, row: PriceRow | None, currency: str
    ) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields} if row else {}
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["amount"] = AmountField(label=_("Price in %s") % currency, currency=currency)
        fields["format"].queryset = DeliveryFormat.objects.all()
        fields["shipping_tier"].queryset = ShippingTier.objects.all()
        is_sent = price_list.kind in (Kind.PRINT, Kind.PRODUCT)
        del fields["format" if is_sent else "shipping_tier"]
        if price_list.kind != Kind.PRINT:
            del fields["width"], fields["height"]

    def clean(self) -> None:
        if bool(self.cleaned_data.get("width")) != bool(self.cleaned_data.get("height")):
            self.add_error("height", _("Write both sides, or none."))


class OptionForm(forms.Form):
    """An option; its choices are lines of ``choice_id``, ``choice_name`` and ``choice_extra``."""

    name = LineField(label=gettext_lazy("What is chosen"), max_length=80)
    EMPTY_LINES = 3
    MOST_LINES = 60

    def __init__(self, data: QueryDict | None, *, option: Option | None, currency: str) -> None:
        super().__init__(data, initial={"name": option.name} if option else {})
        self.currency = currency
        self.choices: list[Written] = []
        stored = option.choices.all() if option else ()
        self._lines = list(self._typed()) if self.is_bound else [
            (each.public_id, each.name, currencies.plain(each.extra, currency)) for each in stored
        ]  # fmt: skip

    def lines(self) -> list[dict[str, str]]:
        """What the template draws, with a few empty ones to add more."""
        empty = [("", "", "")] * self.EMPTY_LINES
        names = ("id", "name", "extra")
        return [dict(zip(names, line, strict=True)) for line in [*self._lines, *empty]]

    def clean(self) -> None:
        for public_id, name, extra in self._lines:
            try:
                amount = currencies.parse(extra, self.currency) if extra else 0
            except currencies.BadAmount as refusal:
                self.add_error(None, f"{name}: {refusal.sentence}")
            else:
                self.choices.append(Written(name=name, extra=amount, public_id=public_id))
        if not self._lines:
            self.add_error(None, _("Name at least one thing to choose."))

    def _typed(self) -> Iterable[tuple[str, str, str]]:
        data: Any = self.data
        columns = (data.getlist(f"choice_{name}") for name in ("id", "name", "extra"))
        for public_id, name, extra in list(zip(*columns, strict=False))[: self.MOST_LINES]:
            named = one_line(name)[:80]
            if named:
                yield public_id, named, extra.strip()[:30]
