"""Jobs that wait for a person, and how the queues are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts import paging
from safelight.console import posted, roles, selectors
from safelight.console.doors import may, operators
from safelight.console.services import parked
from safelight.jobs import parking
from safelight.jobs.models import Job
from safelight.kernel.errors import Refusal


@never_cache
@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = parking.parked().select_related("studio")
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    if words:
        found = found.filter(kind__icontains=words)
    if kind:
        found = found.filter(kind=kind)
    context = {
        "page": paging.page(request, found, key="-pk"),
        "words": words, "kind": kind, "kinds": parked.kinds(),
        "queues": selectors.queues(),
        "acts": roles.acts(_me(request)),
    }  # fmt: skip
    return render(request, "console/jobs.html", context)


@never_cache
@may("jobs.retry")
@require_POST
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(Job, pk=job_id)
    try:
        parked.try_again(job=job, by=_me(request))
        messages.success(request, _("It is tried again."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:jobs")


@never_cache
@may("jobs.discard")
@require_POST
def discard(request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(Job, pk=job_id)
    try:
        parked.discard(job=job, by=_me(request), reason=posted.text(request.POST, "reason"))
        messages.success(request, _("It is discarded."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:jobs")


@never_cache
@may("jobs.retry")
@require_POST
def of_kind(request: HttpRequest) -> HttpResponse:
    """All parked jobs of a kind, as many as the page said: again, or discarded."""
    post, by = request.POST, _me(request)
    asked: dict[str, Any] = {
        "kind": posted.text(post, "kind", longest=80),
        "counted": _number(post.get("counted", "")),
    }
    try:
        if post.get("act") != "discard":
            done = parked.try_kind_again(by=by, **asked)
        elif roles.may(by, "jobs.discard"):
            done = parked.discard_kind(by=by, reason=posted.text(post, "reason"), **asked)
        else:
            return HttpResponse(status=403)
        sentence = ngettext("Done with %(count)s job.", "Done with %(count)s jobs.", done)
        messages.success(request, sentence % {"count": done})
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:jobs")


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _me(request: HttpRequest) -> Any:
    return request.operator  # type: ignore[attr-defined]
