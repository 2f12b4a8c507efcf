"""The form by which visitors write to the studio."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from safelight.web.forms import LineField


class ContactForm(forms.Form):
    """``website`` is shown to nobody: who fills it in is no person."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    message = forms.CharField(
        label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    @property
    def is_of_a_person(self) -> bool:
        return not self.cleaned_data.get("website")
