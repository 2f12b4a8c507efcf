"""What an owner types to close the studio."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ClosingForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the studio"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Typed exactly as it is written above, so that nobody closes it by mistake."),
    )
    reason = forms.CharField(
        label=_("Why do you leave?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by whoever runs the platform, and by nobody else."),
    )
