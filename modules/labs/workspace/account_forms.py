"""Forms of accounts with labs, their ways to ship, and how lists reach them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from modules.commerce.facade import AmountField, currencies
from modules.labs.contract import Field, Lab
from modules.labs.models import LabConnection, LabList, LabWay, WindowEnd
from modules.labs.services import slips
from modules.labs.services.connecting import ways
from modules.labs.services.connecting.lists import Manner
from modules.labs.workspace.reads import capability_words
from safelight.web.forms import LineField

LONGEST_NAME = 80
# Longer than anybody waits for a decision.
MOST_HOURS = 30 * 24
MOST_DAYS = 90
_DAYS = re.compile(r"([0-9]{1,2})(?:\s*[-–]\s*([0-9]{1,2}))?")
_PREFIX = "lab-"
ITSELF = "itself"


class AccountForm(forms.Form):
    """The name that the studio uses, and whatever fields the lab's adapter has."""

    name = LineField(
        label=_("Name"), max_length=LONGEST_NAME, required=False,
        help_text=_("As you call this lab. Clients may read it."),
    )  # fmt: skip

    def __init__(self, data: Any, *, lab: Lab, connection: LabConnection | None = None) -> None:
        stored = connection.settings if connection else {}
        initial = {_PREFIX + name: value for name, value in stored.items()}
        initial["name"] = connection.name if connection else str(lab.name)
        super().__init__(data, initial=initial)
        self.lab = lab
        for field in lab.fields:
            self.fields[_PREFIX + field.name] = _drawn(field, is_kept=connection is not None)

    @property
    def has_secrets(self) -> bool:
        return any(field.is_secret for field in self.lab.fields)

    def typed(self) -> dict[str, str]:
        """By the names of the adapter's fields."""
        return {field.name: self.cleaned_data[_PREFIX + field.name] for field in self.lab.fields}

    def complain(self, fields: dict[str, list[str]]) -> None:
        """Say at each field what the adapter says about it."""
        for name, sentences in fields.items():
            self.add_error(_PREFIX + name if _PREFIX + name in self.fields else None, sentences)

    def take_over(self, suggests: dict[str, str]) -> list[tuple[Any, str]]:
        """Fill in what the lab suggests; (label, value) of each, for the person to look at."""
        known = {name: value for name, value in suggests.items() if _PREFIX + name in self.fields}
        self.data = {
            **cast(QueryDict, self.data).dict(),
            **{_PREFIX + name: value for name, value in known.items()},
        }
        return [(self.fields[_PREFIX + name].label, value) for name, value in known.items()]


def _drawn(field: Field, *, is_kept: bool) -> forms.Field:
    """A secret that is kept may be left empty."""
    is_required = field.is_required and not (field.is_secret and is_kept)
    common: dict[str, Any] = {"label": field.label, "required": is_required}
    common["help_text"] = field.help
    if field.choices:
        return forms.ChoiceField(choices=field.choices, initial=field.default, **common)
    if field.is_secret and is_kept:
        common["help_text"] = _("Leave it empty to keep the one that is there.")
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if field.is_long:
        widget = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"})
    elif field.is_secret:
        # Shown again only in the answer to who has just typed it, so that nobody types it twice.
        widget = forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"})
    return forms.CharField(widget=widget, max_length=4000, initial=field.default, **common)


