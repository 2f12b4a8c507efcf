"""Forms for selling products of a lab, and for the rule of a list's prices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.commerce.facade import AmountField
from modules.commerce.models import PriceList
from modules.labs.models import LabConnection, LabList, LabProduct
from modules.labs.services.catalogue import selling
from modules.labs.services.catalogue.rule import Rule, of_list
from modules.labs.workspace.account_forms import plain_percent
from modules.labs.workspace.reads.product_list import Shown
from safelight.web.forms import LineField

NEW, CLIENT = "new", "the-client"


class SellForm(forms.Form):
    """Where the products go, who decides what about them, and what each is called and costs."""

    into = forms.ChoiceField(label=gettext_lazy("Price list"))
    name = LineField(
        label=gettext_lazy("Name of the new list"), max_length=120, required=False,
        help_text=gettext_lazy("Clients read it above the prices."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, connection: LabConnection, shown: Sequence[Shown], currency: str
    ) -> None:
        super().__init__(data, initial={"name": _common_group(shown)})
        self.shown, self.currency = shown, currency
        lists = PriceList.objects.filter(lab__connection=connection, withdrawn_at=None)
        self._lists = {each.public_id: each for each in lists.order_by("position")}
        fields: dict[str, Any] = self.fields
        fields["into"].choices = [
            (NEW, _("A new list")), *((key, each.name) for key, each in self._lists.items())
        ]  # fmt: skip
        self.attributes = _attributes([each.product for each in shown])
        for attribute, values in self.attributes.items():
            choices = [(CLIENT, _("The client chooses"))]
            choices += [(value, selling.label(value)) for value in values]
            fields[f"fixed_{attribute}"] = forms.ChoiceField(
                label=selling.label(attribute), choices=choices
            )
        for each in shown:
            self._add_product(each)

    def clean(self) -> None:
        if self.cleaned_data.get("into") == NEW and not self.cleaned_data.get("name"):
            self.add_error("name", _("Name the list."))

    @property
    def into_list(self) -> PriceList | None:
        return self._lists.get(self.cleaned_data["into"])

    def decisions(self) -> list[Any]:
        return [self[f"fixed_{attribute}"] for attribute in self.attributes]

    def fixed(self) -> dict[str, str]:
        typed = {name: self.cleaned_data[f"fixed_{name}"] for name in self.attributes}
        return {name: value for name, value in typed.items() if value != CLIENT}

    def lines(self) -> list[tuple[Shown, Any, Any]]:
        """(product, its name's field, its price's field)."""
        return [
            (each, self[f"name_{each.product.pk}"], self[f"price_{each.product.pk}"])
            for each in self.shown
        ]

    def wishes(self) -> list[selling.Wish]:
        said = self.cleaned_data
        return [
            selling.Wish(
                product=each.product, name=said[f"name_{each.product.pk}"],
                amount=said[f"price_{each.product.pk}"],
            )
            for each in self.shown
        ]  # fmt: skip

    def _add_product(self, each: Shown) -> None:
        product, price = each.product, None
        if each.cost is not None and each.cost.currency == self.currency:
            price = Rule().price(each.cost.amount)
        label = {"name": product.name}
        self.fields[f"name_{product.pk}"] = LineField(
            label=_("Name of %(name)s") % label, max_length=120, initial=product.name[:120]
        )
        self.fields[f"price_{product.pk}"] = AmountField(
            label=_("Price of %(name)s") % label, currency=self.currency, initial=price
        )
        for part in ("name", "price"):
            self.fields[f"{part}_{product.pk}"].widget.attrs["class"] = "input"


class RuleForm(forms.Form):
    """The rule of a list's prices, as people say it."""

    percent = forms.DecimalField(
        label=gettext_lazy("Mark-up in percent"), min_value=0, max_value=99_999, decimal_places=2,
        help_text=gettext_lazy("On what the lab asks: 100 doubles it."),
    )  # fmt: skip

    def __init__(self, data: Any, *, lab_list: LabList, currency: str) -> None:
        rule = of_list(lab_list)
        initial = {
            "percent": plain_percent(rule.percent), "fixed": rule.fixed, "rounding": rule.rounding,
            "ending": rule.ending,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        labels = {
            "fixed": (_("And in %s") % currency, _("For packing and your time, on each piece.")),
            "rounding": (_("Up to the next"), _("1.00 makes whole prices, 5.00 those in fives.")),
            "ending": (_("That ends in"), _("0.90 makes 12.90 where prices are whole.")),
        }
        for name, (label, help_text) in labels.items():
            self.fields[name] = AmountField(
                label=label, help_text=help_text, currency=currency, required=name == "rounding"
            )

    def clean(self) -> None:
        rounding = self.cleaned_data.get("rounding") or 1
        if (self.cleaned_data.get("ending") or 0) >= rounding:
            self.add_error("ending", _("The ending is smaller than what prices go up by."))

    def rule(self) -> Rule:
        said = self.cleaned_data
        return Rule(
            percent=said["percent"] or Decimal(), fixed=said["fixed"] or 0,
            rounding=said["rounding"] or 1, ending=said["ending"] or 0,
        )  # fmt: skip


def _attributes(products: Sequence[LabProduct]) -> dict[str, list[str]]:
    """Attributes with several values, in the lab's order; all values of all the products."""
    found: dict[str, list[str]] = {}
    for product in products:
        for name, values in product.attributes.items():
            if len(values) > 1:
                found[name] = list(dict.fromkeys([*found.get(name, []), *values]))
    return found


def _common_group(shown: Sequence[Shown]) -> str:
    groups = {each.product.group for each in shown}
    return groups.pop() if len(groups) == 1 else ""
