"""What people type to prove who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models import SignInRules


class MailForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(max_length=40)


class DigitsForm(forms.Form):
    code = forms.CharField(
        label=_("The six digits from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class AnswerForm(forms.Form):
    """What a device answered; JSON of a few kilobytes."""

    answer = forms.CharField(max_length=20_000, strip=False)
    name = forms.CharField(max_length=80, required=False)


class NewAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your new e-mail address"),
        max_length=254,
        help_text=_("We send a link to it. You sign in with it once you followed the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class RulesForm(forms.Form):
    team_needs_factor = forms.BooleanField(
        label=_("Everybody on the team needs a second factor"),
        required=False,
        help_text=_("Whoever has none sets one up before anything else, from their next click on."),
    )
    mail = forms.ChoiceField(
        label=_("What clients may have mailed instead of typing a password"),
        choices=SignInRules.Mail.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
