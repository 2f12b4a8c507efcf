"""The pages of the mailbox, on the console's host."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from safelight.mailbox import store
from safelight.mailbox.doors import operators_only

# A mail may show pictures and its own styles; it runs nothing, sends nothing, frames nothing.
MAIL_POLICY = (
    "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@operators_only
@require_safe
def list_mails(request: HttpRequest) -> HttpResponse:
    to, studio = request.GET.get("to", "").strip(), request.GET.get("studio", "").strip()
    found = store.mails(to=to, studio=studio)
    context = {"mails": found, "filters": {"to": to, "studio": studio}}
    return render(request, "mailbox/list.html", context)


@operators_only
@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def show_mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    context = {"mail": _mail(mail_id)}
    return render(request, "mailbox/message.html", context)


@operators_only
@require_safe
@xframe_options_sameorigin
def show_html(request: HttpRequest, mail_id: str) -> HttpResponse:
    """The HTML part as a document of its own, for the sandboxed frame."""
    # Links of a mail open beside the mailbox: its frame may lead nowhere.
    response = HttpResponse('<base target="_blank">' + _mail(mail_id).html)
    response["Content-Security-Policy"] = MAIL_POLICY
    response["Cache-Control"] = "no-store"
    return response


def _mail(mail_id: str) -> store.Mail:
    mail = store.find(mail_id)
    if mail is None:
        raise Http404
    return mail
