"""Which of a studio's hosts answers: one for the site, one for the workspace."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from safelight.domains import selectors
from safelight.outbox import links
from safelight.storage.links import data_url
from tenants import resolve

Handler = Callable[[HttpRequest], HttpResponse]

WORKSPACE = "/studio/"
# Asked by programs, which follow no redirect, or signed for the host that they name.
EVERYWHERE = ("/api/", "/renew/", "/labs/", "/calendar/", "/robots.txt", "/.well-known/")
# Sign-in and what follows it: members have a session at the address, clients where links lead.
PEOPLE = ("/sign-in/", "/sign-out/", "/welcome/", "/password/", "/invitations/", "/account/")
SAFE = frozenset({"GET", "HEAD"})


class PermanentRedirect(HttpResponsePermanentRedirect):
    """308: whoever follows sends the same request again."""

    status_code = 308


class PrimaryHostMiddleware:
    """Sends visitors to the host that links name, and the team to the studio's address.

    The workspace lives at the address alone: sessions and passkeys belong to one host, and a
    domain can be lost. A member who is signed in there also sees the site there.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not hasattr(request, "studio"):
            return self.get_response(request)
        host = resolve.normalise(request.get_host()) or ""
        hosts = selectors.hosts_for(request)
        wanted = _wanted(request, host, hosts)
        if wanted and wanted != host:
            return PermanentRedirect(f"{links.origin(wanted)}{request.get_full_path()}")
        response = self.get_response(request)
        if host in hosts.custom:
            _allow_images(response, host)
        elif host != hosts.primary:
            # Whoever signs out is a visitor, whom the answer to their form sends on to the domain.
            _allow(response, {"form-action": [links.origin(hosts.primary)]})
        return response


def _wanted(request: HttpRequest, host: str, hosts: selectors.Hosts) -> str:
    """The host that is to answer, or nothing where any may."""
    path = request.path_info
    if host in hosts.custom and _is_for_the_team(request):
        return hosts.address
    if path.startswith((*EVERYWHERE, *PEOPLE, WORKSPACE)) or not _is_visit(request):
        return ""
    if host == hosts.address and getattr(request, "member", None) is not None:
        return ""
    return hosts.primary


def _is_for_the_team(request: HttpRequest) -> bool:
    if request.path_info.startswith(WORKSPACE):
        return True
    going_to = request.GET.get("next", "")
    return request.path_info == reverse("accounts:sign_in") and going_to.startswith(WORKSPACE)


def _is_visit(request: HttpRequest) -> bool:
    """Whether somebody opens a page: forms and scripts stay with the host that gave them out."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return request.method in SAFE and mode == "navigate"


def _allow_images(response: HttpResponse, host: str) -> None:
    """Images come from the host's own data plane, which has another port on one machine."""
    if settings.DATA_PORT != settings.PLATFORM_PORT:
        source = [data_url(host, "")]
        _allow(response, {"img-src": source, "media-src": source})


def _allow(response: HttpResponse, more: dict[str, list[str]]) -> None:
    """Beside what the policy of every page and the view itself allow."""
    known = dict(getattr(response, "_csp_update", None) or {})
    for directive, sources in more.items():
        known[directive] = [*known.get(directive, []), *sources]
    response._csp_update = known  # type: ignore[attr-defined]
