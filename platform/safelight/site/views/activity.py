"""Settings → Activity: what was done in the studio, by whom; for its owners."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safelight.accounts import paging
from safelight.accounts.doors import owners
from safelight.audit import selectors, sentences
from safelight.audit.models import AuditEntry
from safelight.web import csvfiles

# More would be a job of its own; the newest are in the file.
MOST_LINES = 50_000


class ActivityForm(forms.Form):
    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    first = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=pgettext_lazy("day", "To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].choices = [
            ("", _("Everybody")), ("operators", _("The platform's support")), *selectors.people()
        ]  # fmt: skip
        fields["verb"].choices = [("", _("Everything")), *selectors.verbs()]


@never_cache
@owners
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    form, found = _asked(request)
    page = paging.page(request, found, key="-pk")
    rows = [{"entry": each, "sentence": sentences.say(each)} for each in page.rows]
    query = request.GET.copy()
    for mark in ("after", "before"):
        query.pop(mark, None)
    context = {"form": form, "page": page, "rows": rows, "query": query.urlencode()}
    return render(request, "audit/activity.html", context)


@never_cache
@owners
@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    _form, found = _asked(request)
    head = [_("When"), _("Who"), _("Support"), _("What"), _("Sentence"), _("Network address")]
    return csvfiles.respond("activity.csv", head, _lines(found[:MOST_LINES]))


def _asked(request: HttpRequest) -> tuple[ActivityForm, QuerySet[AuditEntry]]:
    """What the query asks for; 400 where it asks for what cannot be."""
    form = ActivityForm(request.GET)
    if not form.is_valid():
        raise BadRequest("A filter that cannot be.")
    return form, selectors.entries(**form.cleaned_data)


def _lines(found: QuerySet[AuditEntry]) -> Iterator[list[object]]:
    for each in found.iterator():
        when = timezone.localtime(each.at).isoformat(timespec="seconds")
        yield [
            when, each.actor_name, each.operator_email, each.verb, sentences.say(each),
            each.network_address,
        ]  # fmt: skip
