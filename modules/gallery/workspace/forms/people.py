"""Who may enter, and to whom a gallery is sent."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from modules.gallery.models import Authorization, DeliveryFormat
from modules.gallery.services.authorizations import Address
from modules.gallery.services.presets import Rights
from safelight.accounts.models import ClientGroup
from safelight.kernel import public_id

_BETWEEN = re.compile(r"[\n;]+|,(?=[^,]*@)")


class AddressesField(forms.CharField):
    """Pasted addresses, ``a@x`` or ``Name <a@x>``, one a line or with commas between."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})

    def clean(self, value: Any) -> list[Address]:
        text = str(super().clean(value))
        pieces = [piece.strip(" ,\t\r") for piece in _BETWEEN.split(text)]
        found, wrong = [], []
        for piece in filter(None, pieces):
            name, email = parseaddr(piece)
            try:
                validate_email(email)
            except ValidationError:
                wrong.append(
                    ValidationError(_("“%(text)s” is no address."), params={"text": piece})
                )
            else:
                found.append(Address(email=email, name=" ".join(name.split())[:120]))
        if wrong:
            raise ValidationError(wrong)
        return found


class RightsForm(forms.Form):
    """The columns of one row."""

    enter = forms.BooleanField(label=_("Enter"), required=False)
    order = forms.BooleanField(label=_("Order"), required=False)
    lowres = forms.BooleanField(label=_("Small files"), required=False)
    originals = forms.ChoiceField(
        label=_("Originals"), choices=Authorization.Originals.choices, required=False
    )
    formats = forms.ModelMultipleChoiceField(
        label=_("Delivery formats"),
        queryset=DeliveryFormat.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any = None, *, rights: Rights, **kwargs: Any) -> None:
        initial = {
            "enter": rights.enter,
            "order": rights.order,
            "lowres": rights.lowres,
            "originals": rights.originals,
            "formats": list(rights.format_ids),
        }
        super().__init__(data, initial=initial, **kwargs)
        self.fields["formats"].queryset = DeliveryFormat.objects.all()  # type: ignore[attr-defined]

    def rights(self) -> Rights:
        data = self.cleaned_data
        return Rights(
            enter=data["enter"],
            order=data["order"],
            lowres=data["lowres"],
            originals=data["originals"] or Authorization.Originals.NONE,
            format_ids=frozenset(each.pk for each in data["formats"]),
        )


class AddClientsForm(RightsForm):
    emails = AddressesField(
        label=_("E-mail addresses"),
        help_text=_("One a line. They need not have an account yet. Nothing is sent."),
    )
    field_order = ["emails"]


class AddGroupForm(RightsForm):
    group = forms.ModelChoiceField(
        label=_("Client group"), queryset=ClientGroup.objects.none(), to_field_name="public_id"
    )
    field_order = ["group"]

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["group"].queryset = ClientGroup.objects.order_by("name")  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("General password"),
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("You tell it to your clients. It is kept so that nobody can read it again."),
    )


class SendForm(RightsForm):
    """A letter. ``sending`` is made with the empty form, so that a double click is one letter."""

    sending = forms.CharField(widget=forms.HiddenInput)
    emails = AddressesField(label=_("To"), help_text=_("One address a line."))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    message = forms.CharField(label=_("Your words"), widget=forms.Textarea(attrs={"rows": 9}))
    field_order = ["sending", "emails", "subject", "message"]

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["sending"].initial = public_id.new()

    def clean_sending(self) -> str:
        value: str = self.cleaned_data["sending"]
        if not re.fullmatch(public_id.PATTERN, value):
            raise ValidationError(_("Load the page again."))
        return value

    def clean_subject(self) -> str:
        return " ".join(str(self.cleaned_data["subject"]).split())