class DaysField(forms.CharField):
    """Working days, "5" or "3–5": the fewest and the most, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, required=False, **kwargs)

    def clean(self, value: Any) -> tuple[int, int] | None:
        written = super().clean(value)
        if not written:
            return None
        found = _DAYS.fullmatch(written)
        least, most = (int(each or found[1]) for each in found.groups()) if found else (0, 0)
        if not 1 <= least <= most <= MOST_DAYS:
            raise forms.ValidationError(_("Write 5, or 3–5."))
        return least, most


class WayForm(forms.Form):
    """One of a lab's ways: its name for clients, how long it takes, whether it is offered; and the
    mark-up, where the lab names prices (``quotes``).
    """

    name = LineField(label=_("Name"), max_length=LONGEST_NAME)
    percent = forms.DecimalField(
        label=_("Percent"), min_value=0, max_value=99_999, decimal_places=2, required=False
    )
    fixed = AmountField(label=_("Fixed"), currency="EUR", required=False)
    days = DaysField(label=_("Working days"))
    is_offered = forms.BooleanField(label=_("Offered"), required=False)

    def __init__(self, data: Any, *, way: LabWay, currency: str, quotes: bool) -> None:
        profile = way.profile
        initial = {
            "name": profile.name, "percent": plain_percent(way.markup_percent),
            "fixed": currencies.plain(way.markup_fixed, currency) if way.markup_fixed else "",
            "days": "–".join(str(each) for each in dict.fromkeys(way.days or ())),
            "is_offered": profile.withdrawn_at is None,
        }  # fmt: skip
        super().__init__(data, initial=initial, prefix=f"way{way.pk}")
        self.way = way
        fields: dict[str, forms.Field] = self.fields
        fields["fixed"] = AmountField(label=_("Fixed"), currency=currency, required=False)
        fields["days"].widget.attrs["placeholder"] = "3–5"
        if not quotes:
            del fields["percent"], fields["fixed"]
        for name, field in fields.items():
            if name != "is_offered":
                field.widget.attrs["class"] = "input"

    def terms(self) -> ways.Terms:
        said = self.cleaned_data
        kept = (self.way.markup_percent, self.way.markup_fixed)
        percent, fixed = (said["percent"], said["fixed"]) if "percent" in said else kept
        return ways.Terms(
            name=said["name"], percent=percent or Decimal(), fixed=fixed or 0,
            is_offered=said["is_offered"], days=said["days"],
        )  # fmt: skip


def plain_percent(percent: Decimal) -> str:
    """Without zeros at its end: "120", "7.5"."""
    return f"{percent.normalize():f}"


class ListLabForm(forms.Form):
    """Which lab makes a list, and how its orders get there."""

    lab = forms.ChoiceField(label=_("Made by"))
    auto_submit = forms.BooleanField(
        label=_("Submit orders to this lab on my behalf"), required=False,
        help_text=_(
            "As soon as an order is paid, marked as paid or delivered by hand, and its time to "
            "look at it is over. Otherwise you send each one."
        ),
    )  # fmt: skip
    window_hours = forms.IntegerField(
        label=_("Hours to look at an order before it is sent"), min_value=0, max_value=MOST_HOURS,
        help_text=_("0 sends at once. Until then crops, addresses and files can be changed."),
    )  # fmt: skip
    window_end = forms.ChoiceField(label=_("When that time is over"), choices=WindowEnd.choices)
    to_studio = forms.BooleanField(
        label=_("The lab sends the prints to the studio"), required=False,
        help_text=_("To look at them, for picking up, or for places that the lab does not reach."),
    )  # fmt: skip
    ways = forms.MultipleChoiceField(
        label=_("Clients may choose"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Ways of the lab; your own profiles are ticked on the list's page."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, lab_list: LabList | None, labs: list[LabConnection],
        of_list: set[int], branding: frozenset[str],
    ) -> None:  # fmt: skip
        super().__init__(data, initial=_stored(lab_list, of_list))
        fields: dict[str, Any] = self.fields
        fields["lab"].choices = [(ITSELF, _("The studio itself"))] + [
            (each.public_id, each.name) for each in labs
        ]
        ways_there = lab_list.connection.ways.select_related("profile") if lab_list else []
        offered = [each for each in ways_there if each.profile.withdrawn_at is None]
        fields["ways"].choices = [(each.pk, each.profile.name) for each in offered]
        if not offered:
            del fields["ways"]
        self.branding = sorted(branding) if lab_list else []
        self.stored = lab_list.branding if lab_list else {}
        if slips.NAME in self.branding:
            fields["slip_made"] = forms.BooleanField(
                label=_("Packing slips in your name"), required=False,
                help_text=_("A PDF for each order: what is in the parcel, without prices."),
                initial=self.stored.get(slips.NAME) == slips.MADE,
            )  # fmt: skip
        for name in self.branding:
            label, help_text = capability_words.branding(name)
            fields[f"branding_{name}"] = LineField(
                label=label, help_text=help_text, required=False, max_length=500,
                initial="" if (text := self.stored.get(name, "")) == slips.MADE else text,
            )  # fmt: skip

    def manner(self) -> Manner:
        said = self.cleaned_data
        plain = ("auto_submit", "window_hours", "window_end", "to_studio")
        branding = {name: said[f"branding_{name}"] for name in self.branding}
        if said.get("slip_made"):
            branding[slips.NAME] = slips.MADE
        return Manner(**{name: said[name] for name in plain}, branding=branding)

    def ticked(self) -> list[int] | None:
        """None where there was nothing to tick."""
        return [int(each) for each in self.cleaned_data["ways"]] if "ways" in self.fields else None


def _stored(lab_list: LabList | None, of_list: set[int]) -> dict[str, Any]:
    if lab_list is None:
        usual = {"auto_submit": True, "window_hours": 24, "window_end": WindowEnd.SEND}
        return usual | {"lab": ITSELF}
    plain = ("auto_submit", "window_hours", "window_end", "to_studio")
    return {name: getattr(lab_list, name) for name in plain} | {
        "lab": lab_list.connection.public_id, "ways": sorted(of_list),
    }  # fmt: skip
