from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HostForm(forms.Form):
    """A host as somebody types it; ``hosts.normalise`` judges it."""

    host = forms.CharField(
        label=_("Your domain"),
        max_length=300,
        help_text=_("The name alone, such as photos.example.com or example.com."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
