"""Parts that pages about people share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.accounts import devices, paths
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import TABLES, Person
from safelight.accounts.services import signing
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal


def home_of(person: object) -> str:
    """Members work in the workspace; everybody else looks at the site."""
    is_member = isinstance(person, Person) and hasattr(person, "member")
    return reverse("workspace:home") if is_member else "/"


def wanted_of(request: HttpRequest) -> str:
    """The local path that somebody was on the way to, or nothing."""
    return paths.local(request.POST.get("next") or request.GET.get("next"), otherwise="")


def let_in(request: HttpRequest, person: Person, wanted: str) -> HttpResponse:
    """On to where they were going, or to the second step that the session waits for."""
    if signing.HALF in request.session:
        onward = f"?{urlencode({'next': wanted})}" if wanted else ""
        return redirect(reverse("accounts:second") + onward)
    response = redirect(paths.local(wanted, otherwise=home_of(person)))
    devices.remember(request, response, person.email)
    return response


def challenge(request: HttpRequest, person: Person, place: str) -> dict[str, Any]:
    """What ``factors/challenge.html`` needs; ``place`` begins the names of its addresses."""
    has_codes = codes.is_on(TABLES, person) or codes.left(TABLES, person) > 0
    return {
        "url": reverse(f"accounts:{place}"),
        "ask_url": reverse(f"accounts:{place}_question"),
        "passkey_url": reverse(f"accounts:{place}_passkey"),
        "has_passkey": passkeys.here(TABLES, person, request),
        "has_codes": has_codes,
        "next": wanted_of(request),
    }


def edit_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    save: Callable[..., object],
    saved: str,
    template: str,
    context: Mapping[str, object],
) -> HttpResponse:
    """A form of one thing: ``save`` gets its fields by name, and ``saved`` is the view to go to.

    What is wrong, or refused, is said beside the field, on the same page.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(saved)
    status = 422 if form.is_bound else 200
    return render(request, template, {**context, "form": form}, status=status)


def client_tabs(request: HttpRequest) -> list[dict[str, Any]]:
    return _tabs(request, (_("Clients"), "people:clients"), (_("Groups"), "people:groups"))


def team_tabs(request: HttpRequest) -> list[dict[str, Any]]:
    return _tabs(request, (_("Members"), "people:team"), (_("Roles"), "people:roles"))


def _tabs(request: HttpRequest, *named: tuple[str, str]) -> list[dict[str, Any]]:
    pairs = [(title, reverse(name)) for title, name in named]
    return [
        {"title": title, "url": url, "current": url == request.path, "count": None}
        for title, url in pairs
    ]
