"""What operators do on a studio's host, and the studio's say in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts.doors import owners, workspace
from safelight.accounts.models import Person
from safelight.console.acting_middleware import KEY
from safelight.console.models import Acting
from safelight.console.services import acting, announcing, doorkeeping
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting, open_while_suspended

BACKEND = "safelight.accounts.backends.StudioBackend"


@never_cache
@csrf_exempt
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Posted from the console's host, with nothing but a token that was made for this one."""
    studio: Any = request.studio  # type: ignore[attr-defined]
    host = request.get_host().partition(":")[0]
    token, at = request.POST.get("token", ""), timezone.now()
    try:
        row, person = acting.enter(request=request, host=host, token=token, at=at)
    except Refusal as refusal:
        context = {"text": refusal.sentence, "studio": studio}
        return render(request, "console/not_while_acting.html", context, status=refusal.status)
    _become(request, row, person)
    return redirect("workspace:home")


@open_while_suspended
@never_cache
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    row: Acting | None = getattr(request, "acting", None)
    if row is None:
        raise Http404
    acting.stop(acting=row, at=timezone.now())
    request.session.flush()
    return redirect(f"{console_url()}/studios/{row.studio.uuid}/")


@never_cache
@owners
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    studio: Any = request.studio  # type: ignore[attr-defined]
    found = doorkeeping.of(studio)
    lately = Acting.objects.filter(studio=studio).exclude(begun_at=None)
    context = {
        "door": found, "lets_in": found.lets_in(at=at),
        "lately": lately.select_related("operator").order_by("-pk")[:10],
    }  # fmt: skip
    return render(request, "console/door.html", context)


@never_cache
@not_while_acting
@owners
@require_POST
def change_door(request: HttpRequest) -> HttpResponse:
    """``act``: close, open, or let_in for a day."""
    act, at = request.POST.get("act", ""), timezone.now()
    studio: Any = request.studio  # type: ignore[attr-defined]
    if act == "close":
        doorkeeping.close(studio=studio, at=at)
    elif act == "open":
        doorkeeping.open_again(studio=studio)
    elif act == "let_in":
        doorkeeping.let_in(studio=studio, at=at)
    else:
        return HttpResponse(status=400)
    messages.success(request, _("Saved."))
    return redirect("support:door")


@never_cache
@workspace(None)
@require_POST
def dismiss(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put an announcement away, for this member."""
    person: Any = request.user
    studio: Any = request.studio  # type: ignore[attr-defined]
    announcing.dismiss(public_id=public_id, studio=studio, person_id=person.public_id)
    return redirect("workspace:home")


def console_url() -> str:
    usual = {"http": 80, "https": 443}[settings.PLATFORM_SCHEME] == settings.PLATFORM_PORT
    port = "" if usual else f":{settings.PLATFORM_PORT}"
    return f"{settings.PLATFORM_SCHEME}://console.{settings.PLATFORM_HOST}{port}"


def _become(request: HttpRequest, row: Acting, person: Person) -> None:
    """A session of the member with the acting in it; their own list of sessions stays as it is."""
    request.session.flush()
    request.session[SESSION_KEY] = str(person.pk)
    request.session[BACKEND_SESSION_KEY] = BACKEND
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    request.session[KEY] = row.public_id
    request.session.set_expiry(row.minutes * 60)
    rotate_token(request)
