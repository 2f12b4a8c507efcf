"""``/renew/…``: where the data plane sends whoever holds a link that must be decided anew."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from safelight.kernel import hooks, marks
from safelight.storage import links, revisions
from tenants.context import current_studio
from tenants.models import Domain

# Scopes of packages above this one, which are no modules and so answer no hook.
_OF_THE_PLATFORM = {
    "export": ("safelight.takeout.renewing.revision", "safelight.privacy.renewing.revision"),
}


@marks.open_while_suspended
@require_safe
def renew(request: HttpRequest, signed: str) -> HttpResponse:
    """A fresh link to the same thing for whoever may still have it; 404 for everybody else."""
    at = timezone.now()
    link = _read(signed, request.get_host(), at)
    if link.studio != current_studio().uuid or _is_closed(link, at):
        raise Http404
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    deciders = _OF_THE_PLATFORM.get(link.scope.kind, ())
    answers = [import_string(path)(request, link) for path in deciders]
    if not deciders:
        answers = hooks.call(modules, "revision_of_link", request=request, link=link)
    answers = [answer for answer in answers if answer is not None]
    if not answers:
        raise Http404
    revisions.publish(link.studio, link.scope, answers[0])
    response = HttpResponseRedirect(links.renew(link, revision=answers[0], at=at))
    response["Cache-Control"] = "private, no-store"
    return response


def _is_closed(link: links.Link, at: datetime) -> bool:
    """Of a studio that is closed for now go exports, and for a while what clients paid for."""
    studio = current_studio()
    if not studio.is_closed_for_now or link.scope.kind in _OF_THE_PLATFORM:
        return False
    return not studio.gives_what_was_paid(at)


def _read(signed: str, host: str, at: datetime) -> links.Link:
    """The link, signed for this host or for one that redirects here; 404 for any other."""
    try:
        return links.read_for_renewal(signed, host=host, at=at)
    except (links.UnknownPath, links.BadSignature, links.Expired):
        raise Http404 from None
    except links.WrongHost:
        before = current_studio().domains.filter(kind=Domain.Kind.FORMER)
        for former in before.values_list("domain", flat=True):
            with suppress(links.WrongHost, links.Expired):
                found = links.read_for_renewal(signed, host=former, at=at)
                return replace(found, host=links.plain_host(host))
        raise Http404 from None
