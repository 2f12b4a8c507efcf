"""Clients in the workspace."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts import paging, people_forms, selectors
from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import Client, Member
from safelight.accounts.services import groups, people
from safelight.accounts.views.parts import client_tabs
from safelight.kernel.errors import Refusal
from safelight.outbox import stops

page = require_http_methods(["GET", "HEAD", "POST"])
door = workspace("people.manage")


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    filters = {"words": request.GET.get("q", "").strip(), "state": request.GET.get("state", "")}
    found = selectors.clients(**filters, at=timezone.now())
    context = {
        "page": paging.page(request, found, key="pk"),
        "filters": filters,
        "states": _states(),
        "tabs": client_tabs(request),
    }
    return render(request, "people/clients.html", context)


@door
@never_cache
@page
def invite(request: HttpRequest) -> HttpResponse:
    form = people_forms.InviteClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = people.invite_client(**form.cleaned_data, by=_me(request), at=timezone.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            tell(request, invited)
            return redirect("people:client", invited.person.client.public_id)
    context = {"form": form, "title": _("Invite a client"), "action": _("Send the invitation")}
    context["text"] = _("They get one mail with a link to choose a password. It works for 7 days.")
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)


@door
@never_cache
@page
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    client = _client(public_id)
    initial = {
        "name": client.person.name, "note": client.note,
        "groups": [group.public_id for group in client.groups.all()],
    }  # fmt: skip
    form = people_forms.ClientForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        people.change_client(client=client, **_details(form))
        groups.set_groups(client=client, groups=form.cleaned_data["groups"])
        messages.success(request, _("Saved."))
        return redirect("people:client", client.public_id)
    context = {
        "client": client,
        "form": form,
        "invitation": selectors.open_invitation(client.person_id, at=timezone.now()),
        "mail_stop": stops.of(client.person.email),
        "may_see_mails": "site.manage" in request.allowed,  # type: ignore[attr-defined]
    }
    return render(request, "people/client.html", context, status=422 if form.is_bound else 200)


@door
@require_POST
def invitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send anew, or cancel."""
    client = _client(public_id)
    try:
        if request.POST.get("cancel"):
            people.cancel_invitation(person=client.person, at=timezone.now())
            messages.success(request, _("The invitation is cancelled: its link does not work."))
        else:
            tell(request, people.resend_invitation(
                person=client.person, by=_me(request), at=timezone.now()
            ))  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:client", public_id)


@door
@require_POST
def disabling(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shut a client out, or let them in again."""
    client = _client(public_id)
    try:
        if request.POST.get("undo"):
            people.enable(person=client.person, by=_member(request))
            messages.success(request, _("They can sign in again."))
        else:
            people.disable(person=client.person, at=timezone.now(), by=_member(request))
            messages.success(request, _("They are shut out from now on."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:client", public_id)


def tell(request: HttpRequest, invited: people.Invited) -> None:
    """Say what an invitation did."""
    email = invited.person.email
    if invited.is_sent:
        messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": email})
    else:
        messages.info(
            request, _("%(email)s has a password already; no mail was sent.") % {"email": email}
        )


def _details(form: people_forms.ClientForm) -> dict[str, str]:
    return {"name": form.cleaned_data["name"], "note": form.cleaned_data["note"]}


def _client(public_id: str) -> Client:
    found = selectors.with_state(
        Client.objects.select_related("person").prefetch_related("groups"), at=timezone.now()
    )
    client: Client = get_object_or_404(found, public_id=public_id)
    return client


def _me(request: HttpRequest) -> Any:
    return request.user


def _member(request: HttpRequest) -> Member:
    return cast(Member, request.member)  # type: ignore[attr-defined]


def _states() -> list[tuple[str, str]]:
    return [
        ("active", _("Has a password")),
        ("invited", _("Invited")),
        ("listed", _("Not invited")),
        ("disabled", pgettext("state", "Shut out")),
    ]
