"""What operators type of plans."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.billing.models import Plan
from safelight.billing.services.terms import Amount, Terms
from safelight.kernel import registry
from safelight.web.forms import LineField
from safelight.web.minor_units import exponent

GIGABYTE = 10**9


class PlanForm(forms.Form):
    name = LineField(label=gettext_lazy("Name"), max_length=60)
    description = LineField(label=gettext_lazy("In a sentence"), max_length=300, required=False)
    trial_days = forms.IntegerField(
        label=gettext_lazy("Days to try it"), min_value=0, max_value=365, initial=0
    )
    gigabytes = forms.DecimalField(
        label=gettext_lazy("Storage in gigabytes"), required=False, min_value=0,
        max_value=1_000_000, help_text=gettext_lazy("Empty: no limit."),
    )  # fmt: skip
    members = forms.IntegerField(
        label=gettext_lazy("Members"), required=False, min_value=1, max_value=100_000,
        help_text=gettext_lazy("Empty: no limit."),
    )  # fmt: skip
    modules = forms.MultipleChoiceField(
        label=gettext_lazy("Modules"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: each of them."),
    )  # fmt: skip
    has_custom_domains = forms.BooleanField(
        label=gettext_lazy("Domains of their own"), required=False
    )
    has_white_label = forms.BooleanField(
        label=gettext_lazy("Without the platform's name"), required=False
    )
    fee_percent = forms.DecimalField(
        label=gettext_lazy("Platform fee in percent"), required=False, min_value=0,
        max_digits=4, decimal_places=2,
    )  # fmt: skip
    prices = forms.CharField(
        label=gettext_lazy("Prices"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line: EUR month 29.00"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["modules"].choices = [(m.name, m.title) for m in registry.manifests()]

    def clean_prices(self) -> frozenset[Amount]:
        lines = str(self.cleaned_data["prices"]).splitlines()
        return frozenset(_amount(line) for line in lines if line.strip())

    def terms(self) -> Terms:
        asked = dict(self.cleaned_data)
        gigabytes, modules = asked.pop("gigabytes"), asked.pop("modules")
        asked.pop("code", None)
        return Terms(
            **asked,
            storage_bytes=None if gigabytes is None else int(gigabytes * GIGABYTE),
            modules=frozenset(modules) if modules else None,
        )


class NewPlanForm(PlanForm):
    code = forms.SlugField(label=gettext_lazy("Code"), max_length=40)
    field_order = ("code", "name")


class GiveForm(forms.Form):
    plan = forms.ModelChoiceField(
        Plan.objects.filter(retired_at=None), to_field_name="code", label=gettext_lazy("Plan")
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: for good."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=2000)

    def clean_until(self) -> datetime | None:
        return end_of(self.cleaned_data["until"])


class TrialForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=2000)

    def clean_until(self) -> datetime | None:
        return end_of(self.cleaned_data["until"])


class GrantForm(forms.Form):
    module = forms.ChoiceField(label=gettext_lazy("Module"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["module"].choices = [(m.name, m.title) for m in registry.manifests()]


def initial_of(terms: Terms) -> dict[str, Any]:
    """What the form shows of a plan that is there."""
    lines = (
        f"{price.currency} {price.interval} {_written(price)}"
        for price in sorted(terms.prices, key=lambda each: (each.currency, each.interval))
    )
    size = terms.storage_bytes
    return {
        "name": terms.name, "description": terms.description, "trial_days": terms.trial_days,
        "gigabytes": None if size is None else round(Decimal(size) / GIGABYTE, 2),
        "members": terms.members, "modules": sorted(terms.modules or ()),
        "has_custom_domains": terms.has_custom_domains, "has_white_label": terms.has_white_label,
        "fee_percent": terms.fee_percent, "prices": "\n".join(lines),
    }  # fmt: skip


def end_of(day: Any) -> datetime | None:
    """The last moment of a day, UTC."""
    return None if day is None else datetime.combine(day, time.max, tzinfo=UTC)


def _amount(line: str) -> Amount:
    try:
        currency, interval, price = line.split()
        number = Decimal(price).scaleb(exponent(currency.upper()))
        whole = int(number)
    except (ValueError, InvalidOperation, LookupError, OverflowError):
        raise ValidationError(_("This is no price: %s") % line[:60]) from None
    if number != whole:
        raise ValidationError(_("This is no price: %s") % line[:60])
    return Amount(currency=currency.upper(), interval=interval.lower(), amount=whole)


def _written(price: Amount) -> str:
    return str(Decimal(price.amount).scaleb(-exponent(price.currency)))
