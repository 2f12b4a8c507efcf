"""The sign-up form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safelight.accounts.forms import new_password_field
from safelight.accounts.models import Person
from safelight.accounts.models.people import normalise_email
from safelight.kernel.errors import Refusal
from safelight.signup import addresses
from safelight.web.forms import LineField


class SignUpForm(forms.Form):
    name = LineField(
        label=_("Name of your studio"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "autofocus": True}),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "data-controller": "address-check",
                "data-address-check-url": reverse_lazy("signup:address"),
                "data-address-check-from": "id_name",
            }
        ),
    )
    owner_name = LineField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = new_password_field(_("Password"))

    def __init__(self, *args: Any, host: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.data.get("address", "").strip():
            # Where no script could suggest one while the name was typed.
            suggestion = addresses.suggest(self.data.get("name", ""))
            self.data = {**{name: self.data.get(name) for name in self.data}, "address": suggestion}
        self.fields["address"].help_text = _("Your clients will find you at …%(host)s.") % {
            "host": f".{host}"
        }

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip().lower()
        try:
            addresses.check(address, at=timezone.now())
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence, code=refusal.code) from None
        return address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            owner = Person(
                email=normalise_email(cleaned.get("email") or ""),
                name=f"{cleaned.get('owner_name', '')} {cleaned.get('name', '')}",
            )
            try:
                validate_password(password, user=owner)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return cleaned
