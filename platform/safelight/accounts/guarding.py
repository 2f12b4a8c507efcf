"""What a view says of itself, asked before it: a second factor first, or a proof once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight.accounts import fresh, paths
from safelight.audit import writing as audit
from safelight.kernel import marks

API = "/api/"
# What pages look like, whoever looks at them.
LOOKS = frozenset(
    {
        "site:brand", "site:letter", "site:picture", "site:manifest", "site:robots",
        "site:brand_css", "site:brand_letter", "site:brand_manifest",
    }
)  # fmt: skip


def before(request: HttpRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    """The answer instead of the view's, or None where the view may answer.

    Asked of sessions alone: a program's token was made with a proof.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    # Whoever acts for a member has proved themselves elsewhere, and cannot set this one's up.
    is_acting = bool(audit.actor().operator_email)
    if getattr(user, "must_enrol", False) and not is_acting and not _is_open(request, view):
        return _answer(request, "accounts:security", "second_factor_needed", _(
            "Your studio asks everybody on the team for a second factor. Set one up first."
        ))  # fmt: skip
    if marks.has(view, "asks_anew") and not fresh.is_fresh(request, at=timezone.now()):
        return _answer(request, "accounts:proof", "proof_needed", _(
            "Say once more that it is you, and come back."
        ))  # fmt: skip
    return None


def _is_open(request: HttpRequest, view: Callable[..., Any]) -> bool:
    match = request.resolver_match
    return marks.has(view, "is_open_before_factor") or (
        match is not None and match.view_name in LOOKS
    )


def _answer(request: HttpRequest, page: str, code: str, sentence: str) -> HttpResponse:
    if request.path.startswith(API) or request.headers.get("Accept") == "application/json":
        error = {"code": code, "message": sentence}
        return JsonResponse({"error": error}, status=403)
    return redirect(f"{reverse(page)}?next={quote(_back(request))}")


def _back(request: HttpRequest) -> str:
    """Where they were: this page, or the one whose form was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host()
    return paths.local(came_from.path if is_ours else "", otherwise="/account/")
