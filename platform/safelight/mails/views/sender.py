"""From which address the studio's mails come."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight import dns
from safelight.accounts.doors import workspace
from safelight.kernel.marks import asks_anew, not_while_acting
from safelight.mails.forms import SenderForm
from safelight.outbox import brand as brands
from safelight.outbox import senders
from tenants.context import current_studio

door = workspace("site.manage")


@not_while_acting
@asks_anew
@door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    form = SenderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        senders.ask(email=form.cleaned_data["email"], at=timezone.now())
        messages.success(request, _("A mail with a link is on its way to that address."))
        return redirect("mails:sender")
    brand = brands.of(current_studio())
    context = {
        "form": form, "sender": senders.current(), "brand": brand,
        "platform_sender": settings.STUDIO_SENDER,
    }  # fmt: skip
    return render(request, "mails_pages/sender.html", context, status=422 if form.errors else 200)


@not_while_acting
@door
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Ask the name servers now."""
    try:
        senders.check(at=timezone.now())
    except dns.NameServersSilent:
        messages.error(request, _("The name servers did not answer. Try again in a while."))
    return redirect("mails:sender")


@not_while_acting
@asks_anew
@door
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    senders.remove()
    messages.success(request, _("Mails come from the platform's address again."))
    return redirect("mails:sender")
