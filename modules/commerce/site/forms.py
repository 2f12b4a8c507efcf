"""What the cart's page asks for besides the photos."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.commerce.services.carts import LONGEST_NOTE
from safelight.web.forms import LineField

_NOTE = {"rows": 3, "maxlength": LONGEST_NOTE}


class OrderForm(forms.Form):
    """Who orders, where that is not known, and a note for all of it."""

    name = LineField(
        label=_("Your name"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        help_text=_("We tell you there when your photos are ready."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("A word about the whole order"), max_length=LONGEST_NOTE, required=False,
        widget=forms.Textarea(attrs=_NOTE),
    )  # fmt: skip

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["name"], self.fields["email"]
