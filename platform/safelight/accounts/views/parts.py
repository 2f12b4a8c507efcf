"""Parts that pages about people share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.accounts.forms import show_refusal
from safelight.kernel.errors import Refusal


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
