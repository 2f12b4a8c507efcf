"""Closed statements, and closing more."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from modules.agency import share_answers, share_selectors
from modules.agency.models import Contributor
from modules.agency.services.shares import statements
from modules.agency.workspace.shares import pages
from modules.agency.workspace.shares.forms import PeriodForm
from safelight.accounts import paging
from safelight.kernel.marks import not_while_acting
from safelight.site import selectors as site


@pages.door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = pages.head("statements") | {
        "page": paging.page(request, share_selectors.statements(), key="-number"),
        **closing(timezone.now()),
    }
    return render(request, "agency/workspace/shares/statements.html", context)


@not_while_acting
@pages.door
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """For everybody, or for one ``contributor``, with something new up to the day of the form."""
    form, only = PeriodForm(request.POST), request.POST.get("contributor")
    contributor = get_object_or_404(Contributor, public_id=only) if only else None
    if not form.is_valid():
        messages.error(request, _("Choose a day."))
    else:
        with pages.saying(request):
            closed = statements.close_all(
                last_date=form.cleaned_data["last_date"], by=pages.person_of(request),
                at=timezone.now(), only=contributor,
            )  # fmt: skip
            _tell(request, len(closed))
    if contributor is not None:
        return redirect("agency_workspace:contributor", contributor.public_id)
    return redirect("agency_workspace:statements")


def _tell(request: HttpRequest, number: int) -> None:
    if not number:
        messages.info(request, _("There is nothing new to tell up to this day."))
        return
    said = ngettext(
        "%(n)d statement is closed and mailed.", "%(n)d statements are closed and mailed.", number
    )
    messages.success(request, said % {"n": number})


@pages.door
@never_cache
@require_safe
def show(request: HttpRequest, statement: str) -> HttpResponse:
    found = get_object_or_404(share_selectors.statements(), public_id=statement)
    context = pages.below("statements") | {
        "statement": found,
        "entries": share_selectors.entries_of(found),
    }
    return render(request, "agency/workspace/shares/statement.html", context)


@pages.door
@require_safe
def as_csv(request: HttpRequest, statement: str) -> HttpResponseBase:
    found = get_object_or_404(share_selectors.statements(), public_id=statement)
    return share_answers.statement_csv(found)


@pages.door
@require_safe
def as_pdf(request: HttpRequest, statement: str) -> HttpResponseBase:
    found = get_object_or_404(share_selectors.statements(), public_id=statement)
    return share_answers.statement_pdf(found)


def closing(at: datetime) -> dict[str, Any]:
    """Context of ``parts/closing.html``: the days up to which most studios close, and any other."""
    today = at.astimezone(zoneinfo.ZoneInfo(site.site_settings().time_zone)).date()
    month = today.replace(day=1) - timedelta(days=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    return {"form": PeriodForm(initial={"last_date": month}), "month": month, "quarter": quarter}
