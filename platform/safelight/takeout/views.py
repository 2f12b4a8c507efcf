"""Settings → Export."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts.doors import owners
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import asks_anew, not_while_acting, open_while_suspended
from safelight.takeout import selectors, services
from safelight.takeout.models import Export

SECONDS = 5


@open_while_suspended
@never_cache
@owners
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = selectors.latest()
    busy = any(export.state == Export.State.PREPARING for export in found)
    context = {"exports": found, "busy": busy, "days": services.KEPT_FOR.days}
    response = render(request, "takeout/index.html", context)
    if busy:
        response["Refresh"] = str(SECONDS)
    return response


@open_while_suspended
@asks_anew
@not_while_acting
@owners
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    by = request.member.person  # type: ignore[attr-defined]
    try:
        services.begin(by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Your export is being prepared. You will get a mail."))
    return redirect("takeout:index")


@open_while_suspended
@not_while_acting
@owners
@require_POST
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    export = get_object_or_404(Export, public_id=public_id, state__in=Export.LIVE)
    services.give_up(export=export, at=timezone.now())
    messages.success(request, _("The export is gone."))
    return redirect("takeout:index")


@open_while_suspended
@asks_anew
@not_while_acting
@never_cache
@owners
@require_safe
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    export = get_object_or_404(Export, public_id=public_id)
    try:
        url = services.link(export=export, host=request.get_host(), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("takeout:index")
    return HttpResponseRedirect(url)
