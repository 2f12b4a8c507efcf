"""Session types and mini sessions: the list, a new one, its details, and whether it is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.bookings import permissions
from modules.bookings.models import Calendar, SessionType
from modules.bookings.services.types import keeping
from modules.bookings.workspace import setting
from modules.bookings.workspace.forms.types import DetailsForm, NewForm
from modules.bookings.workspace.reads import type_list
from safelight.accounts.doors import workspace
from safelight.web.forms import one_line

_T = "bookings/workspace/types"


@workspace(permissions.TYPES)
@never_cache
@require_safe
def list_types(request: HttpRequest) -> HttpResponse:
    shows_archived = "archived" in request.GET
    context = {
        "rows": type_list.rows(at=timezone.now(), archived=shows_archived),
        "currency": setting.currency(), "shows_archived": shows_archived,
        "has_archived": type_list.has_archived(),
        "has_calendar": Calendar.objects.filter(archived_at=None).exists(),
    }  # fmt: skip
    return render(request, f"{_T}/list.html", context)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """The least that it takes; the other pages follow one after the other."""
    if kind not in SessionType.Kind.values:
        raise Http404
    if not Calendar.objects.filter(archived_at=None).exists():
        messages.info(request, _("Make a calendar first: it says when you work."))
        return redirect("bookings_workspace:calendar_new")
    form = NewForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        made = keeping.keep(row=form.row(), fields=())
        name = "type_slots" if made.is_mini else "type_packages"
        return redirect(f"bookings_workspace:{name}", made.public_id)
    context = {"form": form, "is_mini": kind == SessionType.Kind.MINI}
    return render(request, f"{_T}/new.html", context, status=422 if form.is_bound else 200)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    form = DetailsForm(request.POST or None, instance=setting.type_or_404(session_type))
    if request.method == "POST" and form.is_valid():
        keeping.keep(row=form.instance, fields=form.cleaned_data)
        messages.success(request, _("Saved. What is booked stays as it was booked."))
        return redirect(setting.after(request, found, "type"))
    context = setting.head(request, found, "type") | {"form": form}
    return render(request, f"{_T}/details.html", context, status=422 if form.is_bound else 200)


_ACTS: dict[str, tuple[Callable[[SessionType], None], object]] = {
    "publish": (
        lambda row: keeping.publish(session_type=row, at=timezone.now()),
        gettext_lazy("It is published. Send its address to your clients."),
    ),
    "unpublish": (
        lambda row: keeping.unpublish(session_type=row),
        gettext_lazy("Its page is gone. What is booked stays booked."),
    ),
    "pause": (
        lambda row: keeping.pause(session_type=row, at=timezone.now()),
        gettext_lazy("Paused: its page is shown and takes no bookings."),
    ),
    "resume": (
        lambda row: keeping.resume(session_type=row), gettext_lazy("It takes bookings again."),
    ),
    "archive": (
        lambda row: keeping.archive(session_type=row, at=timezone.now()),
        gettext_lazy("Archived, with its page. What is booked stays booked."),
    ),
    "restore": (
        lambda row: keeping.restore(session_type=row),
        gettext_lazy("It is back, and not published yet."),
    ),
}  # fmt: skip


@workspace(permissions.TYPES)
@require_POST
def state(request: HttpRequest, session_type: str) -> HttpResponse:
    """``to`` names what becomes of it: publish, unpublish, pause, resume, archive, restore."""
    found = setting.type_or_404(session_type)
    act, done = _ACTS.get(request.POST.get("to", ""), (None, None))
    if act is None:
        raise Http404
    with setting.saying(request, str(done)):
        act(found)
    return redirect("bookings_workspace:type", found.public_id)


@workspace(permissions.TYPES)
@require_POST
def copy(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    usual = _("%s (copy)") % found.title
    title = one_line(request.POST.get("title", "").replace("\0", "")) or usual
    made = keeping.copy(session_type=found, title=title[:120])
    messages.success(request, _("Copied. It is not published yet."))
    return redirect("bookings_workspace:type", made.public_id)
