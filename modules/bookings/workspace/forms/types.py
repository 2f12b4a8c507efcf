"""What the team writes about a session type or a mini session, page by page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from modules.bookings.models import Calendar, SessionType
from modules.gallery.models import Authorization, Gallery
from safelight.web.forms import LineField

LONGEST_DAY = 24 * 60


def minutes_field(label: Any, lowest: int = 0, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=lowest, max_value=LONGEST_DAY, **more)


def day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class NewForm(forms.Form):
    """The least with which a session type or a mini begins."""

    title = LineField(label=_("Title"), max_length=120, help_text=_("Clients read it."))
    place = LineField(label=_("Place"), max_length=200, required=False)
    date = day_field(_("Date"))
    minutes = minutes_field(_("Minutes of a session"), 5, initial=60)
    calendar = forms.ModelChoiceField(
        label=_("Calendar"), queryset=Calendar.objects.none(), empty_label=None,
        help_text=_("Nobody is booked twice at once in a calendar."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["calendar"].queryset = Calendar.objects.filter(archived_at=None)
        self.kind = kind
        if kind == SessionType.Kind.MINI:
            fields["minutes"].initial = 20
        else:
            del self.fields["date"]

    def row(self) -> SessionType:
        """Not stored yet. Minis may be booked until two hours before, others until a day before."""
        notice = 2 if self.kind == SessionType.Kind.MINI else 24
        return SessionType(kind=self.kind, notice=notice, **self.cleaned_data)


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Words, place, calendar, times, and what clients may change themselves."""

    title = LineField(label=_("Title"), max_length=120)
    place = LineField(label=_("Place"), max_length=200, required=False)
    slug = forms.SlugField(
        label=_("Address"), max_length=80,
        help_text=_("The last part of its page's address. Links that you sent stop working."),
        error_messages={
            "invalid": _("Use letters, digits and hyphens only."),
            "unique": _("Another session type has this address. Choose another one."),
        },
    )  # fmt: skip
    minutes = minutes_field(_("Minutes of a session"), 5)
    step = minutes_field(_("Offer a time every so many minutes"), 5)
    buffer_before = minutes_field(_("Minutes kept free before it"))
    buffer_after = minutes_field(_("Minutes kept free after it"))
    notice = forms.IntegerField(
        label=_("Hours from now until the soonest"), min_value=0, max_value=24 * 365
    )
    horizon = forms.IntegerField(
        label=_("Days from now until the latest"), min_value=1, max_value=366
    )
    change_until = forms.IntegerField(
        label=_("Hours before it until which clients move or cancel it themselves"),
        min_value=0, max_value=24 * 365, required=False, help_text=_("Empty: they write to you."),
    )  # fmt: skip
    gallery_days = forms.IntegerField(
        label=_("Galleries of its bookings expire after so many days"),
        min_value=1, max_value=3650, required=False, help_text=_("Empty: they do not."),
    )  # fmt: skip
    waitlist_hours = forms.IntegerField(
        label=_("Hours for which a freed place is kept for whoever waits first"),
        min_value=1, max_value=240,
    )  # fmt: skip

    class Meta:
        model = SessionType
        fields = (
            "title", "slug", "description", "place", "pictures", "calendar", "minutes", "step",
            "buffer_before", "buffer_after", "notice", "horizon", "change_until", "approve_first",
            "waitlist_on", "waitlist_by_itself", "waitlist_hours", "gallery_days",
        )  # fmt: skip
        labels = {  # noqa: RUF012 - as Django wants it
            "description": _("Description"), "pictures": _("Pictures from"),
            "calendar": _("Calendar"), "approve_first": _("I say yes to each booking first"),
            "waitlist_on": _("Clients may wait for a place when it is full"),
            "waitlist_by_itself": _("A freed place is offered to whoever waits first, by itself"),
        }  # fmt: skip
        help_texts = {  # noqa: RUF012
            "pictures": _("A published gallery that anybody may enter; its first photos are shown.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["calendar"].queryset = Calendar.objects.filter(archived_at=None)
        fields["calendar"].empty_label = None
        fields["pictures"].queryset = _open_galleries()
        fields["pictures"].empty_label = _g("No pictures")
        fields["description"].widget.attrs["rows"] = 4
        fields["description"].max_length = 5000
        of_others = (
            ("step", "horizon", "minutes")
            if self.instance.is_mini
            else ("waitlist_on", "waitlist_by_itself", "waitlist_hours")
        )
        for name in of_others:
            del self.fields[name]


def _open_galleries() -> Any:
    open_to_all = Authorization.objects.filter(
        gallery=OuterRef("pk"), client=None, group=None, code="", enter=True, password=""
    )
    rows = Gallery.objects.filter(Gallery.open_now(), Exists(open_to_all), is_home=False)
    return rows.order_by("title")
