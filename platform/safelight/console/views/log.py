"""What operators did: read, filtered, saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
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
from safelight.console.doors import operators
from safelight.console.models import Operator, OperatorEntry
from safelight.web import csvfiles

_MARKS = {"after", "before"}


class LogForm(forms.Form):
    operator = forms.ModelChoiceField(
        Operator.objects.order_by("name"), required=False, to_field_name="factor_handle",
        empty_label=gettext_lazy("Everybody"), label=gettext_lazy("Who"),
    )  # fmt: skip
    verb = forms.ChoiceField(
        required=False, label=gettext_lazy("What"),
        choices=[("", gettext_lazy("Everything")), *OperatorEntry.Verb.choices],
    )  # fmt: skip
    first = forms.DateField(
        required=False,
        label=gettext_lazy("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        required=False,
        label=pgettext_lazy("day", "To"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    studio = forms.UUIDField(required=False, widget=forms.HiddenInput())


@never_cache
@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    form, found = _asked(request)
    page = paging.page(request, found, key="-pk")
    query = request.GET.copy()
    for mark in _MARKS:
        query.pop(mark, None)
    context = {"form": form, "page": page, "entries": page.rows, "query": query.urlencode()}
    return render(request, "console/log.html", context)


@never_cache
@operators
@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    _form, found = _asked(request)
    head = [
        _("When"), _("Who"), _("What"), _("Studio"), _("Subject"), _("Why"), _("Network address")
    ]  # fmt: skip
    return csvfiles.respond("operators.csv", head, _lines(found))


def _asked(request: HttpRequest) -> tuple[LogForm, QuerySet[OperatorEntry]]:
    """What the address asks for; 400 where it asks for what cannot be."""
    form = LogForm(request.GET)
    if set(request.GET) - set(form.fields) - _MARKS or not form.is_valid():
        raise BadRequest("A filter that cannot be.")
    asked: dict[str, Any] = form.cleaned_data
    found = OperatorEntry.objects.select_related("operator").order_by("-pk")
    if asked["operator"]:
        found = found.filter(operator=asked["operator"])
    if asked["verb"]:
        found = found.filter(verb=asked["verb"])
    if asked["studio"]:
        found = found.filter(studio_uuid=asked["studio"])
    if asked["first"]:
        found = found.filter(at__gte=_midnight(asked["first"]))
    if asked["last"]:
        found = found.filter(at__lt=_midnight(asked["last"]) + timedelta(days=1))
    return form, found


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _lines(found: QuerySet[OperatorEntry]) -> Iterator[list[object]]:
    for each in found.iterator():
        yield [
            each.at.isoformat(timespec="seconds"), each.operator.email, each.verb,
            each.studio_name, each.subject, each.reason, each.network_address,
        ]  # fmt: skip
