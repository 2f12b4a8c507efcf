"""The slots of a mini session: planned, looked at, changed, saved; and who waits for one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.bookings import permissions
from modules.bookings.models import SessionType
from modules.bookings.services import clock, waitlist
from modules.bookings.services.holding import places_for
from modules.bookings.services.types import planning, slots
from modules.bookings.services.types.addresses import book_path
from modules.bookings.workspace import setting
from modules.bookings.workspace.forms.slots import PlanForm, SlotForm, of_planned, of_slot
from safelight.accounts.doors import workspace
from safelight.domains import selectors as domains

_T = "bookings/workspace/types"
_PREFIX = "slots"


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, session_type: str) -> HttpResponse:
    """``act`` is ``plan`` (shows more slots below those that are there) or ``save``."""
    found = _mini_or_404(session_type)
    act = request.POST.get("act", "")
    plan = PlanForm(request.POST if act == "plan" else None, session_type=found)
    if act == "save":
        rows = _rows(request, found)
        if rows.is_valid() and _save(request, found, rows):
            return redirect(setting.after(request, found, "type_slots"))
        return _page(request, found, plan, rows, status=422)
    if act == "plan":
        planned = _planned(plan)
        rows = _rows(request, found, more=planned)
        return _page(
            request, found, plan, rows, planned=len(planned), status=200 if planned else 422
        )
    return _page(request, found, plan, _rows(request, found))


@workspace(permissions.TYPES)
@never_cache
@require_safe
def waiting(request: HttpRequest, session_type: str) -> HttpResponse:
    found, at = _mini_or_404(session_type), timezone.now()
    context = setting.head(request, found, "type_waitlist") | {
        "waiting": found.waitlist.filter(left_at=None).select_related("offered", "booking"),
        "free": [each for each in places_for(session_type=found, at=at, by_team=True) if each.left],
        "at": at,
    }  # fmt: skip
    return render(request, f"{_T}/waitlist.html", context)


@workspace(permissions.TYPES)
@require_POST
def offer(request: HttpRequest, session_type: str, waiting: str) -> HttpResponse:
    """``slot`` is kept for them, and a mail tells them."""
    found = _mini_or_404(session_type)
    row = get_object_or_404(found.waitlist, public_id=waiting, left_at=None)
    slot = get_object_or_404(found.slots, public_id=request.POST.get("slot", "").replace("\0", ""))
    with setting.saying(request, _("Offered. %s gets a mail with the link.") % row.name):
        waitlist.offer(waiting=row, slot=slot, at=timezone.now())
    return redirect("bookings_workspace:type_waitlist", session_type)


@workspace(permissions.TYPES)
@require_POST
def take_off(request: HttpRequest, session_type: str, waiting: str) -> HttpResponse:
    found = _mini_or_404(session_type)
    row = get_object_or_404(found.waitlist, public_id=waiting)
    waitlist.leave(waiting=row, at=timezone.now())
    messages.success(request, _("%s waits no more.") % row.name)
    return redirect("bookings_workspace:type_waitlist", session_type)


def _mini_or_404(public_id: str) -> SessionType:
    found = setting.type_or_404(public_id)
    if not found.is_mini:
        raise Http404
    return found


def _planned(plan: PlanForm) -> list[dict[str, Any]]:
    if not plan.is_valid():
        return []
    try:
        found = planning.planned(plan=plan.plan(), zone=clock.zone())
    except planning.PlanTooLong as refusal:
        plan.add_error("count", refusal.sentence)
        return []
    return [of_planned(each) for each in found]


def _rows(
    request: HttpRequest, found: SessionType, more: list[dict[str, Any]] | None = None
) -> Any:
    """Forms of the slots that are there, then of ``more``; or of what was sent."""
    kept = {slot.public_id: slot for slot in found.slots.all()}
    rows = formset_factory(SlotForm, extra=0, max_num=planning.MOST_SLOTS, validate_max=True)
    given = {"currency": setting.currency(), "slots": kept}
    if request.POST.get("act") == "save":
        return rows(request.POST, prefix=_PREFIX, form_kwargs=given)
    initial = [of_slot(slot) for slot in kept.values()] + (more or [])
    return rows(initial=initial, prefix=_PREFIX, form_kwargs=given)


def _save(request: HttpRequest, found: SessionType, rows: Any) -> bool:
    stay = [form for form in rows if not form.cleaned_data.get("out")]
    try:
        kept = slots.write(
            session_type=found, wanted=[form.wanted() for form in stay], at=timezone.now()
        )
    except slots.SlotsRefused as refusal:
        for number, sentences in refusal.fields.items():
            if number == "-1":
                messages.error(request, " ".join(sentences))
            else:
                stay[int(number)].add_error("begins", sentences)
        return False
    said = ngettext("Saved: %(n)d slot.", "Saved: %(n)d slots.", len(kept))
    messages.success(request, said % {"n": len(kept)})
    return True


def _page(
    request: HttpRequest, found: SessionType, plan: PlanForm, rows: Any, *, planned: int = 0,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    at = timezone.now()
    context = setting.head(request, found, "type_slots") | {
        "plan": plan, "rows": rows, "planned": planned, "lines": _lines(request, found, rows, at),
        "has_rows": bool(rows.forms), "zone": clock.zone().key,
    }  # fmt: skip
    return render(request, f"{_T}/slots.html", context, status=status)


def _lines(
    request: HttpRequest, found: SessionType, rows: Any, at: datetime
) -> list[dict[str, Any]]:
    """Each form with what is known of its slot: how many have it, its link, what else is on."""
    booked = slots.taken(found, at)
    spans = {form.prefix: span for form in rows if (span := form.span()) is not None}
    asked = slots.busy_elsewhere(session_type=found, spans=list(spans.values()), at=at)
    busy = {prefix for prefix, is_busy in zip(spans, asked, strict=True) if is_busy}
    return [
        {
            "form": form, "is_new": row is None, "booked": booked.get(row.pk, 0) if row else 0,
            "is_busy": form.prefix in busy,
            "url": domains.on_site(request, book_path(found, row.key))
            if row is not None and row.kind == "reserved"
            else "",
        }
        for form in rows
        for row in [form.row]
    ]  # fmt: skip
