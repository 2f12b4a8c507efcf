"""Fees, and what is delivered for them: of a session type, its packages and add-ons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from modules.bookings.models import AddOn, Package, SessionType
from modules.bookings.workspace.forms.types import minutes_field
from modules.commerce.facade import AmountField
from safelight.web.forms import LineField

TERMS = ("mode", "included", "upsell", "extra_price", "flat_price", "all_discount")
_WORDS = {
    "mode": _("Delivery"), "upsell": _("Clients may buy more than are included"),
    "fee_mode": _("How the fee is paid"), "description": _("What it is"),
    "own_terms": _("It has terms of its own (below), not those of the session type"),
}  # fmt: skip


class _Delivered(forms.ModelForm):  # type: ignore[type-arg]
    """Fields of ``commerce.DeliverableTerms``; amounts in the studio's currency."""

    included = forms.IntegerField(
        label=_("Photos that are included"), min_value=0, max_value=100_000, required=False,
        help_text=_("Empty: all of them."),
    )  # fmt: skip
    all_discount = forms.IntegerField(
        label=_("Percent off when all that is left is bought"), min_value=1, max_value=99,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("extra_price", _("Price of one more photo")),
            ("flat_price", _("Price of all photos together")),
            ("fee", _("Fee")),
        ):
            if name in self.fields:
                self.fields[name] = AmountField(
                    currency=currency, label=label, required=name == "fee"
                )
        for name in {"fee_mode", "mode"} & self.fields.keys():
            field: Any = self.fields[name]
            field.choices = [each for each in field.choices if each[0]]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("extra_price", "flat_price"):
            if said.get(name) == 0:
                self.add_error(name, _g("Write a price above 0, or leave it empty."))
        extra, flat = said.get("extra_price"), said.get("flat_price")
        if said.get("upsell") and not extra:
            if not flat:
                self.add_error("extra_price", _g("Say what one more costs, or all of them."))
            elif said.get("mode") == "soft_proofing":
                self.add_error(
                    "extra_price", _g("Clients choose one by one: say what one more costs.")
                )
        if said.get("all_discount") and (not extra or flat):
            self.add_error(
                "all_discount", _g("Percent off need a price for one more, and none for all.")
            )
        return said


class TermsForm(_Delivered):
    """How its fee is paid, and the terms of packages without own ones."""

    retainer = forms.IntegerField(
        label=_("Retainer in percent"), min_value=1, max_value=99,
        help_text=_("Counts only where a retainer is asked for."),
    )  # fmt: skip
    balance_days = forms.IntegerField(
        label=_("The balance is due so many days before"), min_value=0, max_value=365
    )

    class Meta:
        model = SessionType
        fields = ("fee_mode", "retainer", "balance_days", *TERMS)
        labels = _WORDS
        widgets = {"fee_mode": forms.RadioSelect, "mode": forms.RadioSelect}  # noqa: RUF012


class PackageForm(_Delivered):
    """One way to book it."""

    title = LineField(label=_("Name"), max_length=120)
    minutes = minutes_field(
        _("Minutes"), 5, required=False,
        help_text=_("Empty: as long as the session type. Slots of minis have their own length."),
    )  # fmt: skip

    class Meta:
        model = Package
        fields = ("title", "description", "fee", "minutes", "own_terms", *TERMS)
        labels = _WORDS
        widgets = {  # noqa: RUF012
            "mode": forms.RadioSelect, "description": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip


class AddOnForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something more with any package."""

    title = LineField(label=_("Name"), max_length=120)
    most = forms.IntegerField(label=_("At most so many of it"), min_value=1, max_value=99)
    minutes = minutes_field(
        _("Minutes by which each makes a session longer"),
        help_text=_("A mini session never gets longer."),
    )  # fmt: skip

    class Meta:
        model = AddOn
        fields = ("title", "description", "price", "most", "minutes")
        labels = _WORDS
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"] = AmountField(currency=currency, label=_("Price of one"))
