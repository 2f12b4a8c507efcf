"""Settings of the studio: words, look, and a page for each module."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.accounts.doors import workspace
from safelight.site import forms, selectors, settings_menu
from safelight.site.services import settings

page = require_http_methods(["GET", "HEAD", "POST"])


@workspace("site.manage")
@never_cache
@page
def home(request: HttpRequest) -> HttpResponse:
    return _own(request, forms.StudioForm, "settings:home")


@workspace("site.manage")
@never_cache
@page
def module(request: HttpRequest, name: str) -> HttpResponse:
    manifest = next((m for m in settings_menu.with_settings(request) if m.name == name), None)
    if manifest is None or manifest.settings is None:
        raise Http404
    cls = import_string(manifest.settings)
    stored = selectors.module_settings(name, cls)
    form = forms.module_form(cls)(request.POST or None, initial=dataclasses.asdict(stored))
    if request.method == "POST" and form.is_valid():
        settings.change_module(module=name, settings=cls(**form.cleaned_data))
        messages.success(request, _("Saved."))
        return redirect(request.path)
    return _page(request, form)


def _own(request: HttpRequest, cls: type[Any], url_name: str) -> HttpResponse:
    site = selectors.site_settings()
    initial = {name: getattr(site, name) for name in cls.base_fields}
    form = cls(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        for sentence in settings.change(values=form.cleaned_data):
            messages.warning(request, sentence)
        messages.success(request, _("Saved. Your site shows it from now on."))
        return redirect(url_name)
    return _page(request, form)


def _page(request: HttpRequest, form: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "site/settings.html", {"form": form}, status=status)
