"""What a member wants to be told of, and how soon."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.accounts.doors import workspace
from safelight.mails import team
from safelight.mails.models import MemberWish


@workspace(None)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    member: Any = request.member  # type: ignore[attr-defined]
    if request.method == "POST":
        known = set(MemberWish.Pace.values)
        paces = {name: pace for name, pace in request.POST.items() if pace in known}
        team.choose(member=member, paces=paces)
        messages.success(request, _("Saved."))
        return redirect("mails:wishes")
    rows = [{"mail": mail, "pace": pace} for mail, pace in team.choices(member)]
    context = {"rows": rows, "paces": MemberWish.Pace.choices}
    return render(request, "mails_pages/wishes.html", context)
