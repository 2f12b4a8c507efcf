"""The form of what is shown and declared of each row of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.commerce.facade import country_choices
from modules.commerce.models import PriceRow
from modules.labs.models import RowCard
from modules.labs.services.showing import Shown
from safelight.web.forms import LineField


class CardForm(forms.Form):
    """``picture`` is a new one, ``without`` takes the one away that is there."""

    picture = forms.FileField(label=_("Picture"), required=False)
    without = forms.BooleanField(label=_("No picture"), required=False)
    hs_code = LineField(label=_("HS code"), max_length=16, required=False)
    origin = forms.ChoiceField(label=_("Made in"), required=False)

    def __init__(
        self, data: Any, files: Any, *, row: PriceRow, card: RowCard | None,
        shown: Shown | None,
    ) -> None:  # fmt: skip
        stored = {"hs_code": card.hs_code, "origin": card.origin} if card else {}
        super().__init__(data, files, initial=stored, prefix=f"row{row.pk}")
        self.row, self.shown = row, shown
        fields: dict[str, Any] = self.fields
        fields["origin"].choices = country_choices()
        fields["picture"].widget.attrs["accept"] = "image/*"
        for name in ("hs_code", "origin"):
            fields[name].widget.attrs["class"] = "input"
        if shown is None:
            del fields["without"]
