"""The one place where a request enters a studio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight.kernel import marks
from tenants import resolve
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tenants.versions import code_version

Handler = Callable[[HttpRequest], HttpResponse]

PLATFORM_URLS = "safelight.urls_platform"
CONSOLE_URLS = "safelight.urls_console"
STUDIO_URLS = "safelight.urls_studio"
API = "/api/"
WORKSPACE = "/studio/"


class StudioMiddleware:
    """Host → studio, its schema for the request, ``request.studio`` and ``request.modules``.

    ``request.kept_of_studio`` is ``resolve.Found.kept``. A studio that is suspended or leaves is
    entered as any other; of its views only those answer that say so (``kernel.marks``).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whatever the connection was left in, a request begins and ends in public.
        with public_context():
            return self._route(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """What no view is asked: one that is closed for now, and text with a NUL in it."""
        studio: Studio | None = getattr(request, "studio", None)
        if studio is not None and studio.is_closed_for_now and not _answers(studio, view):
            return _closed_for_now(request)
        _refuse_nul(request)
        return None

    def _route(self, request: HttpRequest) -> HttpResponse:
        request.modules = frozenset()  # type: ignore[attr-defined]
        host = _host(request)
        if host == settings.PLATFORM_HOST:
            return self._public(request, PLATFORM_URLS)
        if host == f"console.{settings.PLATFORM_HOST}":
            return self._public(request, CONSOLE_URLS)
        found = resolve.studio_at(host) if host else None
        if found is None or found.studio.state == Studio.State.SPARE:
            return _closed(request, "errors/unknown_studio.html", 404)
        return self._studio(request, found)

    def _public(self, request: HttpRequest, urls: str) -> HttpResponse:
        request.urlconf = urls
        return self.get_response(request)

    def _studio(self, request: HttpRequest, found: resolve.Found) -> HttpResponse:
        studio = found.studio
        if studio.state == Studio.State.CLOSING:
            return _closed(request, "errors/closed_studio.html", 410)
        if found.moved_to:
            return _moved(request, found.moved_to)
        if studio.schema_version != code_version():
            # Its tables are not the code's: nothing is read, least of all from public instead.
            return _closed(request, "errors/maintenance.html", 503, retry_after=60)
        request.urlconf = STUDIO_URLS
        request.studio = studio  # type: ignore[attr-defined]
        request.modules = found.modules  # type: ignore[attr-defined]
        request.kept_of_studio = found.kept  # type: ignore[attr-defined]
        with tenant_context(studio):
            return self.get_response(request)


def _moved(request: HttpRequest, host: str) -> HttpResponse:
    """308: the same request at the address of now, whatever its method."""
    usual = {"http": 80, "https": 443}[settings.PLATFORM_SCHEME] == settings.PLATFORM_PORT
    origin = f"{settings.PLATFORM_SCHEME}://{host}{'' if usual else f':{settings.PLATFORM_PORT}'}"
    response = HttpResponse(status=308, headers={"Location": origin + request.get_full_path()})
    # Kept by a browser, it would lead in circles once a studio has gone back to an old address.
    return _uncached(response)


def _host(request: HttpRequest) -> str | None:
    try:
        return resolve.normalise(request.get_host())
    except DisallowedHost:
        return None


def _refuse_nul(request: HttpRequest) -> None:
    """No text of the database holds a NUL, and asking for one is an error there."""
    if request.path_info.startswith(API):
        return  # It answers in its own shape.
    if "\0" in request.path_info:
        raise Http404
    if any("\0" in value for values in request.GET.lists() for value in values[1]):
        raise BadRequest("A parameter holds a NUL.")


def _answers(studio: Studio, view: object) -> bool:
    if marks.has(view, "is_open_for_what_was_paid"):
        return studio.gives_what_was_paid(timezone.now())
    return marks.has(view, "is_open_while_suspended")


def _closed_for_now(request: HttpRequest) -> HttpResponse:
    """A neutral notice; the team reads why, and what can be done."""
    if request.path_info.startswith(API):
        sentence = _("This studio is closed for now.")
        answer = {"error": {"code": "studio_closed", "message": sentence}}
        return _uncached(JsonResponse(answer, status=503))
    member = getattr(request, "member", None)
    if request.path_info.startswith(WORKSPACE):
        if not request.user.is_authenticated:
            here = quote(request.get_full_path())
            return redirect(f"{reverse('accounts:sign_in')}?next={here}")
        if member is not None:
            context = {"studio": request.studio, "member": member}  # type: ignore[attr-defined]
            return _uncached(render(request, "errors/closed_workspace.html", context, status=503))
    studio: Studio = request.studio  # type: ignore[attr-defined]
    until = studio.downloads_until if studio.gives_what_was_paid(timezone.now()) else None
    context = {"is_team": member is not None, "downloads_until": until}
    return _uncached(render(request, "errors/suspended_studio.html", context, status=503))


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _closed(
    request: HttpRequest, template: str, status: int, retry_after: int | None = None
) -> HttpResponse:
    request.urlconf = PLATFORM_URLS
    response = _uncached(render(request, template, status=status))
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response
