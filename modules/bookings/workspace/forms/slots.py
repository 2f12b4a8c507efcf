"""Slots of a mini session: planning some, and each of them before they are saved."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from modules.bookings.models import SessionType, Slot
from modules.bookings.services import clock
from modules.bookings.services.scheduling import Span, first_instant
from modules.bookings.services.types.planning import MOST_SLOTS, Plan, Planned
from modules.bookings.services.types.slots import Wanted
from modules.bookings.workspace.forms.types import day_field, minutes_field
from modules.commerce.facade import AmountField

LOCAL = "%Y-%m-%dT%H:%M"
MOST_BREAKS = 3


def _clock(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **more)


class PlanForm(forms.Form):
    """From this, slots are planned and shown; nothing is saved yet."""

    day = day_field(_("Date"))
    begins = _clock(_("Begins at"), initial=time(10))
    minutes = minutes_field(_("Minutes of each"), 5)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_SLOTS, initial=6)
    gap = minutes_field(_("Minutes between them"), initial=0)
    same_start = forms.BooleanField(
        label=_("Same start time for all spots"), required=False,
        help_text=_("One slot for as many clients at once."),
    )  # fmt: skip

    def __init__(self, *args: Any, session_type: SessionType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = session_type.date
        self.fields["minutes"].initial = session_type.minutes
        for number in range(1, MOST_BREAKS + 1):
            for name, label in (
                ("begins", pgettext("hour", "from")),
                ("ends", pgettext("hour", "to")),
            ):
                field = _clock(label, required=False)
                field.widget.attrs["aria-label"] = _g("Break %(number)d, %(label)s") % {
                    "number": number, "label": label,
                }  # fmt: skip
                self.fields[f"break_{number}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, MOST_BREAKS + 1):
            begins, ends = said.get(f"break_{number}_begins"), said.get(f"break_{number}_ends")
            if (begins is None) != (ends is None):
                self.add_error(f"break_{number}_ends", _g("Say when this break begins and ends."))
        return said

    def plan(self) -> Plan:
        said = self.cleaned_data
        pairs = (
            (said[f"break_{number}_begins"], said[f"break_{number}_ends"])
            for number in range(1, MOST_BREAKS + 1)
        )
        return Plan(
            day=said["day"], begins=said["begins"], minutes=said["minutes"], count=said["count"],
            gap=said["gap"], same_start=said["same_start"],
            breaks=[(begins, ends) for begins, ends in pairs if begins is not None],
        )  # fmt: skip

    def breaks(self) -> list[tuple[Any, Any]]:
        return [
            (self[f"break_{number}_begins"], self[f"break_{number}_ends"])
            for number in range(1, MOST_BREAKS + 1)
        ]


class SlotForm(forms.Form):
    """One slot; ``slot`` is the identifier of one that is there."""

    slot = forms.CharField(required=False, widget=forms.HiddenInput, max_length=22)
    begins = forms.CharField(
        label=_("Begins"), max_length=20, widget=forms.TextInput(attrs={"type": "datetime-local"})
    )
    minutes = minutes_field(_("Minutes"), 5)
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=Slot.Kind.choices)
    out = forms.BooleanField(label=_("Leave out"), required=False)

    def __init__(self, *args: Any, currency: str, slots: dict[str, Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = slots
        self.fields["surcharge"] = AmountField(currency=currency, label=_("On top"), required=False)
        self.fields["reduction"] = AmountField(
            currency=currency, label=pgettext_lazy("amount", "Off"), required=False
        )

    @property
    def row(self) -> Slot | None:
        """The slot that is there already; one that is gone meanwhile is made anew."""
        return self.slots.get(str(self["slot"].value() or ""))

    def clean_begins(self) -> datetime:
        text = str(self.cleaned_data["begins"])
        try:
            wall = datetime.strptime(text[:16], LOCAL).replace(tzinfo=UTC)
        except ValueError:
            raise forms.ValidationError(_g("Write a day and a time.")) from None
        # An hour that comes twice: what was not changed stays the one that it is.
        if self.row is not None and text[:16] == written(self.row.starts_at):
            return self.row.starts_at
        return first_instant(zone=clock.zone(), day=wall.date(), clock=wall.time())

    def span(self) -> Span | None:
        """When it is, as far as that is known; ``span`` is handed along by ``of_slot``."""
        if not self.is_bound:
            return self.initial.get("span")
        begins, length = self.cleaned_data.get("begins"), self.cleaned_data.get("minutes")
        return Span(begins, begins + timedelta(minutes=length)) if begins and length else None

    def wanted(self) -> Wanted:
        """As it shall be; the form is valid."""
        said, span = self.cleaned_data, self.span()
        assert span is not None
        return Wanted(
            slot=self.row, span=span, capacity=said["capacity"], kind=said["kind"],
            surcharge=said["surcharge"] or 0, reduction=said["reduction"] or 0,
        )  # fmt: skip


def written(instant: datetime) -> str:
    return clock.local(instant).strftime(LOCAL)


def of_slot(slot: Slot) -> dict[str, Any]:
    """A slot as its form begins."""
    return {
        "slot": slot.public_id, "begins": written(slot.starts_at), "kind": slot.kind,
        "minutes": (slot.ends_at - slot.starts_at) // timedelta(minutes=1),
        "capacity": slot.capacity, "surcharge": slot.surcharge or None,
        "reduction": slot.reduction or None, "span": Span(slot.starts_at, slot.ends_at),
    }  # fmt: skip


def of_planned(planned: Planned) -> dict[str, Any]:
    return {
        "begins": written(planned.span.start), "kind": Slot.Kind.OPEN,
        "minutes": (planned.span.end - planned.span.start) // timedelta(minutes=1),
        "capacity": planned.capacity, "span": planned.span,
    }  # fmt: skip
