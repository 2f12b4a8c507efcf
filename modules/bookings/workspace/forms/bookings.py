"""What the team fills in about a booking."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from modules.bookings.models import AddOn, Booking, Package, SessionType, Slot
from modules.bookings.services import clock
from modules.commerce.facade import AmountField
from safelight.web.forms import LineField

_LOCAL = "%Y-%m-%dT%H:%M"


class LocalTimeField(forms.CharField):
    """A moment by the studio's clock, as ``datetime-local`` sends it; cleaned to an instant."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = datetime.strptime(text[:16], _LOCAL).replace(tzinfo=clock.zone())
        except ValueError:
            raise forms.ValidationError(_g("Write a day and a time.")) from None
        return found


class ReasonForm(forms.Form):
    """A sentence to the client, with a no or a cancellation."""

    reason = forms.CharField(
        label=_("A word to the client"), max_length=1000, required=False,
        help_text=_("It stands in the mail."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=_("Remark, for the team alone"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class MoveForm(forms.Form):
    """Another time: any that is not taken, for a session; another slot, for a mini."""

    starts_at = LocalTimeField(label=_("New time"), help_text=_("By the studio's clock."))
    slot = forms.ModelChoiceField(label=_("New time"), queryset=Slot.objects.none())

    def __init__(self, booking: Booking, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if booking.slot_id is None:
            del self.fields["slot"]
            here = clock.local(booking.starts_at)
            self.fields["starts_at"].initial = here.strftime(_LOCAL)
        else:
            del self.fields["starts_at"]
            self.fields["slot"] = slot_field(booking.session_type)

    @property
    def to(self) -> datetime | Slot:
        found: datetime | Slot = self.cleaned_data.get("slot") or self.cleaned_data["starts_at"]
        return found


class FeeForm(forms.Form):
    """Package and fee of a booking of which nothing is paid."""

    package = forms.ModelChoiceField(
        label=_("Package"), queryset=Package.objects.none(), required=False
    )

    def __init__(self, booking: Booking, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["package"]
        field.queryset = booking.session_type.packages.filter(withdrawn_at=None)
        self.fields["fee"] = AmountField(
            label=_("Fee without add-ons"), currency=booking.currency
        )  # fmt: skip
        self.initial = {"package": booking.package_id, "fee": booking.fee}


class BookingForm(forms.Form):
    """A booking that the team makes, for one session type."""

    package = forms.ModelChoiceField(label=_("Package"), queryset=Package.objects.none())
    starts_at = LocalTimeField(label=_("When"), help_text=_("By the studio's clock."))
    slot = forms.ModelChoiceField(label=_("When"), queryset=Slot.objects.none())
    name = LineField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    phone = LineField(label=_("Telephone number"), max_length=40, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    how = forms.ChoiceField(
        label=_("How"), widget=forms.RadioSelect, initial="offer",
        choices=[
            ("offer", _("Offer it: the client signs, answers, pays and confirms by a link")),
            ("book", _("Book it now; where something is to pay, the client gets a link")),
        ],
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Keep the offer for so many days"), min_value=1, max_value=60, initial=3
    )

    def __init__(self, session_type: SessionType, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        packages: Any = self.fields["package"]
        packages.queryset = session_type.packages.filter(withdrawn_at=None)
        packages.empty_label = None
        if not packages.queryset.exists():
            del self.fields["package"]
        if session_type.is_mini:
            del self.fields["starts_at"]
            self.fields["slot"] = slot_field(session_type)
        else:
            del self.fields["slot"]
        self.add_ons = list(session_type.add_ons.filter(withdrawn_at=None))
        for each in self.add_ons:
            self.fields[f"add-{each.public_id}"] = forms.IntegerField(
                label=each.title, min_value=0, max_value=each.most, initial=0, required=False
            )

    def wanted(self) -> list[tuple[AddOn, int]]:
        """The add-ons that were chosen, with how many."""
        many = {each: self.cleaned_data.get(f"add-{each.public_id}") or 0 for each in self.add_ons}
        return [(each, number) for each, number in many.items() if number]


class SlotChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Slots by their times on the studio's clock."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{clock.time_words(obj.starts_at)} ({obj.get_kind_display()})"


def slot_field(session_type: SessionType) -> SlotChoiceField:
    return SlotChoiceField(label=_("Slot"), queryset=session_type.slots.all(), empty_label=None)
