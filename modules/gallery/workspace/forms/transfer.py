"""Who downloads the finals of a gallery."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.gallery.models import Gallery

Transfer = Gallery.Transfer


class TransferForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Who downloads the finals"),
        choices=[(each.value, each.label) for each in Transfer if each.value],
        widget=forms.RadioSelect,
        initial=Transfer.ORDERED,
    )
    with_prints = forms.BooleanField(
        label=_("Who ordered a print of a photo downloads its final, too"),
        required=False,
        help_text=_("Otherwise only who ordered the file of a photo, for money or for nothing."),
    )
