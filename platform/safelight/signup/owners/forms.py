"""What owners type."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from safelight.signup.addresses import LONGEST


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("New address"),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        help_text=_("Small letters a to z, digits, and hyphens between them."),
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).strip().lower()
