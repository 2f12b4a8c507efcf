"""Coupons and steps by quantity as the team writes them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from modules.commerce.models import Coupon, PriceList
from modules.commerce.services.costs import campaigns
from modules.commerce.workspace.forms.fields import AmountField
from modules.commerce.workspace.forms.taxes import percent_of
from modules.gallery.models import Gallery

Kind = Coupon.Kind

# What has to be written for one kind, and counts for no other.
_ONLY_FOR = {
    "percent": Kind.PERCENT, "amount": Kind.AMOUNT, "buys": Kind.BUNDLE, "gets": Kind.BUNDLE,
}  # fmt: skip


def _moment(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget, required=False)


def _how_much() -> str:
    return _("Write how much.")


def _copies(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=10_000)


class CouponForm(forms.Form):
    """Everything about a coupon; nothing of it can be changed later."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy("Letters, digits, - and _, no blanks. Clients type it in the cart."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it takes off"), choices=Kind.choices)
    percent = forms.DecimalField(
        label=gettext_lazy("Percent"),
        min_value=Decimal("0.0001"),
        max_value=100,
        max_digits=7,
        decimal_places=4,
    )
    amount = AmountField(label=gettext_lazy("Amount"), currency="EUR")
    buys = _copies(gettext_lazy("For so many copies that are paid"))
    gets = _copies(gettext_lazy("So many are free"))
    is_automatic = forms.BooleanField(
        label=gettext_lazy("Comes by itself, without being typed"),
        required=False,
        help_text=gettext_lazy(
            "Where no other code is typed. Of several, the one with which the client pays least."
        ),
    )
    minimum = AmountField(label=pgettext_lazy("amount", "From"), currency="EUR", required=False)
    starts_at = _moment(gettext_lazy("Holds from"), gettext_lazy("Empty: at once."))
    ends_at = _moment(gettext_lazy("Ends"), gettext_lazy("Empty: when you end it."))
    most_uses = forms.IntegerField(
        label=gettext_lazy("How often in all"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("Empty: without limit."),
    )
    once_a_client = forms.BooleanField(label=gettext_lazy("Once for each client"), required=False)
    price_lists = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only for these price lists"),
        queryset=PriceList.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("No price list and no gallery chosen: for everything."),
    )
    galleries = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Or for what is bought in these galleries"),
        queryset=Gallery.objects.none(),
        to_field_name="public_id",
        widget=forms.SelectMultiple(attrs={"size": 6}),
        required=False,
    )

    def __init__(self, data: Any = None, *, currency: str, known: QuerySet[Gallery]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["amount"] = AmountField(label=_("Amount in %s") % currency, currency=currency)
        for name in _ONLY_FOR:
            fields[name].error_messages["required"] = _how_much()
        fields["minimum"] = AmountField(
            label=_("From this much on, in %s") % currency,
            currency=currency,
            required=False,
            help_text=_("What it is good for must cost so much, before discounts."),
        )
        # A queryset knows the studio that it was made in, so these are made for each form.
        fields["price_lists"].queryset = PriceList.written().filter(withdrawn_at=None)
        fields["galleries"].queryset = known.order_by("title")

    def clean(self) -> None:
        found = self.cleaned_data
        kind = found.get("kind")
        for field, of_kind in _ONLY_FOR.items():
            if kind != of_kind:
                found[field] = None
                self.errors.pop(field, None)
            elif not found.get(field) and field not in self.errors:
                self.add_error(field, _how_much())
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("This is before it begins."))

    def save(self) -> Coupon | None:
        """Make it; None, with the sentence at the code, where the code cannot be."""
        found = dict(self.cleaned_data)
        found["minimum"] = found["minimum"] or 0
        try:
            return campaigns.make_coupon(**found)
        except campaigns.BadCode as refusal:
            self.add_error("code", refusal.sentence)
            return None


class StepsForm(forms.Form):
    """Lines of ``step_threshold`` and ``step_percent``; an empty threshold leaves a line out."""

    EMPTY_LINES = 2
    MOST_LINES = 20

    def __init__(self, data: Any = None, *, price_list: PriceList) -> None:
        super().__init__(data)
        self.steps: dict[int, Decimal] = {}
        stored = (
            (str(s.threshold), f"{s.percent.normalize():f}") for s in price_list.discounts.all()
        )
        self._lines = list(self._sent() if self.is_bound else stored)

    def lines(self) -> list[dict[str, str]]:
        every = [*self._lines, *[("", "")] * self.EMPTY_LINES]
        return [{"threshold": threshold, "percent": percent} for threshold, percent in every]

    def clean(self) -> None:
        for threshold, typed in self._lines:
            percent = percent_of(typed)
            copies = int(threshold) if threshold.isascii() and threshold.isdigit() else 0
            if not 2 <= copies <= 1_000_000:
                self.add_error(None, _("“%s”: write a number from 2 on.") % threshold)
            elif not percent:
                self.add_error(None, _("From %s on: write a percentage up to 100.") % threshold)
            elif copies in self.steps:
                self.add_error(None, _("There are two steps from %s on.") % threshold)
            else:
                self.steps[copies] = percent

    def _sent(self) -> Iterator[tuple[str, str]]:
        data: Any = self.data
        columns = (data.getlist(f"step_{name}") for name in ("threshold", "percent"))
        for threshold, percent in list(zip(*columns, strict=False))[: self.MOST_LINES]:
            if threshold.strip():
                yield threshold.strip()[:9], percent.strip()[:20]
