"""Forms of the site's gallery pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class UnlockForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, is_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_code:
            # A code is read off a card or a mail, and seen while it is typed.
            self.fields["password"].label = _("Your code")
            self.fields["password"].widget = forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 40}
            )
