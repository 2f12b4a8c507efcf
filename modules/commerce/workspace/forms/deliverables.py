"""The terms of a gallery's deliverables as a form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import Deliverables, DeliverableTerms
from modules.commerce.services import deliverables
from modules.commerce.services.deliverables.terms import FIELDS, OWN
from modules.commerce.workspace.forms.fields import AmountField


class DeliverablesForm(forms.Form):
    """Every field of ``DeliverableTerms``, and those of a single gallery."""

    mode = forms.ChoiceField(
        label=_("How photos are delivered"),
        choices=DeliverableTerms.Mode.choices,
        widget=forms.RadioSelect,
    )
    included = forms.IntegerField(
        label=_("Photos included"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Any of the gallery, for nothing. Empty: all of them."),
    )
    upsell = forms.BooleanField(
        label=_("Sell more than are included"),
        required=False,
        help_text=_("Without it, clients are told to ask you for more."),
    )
    all_discount = forms.IntegerField(
        label=_("Percent off for all that are left"), required=False, min_value=1, max_value=99
    )
    least = forms.IntegerField(
        label=_("Least photos to choose"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Only under soft proofing. 0 for no such rule."),
    )
    no_extras_chosen = forms.BooleanField(
        label=_("Let clients choose no more than are included"),
        required=False,
        help_text=_("Only under soft proofing, even where more are sold."),
    )

    def __init__(self, data: Any = None, *, known: Deliverables | None, currency: str) -> None:
        super().__init__(data, initial=_initial(known))
        fields: dict[str, Any] = self.fields
        fields["extra_price"] = AmountField(
            label=_("One more photo, in %s") % currency, currency=currency, required=False
        )
        fields["flat_price"] = AmountField(
            label=_("All photos together, in %s") % currency, currency=currency, required=False
        )

    def save(self, *, gallery_id: int, at: datetime) -> bool:
        """Whether the terms were taken; what is wrong with them stands beside the fields."""
        said = {name: self.cleaned_data.get(name) for name in (*FIELDS, *OWN)}
        try:
            deliverables.set_deliverables(
                gallery_id=gallery_id, terms=said | {"least": said["least"] or 0}, at=at
            )
        except deliverables.BadTerms as refused:
            for name, sentences in refused.fields.items():
                self.add_error(name, sentences)
            return False
        return True


def _initial(known: Deliverables | None) -> dict[str, Any]:
    if known is None:
        return {"mode": DeliverableTerms.Mode.FINAL_EDITS, "least": 0}
    return {name: getattr(known, name) for name in (*FIELDS, *OWN)}
