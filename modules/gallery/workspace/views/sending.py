"""The Send tab: a letter to clients, with the way into the gallery."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from modules.gallery import permissions
from modules.gallery.models import Gallery, Sending
from modules.gallery.services import authorizations, client_codes, presets, sendings, tree
from modules.gallery.workspace import pages
from modules.gallery.workspace.forms.people import SendForm
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal


@workspace(permissions.AUTHORIZE)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Typed, then looked at with the true count, then sent."""
    gallery = pages.gallery_or_404(request, public_id)
    default = presets.preset(gallery.preset).default_row
    form = SendForm(request.POST or None, rights=default)
    is_bound = request.method == "POST" and form.is_valid()
    if is_bound and "send" in request.POST:
        try:
            return _send(request, gallery, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            is_bound = False
    if request.method != "POST":
        form.initial["subject"] = gallery.title
    return render(
        request,
        "gallery/workspace/send.html",
        _context(request, gallery, form, is_checked=is_bound and "change" not in request.POST),
        status=422 if form.errors else 200,
    )


def _send(request: HttpRequest, gallery: Gallery, form: SendForm) -> HttpResponse:
    data = form.cleaned_data
    sent = sendings.send(
        gallery=gallery,
        letter=sendings.Letter(
            public_id=data["sending"],
            subject=data["subject"],
            message=data["message"],
            with_code=data["with_code"],
            send_after=data["send_at"],
        ),  # fmt: skip
        recipients=data["emails"],
        rights=form.rights(),
        by=pages.person(request),
        at=timezone.now(),
    )
    count = sent.sending.recipients.count()
    if sent.is_new and data["send_at"]:
        words = ngettext("%(count)d mail waits.", "%(count)d mails wait.", count)
        messages.success(request, words % {"count": count})
    elif sent.is_new:
        words = ngettext(
            "%(count)d mail is on its way.", "%(count)d mails are on their way.", count
        )
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("This letter was sent before. Nothing was sent twice."))
    return redirect("gallery_workspace:send", gallery.public_id)


def _context(
    request: HttpRequest, gallery: Gallery, form: SendForm, *, is_checked: bool
) -> pages.Json:
    decider = tree.decider(gallery)
    anybody = authorizations.anybody(decider)
    addresses = {each.email.lower() for each in form.cleaned_data["emails"]} if is_checked else ()
    earlier = Sending.objects.filter(gallery=gallery).prefetch_related("recipients__client__person")
    return pages.head(request, gallery, "send") | {
        "form": form,
        "is_checked": is_checked,
        "mail_count": len(addresses),
        "addresses": sorted(addresses),
        "decider": decider,
        "code": client_codes.of(decider),
        "asks_password": bool(anybody.password) and anybody.enter,
        "earlier": earlier.order_by("-pk")[:10],
    }
