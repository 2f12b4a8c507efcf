"""A calendar: whose it is, its hours, its days apart, and calendars of elsewhere."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from modules.bookings.models import Calendar
from modules.bookings.services.calendars import Week
from modules.bookings.services.scheduling import Hours
from modules.bookings.workspace.forms.types import day_field
from safelight.accounts.models import Member
from safelight.web.forms import LineField

# Parts of a weekday, as for a break at noon.
PARTS = 2


def _clock(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class CalendarForm(forms.Form):
    """Name, member, and the hours of each weekday in up to two parts."""

    name = LineField(label=_("Name"), max_length=80)
    member = forms.ModelChoiceField(
        label=_("Whose it is"), queryset=Member.objects.none(), required=False,
        empty_label=_("Nobody's: a room"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, calendar: Calendar | None) -> None:
        self.calendar = calendar
        super().__init__(data, initial=_stored(calendar))
        members: Any = self.fields["member"]
        members.queryset = Member.objects.select_related("person").order_by("person__name")
        for weekday in range(7):
            for part in range(PARTS):
                for name, label in (
                    ("begins", pgettext("hour", "From")),
                    ("ends", pgettext("hour", "to")),
                ):
                    field = _clock(label)
                    field.widget.attrs["aria-label"] = f"{WEEKDAYS[weekday]}, {label}"
                    self.fields[f"day{weekday}_{part}_{name}"] = field

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Calendar.objects.filter(name=name)
        if self.calendar is not None:
            others = others.exclude(pk=self.calendar.pk)
        if others.exists():
            raise forms.ValidationError(_g("Another calendar has this name. Choose another one."))
        return name

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for weekday in range(7):
            parts = [
                (said.get(f"day{weekday}_{part}_begins"), said.get(f"day{weekday}_{part}_ends"))
                for part in range(PARTS)
            ]
            for part, pair in enumerate(parts):
                if problem := hours_problem(*pair):
                    self.add_error(f"day{weekday}_{part}_ends", problem)
        return said

    def week(self) -> Week:
        said = self.cleaned_data
        return {
            weekday: [
                Hours(begins, ends)
                for part in range(PARTS)
                if (begins := said[f"day{weekday}_{part}_begins"]) is not None
                and (ends := said[f"day{weekday}_{part}_ends"]) is not None
            ]
            for weekday in range(7)
        }

    def days(self) -> list[dict[str, Any]]:
        """Each weekday with the fields of its parts, for the page."""
        return [
            {
                "name": WEEKDAYS[weekday],
                "parts": [
                    (self[f"day{weekday}_{part}_begins"], self[f"day{weekday}_{part}_ends"])
                    for part in range(PARTS)
                ],
            }
            for weekday in range(7)
        ]


class SpecialDayForm(forms.Form):
    """A date with hours of its own; without hours it is closed."""

    date = day_field(_("Date"))
    last = day_field(_("Until and with"), required=False)
    begins = _clock(pgettext_lazy("hour", "From"))
    ends = _clock(pgettext_lazy("hour", "to"))
    note = LineField(label=_("Note"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if problem := hours_problem(said.get("begins"), said.get("ends")):
            self.add_error("ends", problem)
        first, last = said.get("date"), said.get("last")
        if isinstance(first, date) and isinstance(last, date) and not 0 <= (last - first).days < 93:
            self.add_error("last", _g("From the first day on, and at most three months."))
        return said


class FeedForm(forms.Form):
    name = LineField(label=_("Name"), max_length=80)
    url = forms.CharField(
        label=_("Address of the calendar"), max_length=500,
        help_text=_("An iCalendar address. Google: “Secret address in iCal format”."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip


def hours_problem(begins: time | None, ends: time | None) -> str:
    """What is wrong with a part of a day; nothing where both are empty."""
    if (begins is None) != (ends is None):
        return _g("Write both times, or none.")
    if begins is not None and ends is not None and ends <= begins and ends != time(0):
        return _g("It has to end after it begins. 00:00 is the end of the day.")
    return ""


def _stored(calendar: Calendar | None) -> dict[str, Any]:
    if calendar is None:
        # Hours to begin with; nobody has to type them in twenty fields.
        usual = {f"day{weekday}_0_begins": time(9) for weekday in range(5)}
        return usual | {f"day{weekday}_0_ends": time(17) for weekday in range(5)}
    found: dict[str, Any] = {"name": calendar.name, "member": calendar.member_id}
    seen = dict.fromkeys(range(7), 0)
    for row in calendar.hours.all():
        part = seen[row.weekday]
        if part < PARTS:
            found[f"day{row.weekday}_{part}_begins"] = row.begins
            found[f"day{row.weekday}_{part}_ends"] = row.ends
        seen[row.weekday] += 1
    return found
