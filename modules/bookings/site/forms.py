"""What clients fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelight.web.forms import LineField


def _line(autocomplete: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete})


class DetailsForm(forms.Form):
    """Who books."""

    name = LineField(label=_("Your name"), max_length=120, widget=_line("name"))
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        help_text=_("Your confirmation goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = LineField(
        label=_("Your telephone number"), max_length=40, required=False, widget=_line("tel")
    )
    note = forms.CharField(
        label=_("Anything we should know?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class SigningForm(forms.Form):
    """A contract is signed by a typed name and a ticked box; a drawing comes on top."""

    signed_name = LineField(
        label=_("Your full name, as your signature"), max_length=120, widget=_line("name")
    )
    agrees = forms.BooleanField(
        label=_("I have read the contract and agree to it. My typed name is my signature.")
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    drawn = forms.JSONField(required=False, widget=forms.HiddenInput)

    def drawing(self) -> Any:
        value = self.cleaned_data.get("drawn")
        return value if isinstance(value, list) else []


class WaitForm(forms.Form):
    """Somebody who joins a waitlist."""

    name = LineField(label=_("Your name"), max_length=120, widget=_line("name"))
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = LineField(
        label=_("Your telephone number"), max_length=40, required=False, widget=_line("tel")
    )


class CancelForm(forms.Form):
    """A word about why, if somebody likes to say."""

    reason = forms.CharField(
        label=_("Would you like to say why?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
