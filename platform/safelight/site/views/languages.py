"""Choosing a language at the foot of a page, on every host."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from safelight.accounts import paths
from safelight.accounts.models import Person
from safelight.accounts.services import account
from safelight.kernel import marks
from safelight.web import languages


@marks.not_while_acting
@marks.open_while_suspended
@never_cache
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Kept with the person who is signed in, else in this browser."""
    response = HttpResponseRedirect(_back(request))
    wanted = request.POST.get("language", "")
    if wanted not in dict(languages.offered_to(request)):
        return response
    if hasattr(request, "studio") and request.user.is_authenticated:
        account.change_language(person=cast(Person, request.user), language=wanted)
    else:
        languages.remember(request, response, wanted)
    return response


def _back(request: HttpRequest) -> str:
    """Where the choice was made: with its query as the browser tells it, else as the page did."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host():
        there = came_from._replace(scheme="", netloc="", fragment="").geturl()
        return paths.local(there, otherwise="/")
    return paths.local(request.POST.get("next"), otherwise="/")
