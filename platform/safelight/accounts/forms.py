"""What people type about themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.web.forms import LineField


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


def new_password_field(label: Any = None) -> forms.CharField:
    """A password that is being chosen. The upper limit keeps hashing cheap."""
    return forms.CharField(
        label=label or _("New password"),
        max_length=256,
        strip=False,
        help_text=_("At least 10 characters. A short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewPasswordForm(forms.Form):
    """Choosing a password with a link; ``person`` must not be too like it."""

    password = new_password_field()

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        raw = str(self.cleaned_data["password"])
        validate_password(raw, user=self.person)
        return raw


class InvitationForm(NewPasswordForm):
    name = LineField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "password")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"name": person.name})
        super().__init__(*args, person=person, **kwargs)


class DetailsForm(forms.Form):
    name = LineField(label=_("Your name"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("Of your pages and your mails.")
    )

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        """``languages`` are the codes to choose from."""
        super().__init__(*args, **kwargs)
        language = cast(forms.ChoiceField, self.fields["language"])
        named = [(code, name) for code, name in settings.LANGUAGES if code in languages]
        language.choices = [("", _("As the studio")), *named]
        if len(named) < 2:
            # A choice of one is none; the form keeps what is stored.
            language.widget = forms.HiddenInput()


class ChangePasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Your password now"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = new_password_field()

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_new(self) -> str:
        raw = str(self.cleaned_data["new"])
        validate_password(raw, user=self.person)
        return raw


class TokenForm(forms.Form):
    name = LineField(
        label=_("What it is for"), max_length=80, help_text=_("Such as “Upload from Lightroom”.")
    )


def show_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal's sentence where the person looks: beside the field it is about."""
    shown = False
    for name, sentences in refusal.fields.items():
        if name in form.fields:
            form.add_error(name, sentences or [refusal.sentence])
            shown = True
    if not shown:
        form.add_error(None, refusal.sentence)
