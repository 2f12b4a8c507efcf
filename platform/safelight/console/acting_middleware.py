"""``request.acting`` where an operator acts as a member, and the doors that are closed then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight.console.models import Acting
from safelight.console.services import acting
from safelight.kernel import marks

Handler = Callable[[HttpRequest], HttpResponse]
KEY = "acting"
API = "/api/"


class ActingMiddleware:
    """Before the people: the session ends with the acting, and the log names both."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.get(KEY) if hasattr(request, "studio") else None
        if key is not None:
            self._recognise(request, str(key))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(request, "acting", None) is None or not is_closed(view):
            return None
        sentence = _("Support cannot do this: it is for the studio's own people.")
        if request.path.startswith(API) or request.headers.get("Accept") == "application/json":
            error = {"code": "not_while_acting", "message": sentence}
            return JsonResponse({"error": error}, status=403)
        return render(request, "console/not_while_acting.html", {"text": sentence}, status=403)

    def _recognise(self, request: HttpRequest, key: str) -> None:
        studio = request.studio  # type: ignore[attr-defined]
        row = acting.current(key=key, studio=studio, at=timezone.now())
        if row is None or not _is_of(request, row):
            request.session.flush()
            request.user = AnonymousUser()
        else:
            request.acting = row  # type: ignore[attr-defined]
            # A factor that the member owes is not the operator's to set up.
            request.user.must_enrol = False  # type: ignore[union-attr]


def is_closed(view: Callable[..., Any]) -> bool:
    """Marked itself, or by its class."""
    mark = "is_not_while_acting"
    return marks.has(view, mark) or marks.has(getattr(view, "cls", None), mark)


def _is_of(request: HttpRequest, row: Acting) -> bool:
    return getattr(request.user, "public_id", "") == row.person_id
