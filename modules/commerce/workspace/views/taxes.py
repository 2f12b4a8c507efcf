"""Tax profiles and their rates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.commerce import permissions
from modules.commerce.models import TaxProfile
from modules.commerce.services import addresses
from modules.commerce.services.costs import tax_rules
from modules.commerce.settings import CommerceSettings
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.taxes import NewProfileForm, ProfileForm
from modules.commerce.workspace.reads import taxes as reads
from safelight.accounts.doors import workspace
from safelight.kernel.marks import not_while_acting
from safelight.site import selectors as site

HERE = "commerce_workspace:taxes"


@workspace(permissions.PRICES)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    settings = site.module_settings("commerce", CommerceSettings)
    home = settings.home_country
    context = prices.head(request, "taxes") | {
        "profiles": reads.profiles(),
        "settings": settings,
        "home": addresses.country_name(home) if home else "",
    }
    return render(request, "commerce/workspace/prices/taxes.html", context)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewProfileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tax_rules.create(**form.cleaned_data)
        return redirect("commerce_workspace:tax_profile", made.public_id)
    status = 422 if form.is_bound else 200
    context = _page(request) | {"form": form}
    return render(request, "commerce/workspace/prices/tax_new.html", context, status=status)


@workspace(permissions.PRICES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, profile: str) -> HttpResponse:
    found = _profile_or_404(profile)
    form = ProfileForm(request.POST or None, profile=found)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Saved. It holds for carts from now on."))
        return redirect(HERE)
    context = _page(request) | {
        "form": form,
        "profile": found,
        "countries": addresses.countries(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "commerce/workspace/prices/tax_profile.html", context, status=status)


@not_while_acting
@workspace(permissions.PRICES)
@require_POST
def delete(request: HttpRequest, profile: str) -> HttpResponse:
    found = _profile_or_404(profile)
    with prices.saying(request, _("“%(name)s” was deleted.") % {"name": found.name}):
        tax_rules.delete(profile=found)
    return redirect(HERE)


def _page(request: HttpRequest) -> dict[str, Any]:
    crumbs = [{"title": _("Taxes"), "url": reverse(HERE)}]
    return prices.head(request, "taxes") | {"breadcrumbs": crumbs}


def _profile_or_404(public_id: str) -> TaxProfile:
    return get_object_or_404(TaxProfile, public_id=public_id)
