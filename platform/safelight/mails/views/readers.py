"""Pages behind links of mails: their token is all that is asked for."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safelight.kernel.marks import open_while_suspended
from safelight.outbox import senders, stops, unsubscribing
from safelight.outbox.models import MailStop

page = require_http_methods(["GET", "HEAD", "POST"])


@open_while_suspended
@csrf_exempt  # A mail program sends RFC 8058's request, which knows no page of ours.
@never_cache
@page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs open links by themselves. Sending the form does."""
    try:
        reader = unsubscribing.read(token)
    except unsubscribing.NoSuchLink:
        raise Http404 from None
    at = timezone.now()
    if request.method == "POST":
        what = request.POST.get("what") or reader.what
        if what not in unsubscribing.KINDS:
            raise Http404
        if request.POST.get("again") == "1":
            stops.take_back(email=reader.email, what=what, at=at)
        else:
            stops.stop(email=reader.email, what=what, reason=MailStop.Reason.ASKED, at=at)
    off = stops.unsubscribed(reader.email)
    kinds = [
        {"name": name, "title": title, "is_off": name in off}
        for name, title in unsubscribing.KINDS.items()
    ]
    context = {"kinds": kinds, "email": reader.email, "is_off": reader.what in off}
    return render(request, "mails_pages/unsubscribe.html", context)


@never_cache
@page
def sender(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever reads the mail to the address says yes here."""
    try:
        row = senders.proving(token)
        if request.method == "POST":
            row = senders.prove(token=token, at=timezone.now())
    except senders.WrongProof as refusal:
        context = {"sentence": refusal.sentence}
        return render(request, "mails_pages/sender_over.html", context, status=refusal.status)
    return render(request, "mails_pages/sender_proof.html", {"sender": row})
