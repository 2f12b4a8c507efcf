"""What was sent, and what became of it: a list, and a page for each mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts import paging
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal
from safelight.mails.forms import SentForm, TimeForm
from safelight.mails.views import frames
from safelight.outbox import again as sending_again
from safelight.outbox import kinds, news, stops
from safelight.outbox.models import OutgoingMessage

door = workspace("site.manage")
State = OutgoingMessage.State


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    form = SentForm(request.GET)
    if not form.is_valid():
        raise BadRequest("A filter that cannot be.")
    found = paging.page(request, _asked(form.cleaned_data), key="-pk")
    context = {"form": form, "page": found, "rows": [_row(each) for each in found.rows]}
    return render(request, "mails_pages/sent.html", context)


@door
@never_cache
@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def show(request: HttpRequest, message: UUID) -> HttpResponse:
    found = _message(message)
    return _page(request, found, TimeForm(initial={"send_at": found.send_after}))


@door
@never_cache
@require_safe
def body(request: HttpRequest, message: UUID) -> HttpResponse:
    """The mail as it was sent, without the ways in that were for its reader."""
    found = _message(message)
    if _is_secret(found):
        return frames.text(_("This mail holds a personal way in, so it is not shown here."))
    if request.GET.get("part") == "text":
        return frames.text(frames.masked(found.text_body))
    return frames.html(frames.masked(found.html_body))


@door
@require_POST
def again(request: HttpRequest, message: UUID) -> HttpResponse:
    found = _message(message)
    try:
        copy = sending_again.send_again(found)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("mails:message", found.uuid)
    if copy.state == State.WITHHELD:
        messages.warning(request, copy.error)
    else:
        messages.success(request, _("It is being sent again."))
    return redirect("mails:message", copy.uuid)


@door
@require_POST
def time(request: HttpRequest, message: UUID) -> HttpResponse:
    """Another time for one that waits, or now, or never."""
    found, at = _message(message), timezone.now()
    form = TimeForm(request.POST)
    try:
        if "cancel" in request.POST:
            sending_again.cancel(found)
        elif "now" in request.POST:
            sending_again.send_now(found, at=at)
        elif form.is_valid():
            sending_again.reschedule(found, to=form.cleaned_data["send_at"], at=at)
        else:
            return _page(request, found, form, status=422)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Saved."))
    return redirect("mails:message", found.uuid)


def _page(
    request: HttpRequest, found: OutgoingMessage, form: TimeForm, status: int = 200
) -> HttpResponse:
    context = {
        **_row(found), "form": form, "is_secret": _is_secret(found),
        "news": [{"row": row, "sentence": news.sentence(row.kind)} for row in found.news.all()],
        "copies": found.again.order_by("pk"), "stop": stops.of(found.to_email),
        "may_again": found.state not in {State.QUEUED, State.SENDING, State.SCHEDULED},
    }  # fmt: skip
    return render(request, "mails_pages/message.html", context, status=status)


def _asked(wanted: dict[str, Any]) -> QuerySet[OutgoingMessage]:
    found = OutgoingMessage.objects.order_by("-pk")
    if words := wanted["q"].replace("\0", "").strip():
        found = found.filter(
            Q(to_email__icontains=words)
            | Q(to_name__icontains=words)
            | Q(subject__icontains=words) & ~Q(template__in=kinds.secret())
        )
    if wanted["state"]:
        found = found.filter(state=wanted["state"])
    if wanted["mail"]:
        found = found.filter(template=wanted["mail"])
    kind, _colon, public_id = wanted["about"].replace("\0", "").partition(":")
    if public_id:
        found = found.filter(related_kind=kind, related_id=public_id)
    return found


def _row(message: OutgoingMessage) -> dict[str, Any]:
    colours = {
        State.DELIVERED: "ok", State.SENT: "ok", State.BOUNCED: "bad", State.COMPLAINED: "bad",
        State.FAILED: "bad", State.WITHHELD: "warn", State.SCHEDULED: "warn",
    }  # fmt: skip
    try:
        title = str(kinds.find(message.template).title)
    except kinds.UnknownMail:
        title = message.template
    return {
        "message": message, "title": title, "colour": colours.get(State(message.state), ""),
        "subject": title if _is_secret(message) else message.subject,
    }  # fmt: skip


def _is_secret(message: OutgoingMessage) -> bool:
    try:
        return kinds.find(message.template).is_secret
    except kinds.UnknownMail:
        # Of a package that is no longer installed: nobody can say what it holds.
        return True


def _message(uuid: UUID) -> OutgoingMessage:
    return get_object_or_404(OutgoingMessage, uuid=uuid)
