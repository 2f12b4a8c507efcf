"""Who may enter, and to whom a gallery is sent."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.gallery.models import Authorization, DeliveryFormat
from modules.gallery.services.authorizations import Address
from modules.gallery.services.presets import Rights
from safelight.accounts.models import ClientGroup
from safelight.kernel import public_id
from safelight.mails.forms import SendAtField

_BETWEEN = re.compile(r"[\n;]+|,(?=[^,]*@)")
MOST_ADDRESSES = 500
LONGEST_ADDRESS = 254
# An address with its name; reading a longer text as one would take long and come to nothing.
_LONGEST_PIECE = 600
LONGEST_LETTER = 20_000


class AddressesField(forms.CharField):
    """Pasted addresses, ``a@x`` or ``Name <a@x>``, one a line or with commas between."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})

    def clean(self, value: Any) -> list[Address]:
        text = str(super().clean(value))
        pieces = [piece for each in _BETWEEN.split(text) if (piece := each.strip(" ,\t\r"))]
        if len(pieces) > MOST_ADDRESSES:
            raise ValidationError(
                _("Write at most %(most)d addresses at once."), params={"most": MOST_ADDRESSES}
            )
        read = [(piece, _address(piece)) for piece in pieces]
        if wrong := [piece for piece, address in read if address is None]:
            raise ValidationError(
                [
                    ValidationError(_("“%(text)s” is no address."), params={"text": piece[:80]})
                    for piece in wrong
                ]
            )
        return [address for _piece, address in read if address is not None]


def _address(piece: str) -> Address | None:
    if len(piece) > _LONGEST_PIECE:
        return None
    try:
        name, email = parseaddr(piece)
        validate_email(email)
    except (ValidationError, RecursionError):
        return None
    if len(email) > LONGEST_ADDRESS:
        return None
    return Address(email=email, name=" ".join(name.split())[:120])


class RightsForm(forms.Form):
    """The columns of one row."""

    enter = forms.BooleanField(label=_("Enter"), required=False)
    order = forms.BooleanField(label=pgettext_lazy("permission", "Order"), required=False)
    lowres = forms.BooleanField(label=_("Small files"), required=False)
    originals = forms.ChoiceField(
        label=_("Originals"),
        help_text=_("“FINAL only” holds for small files as well."),
        choices=Authorization.Originals.choices,
        required=False,
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


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Six to twenty letters and digits. Leave it empty to have one made."),
    )


class SendForm(RightsForm):
    """A letter. ``sending`` is made with the empty form, so that a double click is one letter."""

    sending = forms.CharField(widget=forms.HiddenInput)
    emails = AddressesField(label=_("To"), help_text=_("One address a line."))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    message = forms.CharField(
        label=_("Your words"), max_length=LONGEST_LETTER, widget=forms.Textarea(attrs={"rows": 9})
    )
    with_code = forms.BooleanField(label=_("Put the client code into the mail"), required=False)
    send_at = SendAtField(
        required=False, help_text=_("On the studio's clock. Leave it empty to send it now.")
    )
    field_order = ["sending", "emails", "subject", "message", "with_code"]

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
