"""Forms of lab orders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.commerce.facade import framing


def _slider(label: Any, lowest: int, highest: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"type": "range", "min": lowest, "max": highest})
    return forms.IntegerField(label=label, min_value=lowest, max_value=highest, widget=widget)


class PartForm(forms.Form):
    """Which part of a photo is printed (``reads.order_framing.Frame``)."""

    fit = forms.ChoiceField(
        label=_("On the paper"),
        choices=[
            ("crop", _("A part of the photo fills it")),
            ("border", _("The whole photo, with a border")),
        ],
        widget=forms.RadioSelect,
    )
    nearness = _slider(_("Nearness"), 100, 400)
    across = _slider(_("Left to right"), 0, 100)
    down = _slider(_("Top to bottom"), 0, 100)
    turned = forms.ChoiceField(
        label=_("Turned"), choices=[(turn, f"{turn}°") for turn in framing.TURNS]
    )
