"""What clients do themselves: ask for their data, ask to be forgotten, answer about consent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts.models import Client
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import asks_anew, open_while_suspended
from safelight.privacy import consents, packets, wishes
from safelight.privacy.models import ConsentRequest, Wish

signed_in = login_required(login_url="accounts:sign_in")


@open_while_suspended
@signed_in
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    client = _mine(request)
    found = wishes.open_ones().filter(client=client)
    context = {
        "open_kinds": {wish.kind: wish for wish in found},
        "packet": packets.latest(client),
        "consents": consents.standing(client=client),
    }
    return render(request, "privacy/own.html", context)


@open_while_suspended
@signed_in
@require_POST
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    client = _mine(request)
    if kind not in Wish.Kind.values:
        raise Http404
    wishes.ask(client=client, kind=kind, at=timezone.now())
    messages.success(request, _("The studio has your wish and answers within 30 days."))
    return redirect("privacy_site:page")


@open_while_suspended
@asks_anew
@signed_in
@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    found = packets.latest(_mine(request))
    try:
        if found is None:
            raise packets.NotReady(_("This file is not there now."))
        url = packets.link(packet=found, host=request.get_host(), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("privacy_site:page")
    return HttpResponseRedirect(url)


@signed_in
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Give or withdraw a consent about all pictures."""
    kind = consents.type_of(request.POST.get("type", ""))
    if kind is not None:
        consents.say(
            client=_mine(request), kind=kind, is_given=bool(request.POST.get("given")),
            said_by="client", at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Saved."))
    return redirect("privacy_site:page")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer the studio's question; whoever has the link from the mail is the client."""
    asked = get_object_or_404(
        ConsentRequest.objects.select_related("client__person"), public_id=public_id
    )
    if request.method == "POST":
        consents.answer(asked=asked, given=request.POST.getlist("given"), at=timezone.now())
        messages.success(request, _("Thank you, it is written down. You can change it here."))
        return redirect("privacy_site:answer", public_id)
    about = (asked.subject_kind, asked.subject_id)
    context = {"asked": asked, "consents": consents.standing(client=asked.client, about=about)}
    return render(request, "privacy/answer.html", context)


def _mine(request: HttpRequest) -> Client:
    client: Client | None = request.client_row  # type: ignore[attr-defined]
    if client is None:
        raise Http404
    return client
