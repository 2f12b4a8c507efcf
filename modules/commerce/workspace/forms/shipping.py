"""Shipping profiles, territories and tiers as the team writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import ShippingProfile, ShippingTier, TaxProfile, Territory
from modules.commerce.money import currencies
from modules.commerce.services import addresses
from modules.commerce.services.costs.shipping_rules.profiles import Place
from safelight.web.forms import LineField


class ProfileForm(forms.Form):
    """A profile without its prices (``PriceGrid``)."""

    name = LineField(label=_("Name"), max_length=80, help_text=_("Clients choose by it."))
    kind = forms.ChoiceField(label=_("How goods travel"), choices=ShippingProfile.Kind.choices)
    instructions = forms.CharField(
        label=_("What the client reads"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When it comes, or where and when to pick it up."),
    )
    tax_profile = forms.ModelChoiceField(
        label=_("Tax profile"),
        queryset=TaxProfile.objects.none(),
        required=False,
        empty_label=_("The usual one"),
    )

    def __init__(self, data: Any = None, *, profile: ShippingProfile | None) -> None:
        stored = {name: getattr(profile, name) for name in self.base_fields} if profile else {}
        super().__init__(data, initial=stored)
        # A lab's way to ship is made where the lab is connected, and stays one.
        by_lab = profile is not None and profile.kind == ShippingProfile.Kind.LAB
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (value, label)
            for value, label in ShippingProfile.Kind.choices
            if (value == ShippingProfile.Kind.LAB) == by_lab
        ]
        # A queryset knows the studio that it was made in, so it is made for each form.
        self.fields["tax_profile"].queryset = TaxProfile.objects.all()  # type: ignore[attr-defined]


class TerritoryForm(forms.Form):
    name = LineField(label=_("Name"), max_length=60)
    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one country.")},
    )

    def __init__(self, data: Any = None, *, territory: Territory | None) -> None:
        stored = {name: getattr(territory, name) for name in self.base_fields} if territory else {}
        super().__init__(data, initial=stored)
        self.fields["countries"].choices = addresses.countries()  # type: ignore[attr-defined]


class TierForm(forms.Form):
    name = LineField(label=_("Name"), max_length=60)


@dataclass
class Cell:
    """One price that is typed: of a tier, to a territory or Default."""

    name: str
    label: str
    value: str
    place: Place
    problem: str = ""


@dataclass
class PriceGrid:
    """Prices of a profile, tiers down and territories across; an empty cell is not served."""

    profile: ShippingProfile
    currency: str
    data: Any = None
    tiers: list[ShippingTier] = field(default_factory=lambda: list(ShippingTier.objects.all()))
    territories: list[Territory] = field(default_factory=lambda: list(Territory.objects.all()))

    def __post_init__(self) -> None:
        stored = {
            (price.tier_id, price.territory_id): currencies.plain(price.amount, self.currency)
            for price in self.profile.prices.all()
        }
        self.rows = [
            (tier, [self._cell(tier, territory, stored) for territory in (None, *self.territories)])
            for tier in self.tiers
        ]

    def prices(self) -> dict[Place, int | None] | None:
        """What was typed, in minor units; None where something is no amount."""
        found: dict[Place, int | None] = {}
        for cell in self.cells():
            try:
                found[cell.place] = (
                    currencies.parse(cell.value, self.currency) if cell.value else None
                )
            except currencies.BadAmount as refusal:
                cell.problem = refusal.sentence
        return None if any(cell.problem for cell in self.cells()) else found

    def cells(self) -> Iterator[Cell]:
        for _tier, cells in self.rows:
            yield from cells

    def _cell(
        self, tier: ShippingTier, territory: Territory | None, stored: dict[Place, str]
    ) -> Cell:
        place = (tier.pk, territory.pk if territory else None)
        name = f"price_{tier.public_id}_{territory.public_id if territory else 'default'}"
        where = territory.name if territory else _("Default")
        typed = stored.get(place, "") if self.data is None else self.data.get(name, "").strip()[:30]
        return Cell(name, f"{tier.name}, {where}", typed, place)
