"""Forms of shares."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from modules.agency.models import Contributor, Library
from modules.agency.services.shares.contributing import Details
from modules.commerce.facade import AmountField
from modules.commerce.models import PriceList, PriceRow
from safelight.web.forms import LineField


class ContributorForm(forms.Form):
    name = LineField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False,
        help_text=gettext_lazy(
            "Statements are mailed here. Who has an account at your studio with this address "
            "signs in to see their own sales."
        ),
    )  # fmt: skip
    payee = LineField(
        label=gettext_lazy("Payee"), max_length=120, required=False,
        help_text=gettext_lazy("As the bank knows them, if it is another name."),
    )  # fmt: skip
    account = LineField(
        label=gettext_lazy("Account"), max_length=60, required=False,
        help_text=gettext_lazy(
            "An IBAN, or whatever your bank asks for. Payment runs leave out who has none."
        ),
    )  # fmt: skip

    def details(self) -> Details:
        return Details(**self.cleaned_data)


class CorrectionForm(forms.Form):
    """``amount`` is what is typed, taken where ``way`` says so."""

    way = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[
            ("give", pgettext_lazy("amount", "Give")),
            ("take", pgettext_lazy("amount", "Take")),
        ],
    )
    reason = LineField(label=gettext_lazy("Why"), max_length=500)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, currency: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["amount"] = AmountField(label=_("Amount"), currency=currency)
        self.order_fields(["way", "amount", "reason"])

    def amount(self) -> int:
        typed: int = self.cleaned_data["amount"]
        return typed if self.cleaned_data["way"] == "give" else -typed


class ScopeField(forms.ChoiceField):
    """Everything, a price list, a product or a library: its value is the row, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        lists = PriceList.written().filter(withdrawn_at=None).order_by("name")
        rows = PriceRow.objects.filter(withdrawn_at=None, price_list__in=lists)
        rows = rows.select_related("price_list").order_by("price_list__name", "position", "pk")
        self._of: dict[str, Any] = {f"list-{each.pk}": each for each in lists}
        self._of |= {f"row-{each.pk}": each for each in rows}
        libraries = Library.objects.filter(archived_at=None)
        self._of |= {f"library-{each.pk}": each for each in libraries}
        self.choices = [
            ("", _("Everything")),
            (_("Price lists"), [(f"list-{each.pk}", each.name) for each in lists]),
            (_("Products"), [(f"row-{e.pk}", f"{e.price_list.name} · {e.name}") for e in rows]),
            (_("Libraries"), [(f"library-{each.pk}", each.name) for each in libraries]),
        ]

    def clean(self, value: Any) -> Any:
        return self._of.get(super().clean(value))


class ProductField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Rows of price lists, which are called alike in several of them."""

    def label_from_instance(self, row: PriceRow) -> str:
        return f"{row.price_list.name} · {row.name}"


class RuleForm(forms.Form):
    percent = forms.DecimalField(
        label=gettext_lazy("Percent"), max_digits=6, decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["contributor"] = forms.ModelChoiceField(
            Contributor.objects.filter(archived_at=None), label=_("Who"), required=False,
            empty_label=_("Everybody"), to_field_name="public_id",
        )  # fmt: skip
        self.fields["of"] = ScopeField(label=_("Of what"))
        self.order_fields(["contributor", "of", "percent"])


class ExampleForm(forms.Form):
    """What would they get?"""

    def __init__(self, data: Any = None, *, currency: str) -> None:
        super().__init__(data)
        rows = PriceRow.objects.filter(
            withdrawn_at=None, price_list__withdrawn_at=None, price_list__is_managed=False
        )
        self.fields["whose"] = forms.ModelChoiceField(
            Contributor.objects.filter(archived_at=None), label=_("Whose work"),
            to_field_name="public_id",
        )  # fmt: skip
        self.fields["library"] = forms.ModelChoiceField(
            Library.objects.filter(archived_at=None), label=_("Out of the library"),
            required=False, to_field_name="public_id",
        )  # fmt: skip
        self.fields["product"] = ProductField(
            rows.select_related("price_list").order_by("price_list__name", "pk"),
            label=_("Sold as"), required=False,
        )  # fmt: skip
        self.fields["net"] = AmountField(label=_("Without tax"), currency=currency)


class PeriodForm(forms.Form):
    last_date = forms.DateField(
        label=gettext_lazy("Up to and with"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class MinimumForm(forms.Form):
    def __init__(self, data: Any = None, *, currency: str) -> None:
        super().__init__(data)
        self.fields["minimum"] = AmountField(
            label=_("From this balance on"), currency=currency, required=False
        )
