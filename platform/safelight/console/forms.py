"""What operators type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelight.accounts.forms import new_password_field
from safelight.accounts.models import Person
from safelight.console.models import Operator
from safelight.web.forms import LineField


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for good, with your name and the time."),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from your app, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
    )


class OperatorForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Operator.Role.choices)
    password = new_password_field(_("First password"))


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Operator.Role.choices)


class OwnPasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Your password now"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = new_password_field()


class ActingForm(forms.Form):
    person_id = forms.ChoiceField(label=_("As whom"))
    minutes = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[(15, _("15 minutes")), (30, _("30 minutes")), (60, _("One hour"))],
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The studio's owners read it, in their log and in a mail."),
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person_id"]
        field.choices = [
            (person.public_id, f"{person} – {person.member.role.name}") for person in people
        ]


class ErasureForm(forms.Form):
    typed_name = forms.CharField(
        label=_("The studio's name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Type it exactly as it is written above."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for good, with your name and the time."),
    )
