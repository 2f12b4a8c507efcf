"""A client's privacy in the workspace: what is held, giving it to them, forgetting them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts.doors import workspace
from safelight.accounts.models import Client, Member
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting
from safelight.privacy import consents, erasing, packets, subjects, wishes
from safelight.privacy.models import Wish

door = workspace("people.manage")
MOST_ROWS = 200


@door
@never_cache
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    client, at = _client(public_id), timezone.now()
    context = {
        "client": client,
        "packet": packets.latest(client),
        "outlook": erasing.outlook(client=client, at=at),
        "wishes": wishes.open_ones().filter(client=client),
        "consents": consents.standing(client=client),
        "history": consents.history(client=client),
    }
    return render(request, "privacy/client.html", context)


@door
@never_cache
@require_safe
def held(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that is known of a client, their visits and downloads too."""
    client = _client(public_id)
    found = packets.sections(subjects.of(client), most=MOST_ROWS)
    return render(request, "privacy/held.html", {"client": client, "sections": found})


@door
@not_while_acting
@require_POST
def packet(request: HttpRequest, public_id: str) -> HttpResponse:
    packets.begin(client=_client(public_id), at=timezone.now())
    messages.success(request, _("Their data is being put together. They get a mail with a link."))
    return redirect("privacy:client", public_id)


@door
@not_while_acting
@never_cache
@require_safe
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    found = packets.latest(_client(public_id))
    try:
        if found is None:
            raise packets.NotReady(_("This file is not there now."))
        url = packets.link_for_team(packet=found, host=request.get_host(), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("privacy:client", public_id)
    return HttpResponseRedirect(url)


@door
@not_while_acting
@require_POST
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    by = cast(Member, request.member)  # type: ignore[attr-defined]
    client, typed = _client(public_id), request.POST.get("typed", "")
    try:
        erasing.erase(client=client, typed=typed, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("privacy:client", public_id)
    messages.success(request, _("They are forgotten. Their orders stay without a name."))
    return redirect("people:clients")


@door
@require_POST
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    wish = get_object_or_404(Wish.objects.select_related("client"), public_id=public_id)
    wishes.settle(wish=wish, at=timezone.now())
    messages.success(request, _("Settled."))
    return redirect("privacy:client", wish.client.public_id)


@door
@require_POST
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask a client for consent by a link."""
    consents.ask(client=_client(public_id), at=timezone.now())
    messages.success(request, _("A mail with the question is on its way."))
    return redirect("privacy:client", public_id)


@door
@require_POST
def say(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down what a client said on paper or by telephone."""
    client = _client(public_id)
    kind = consents.type_of(request.POST.get("type", ""))
    if kind is not None:
        consents.say(
            client=client, kind=kind, is_given=bool(request.POST.get("given")), said_by="team",
            at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Written down."))
    return redirect("privacy:client", public_id)


def _client(public_id: str) -> Client:
    found: Client = get_object_or_404(Client.objects.select_related("person"), public_id=public_id)
    return found
