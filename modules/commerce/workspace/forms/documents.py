"""Which papers and which orders, by days of the studio's time zone; the terms as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from modules.commerce.exporting import periods

FORMATS = (("csv", gettext_lazy("CSV")), ("xlsx", gettext_lazy("Excel (XLSX)")))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PeriodForm(forms.Form):
    """Both days are included; an empty one leaves that side open."""

    since = _day(gettext_lazy("From"))
    until = _day(pgettext_lazy("day", "To"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first."))
        return said

    def period(self) -> tuple[datetime | None, datetime | None]:
        """From the first moment of the first day to before the first after the last."""
        return periods.between(self.cleaned_data.get("since"), self.cleaned_data.get("until"))


class ExportForm(PeriodForm):
    format = forms.ChoiceField(
        label=gettext_lazy("File"), choices=FORMATS, widget=forms.RadioSelect, initial="csv"
    )


class TermsForm(forms.Form):
    terms = forms.FileField(
        label=gettext_lazy("Your terms as a PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=gettext_lazy("At most 5 MB. It goes along with every mail that delivers."),
    )
