"""Shipping: the profiles with what they cost, tiers and territories."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.commerce import permissions
from modules.commerce.models import ShippingProfile, ShippingTier, Territory
from modules.commerce.services.costs.shipping_rules import profiles
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.shipping import PriceGrid, ProfileForm
from modules.commerce.workspace.reads import shipping as reads
from safelight.accounts.doors import workspace
from safelight.site import selectors as site

HERE = "commerce_workspace:shipping"


@workspace(permissions.PRICES)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    context = prices.head(request, "shipping") | {
        "profiles": reads.profiles(),
        "tiers": ShippingTier.objects.all(),
        "territories": reads.territories(Territory.objects.all()),
        "currency": site.site_settings().currency,
    }
    return render(request, "commerce/workspace/prices/shipping.html", context)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, profile=None)
    if request.method == "POST" and form.is_valid():
        made = profiles.create(**form.cleaned_data)
        return redirect("commerce_workspace:shipping_profile", made.public_id)
    status = 422 if form.is_bound else 200
    context = page(request) | {"form": form}
    return render(request, "commerce/workspace/prices/shipping_new.html", context, status=status)


@workspace(permissions.PRICES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, profile: str) -> HttpResponse:
    found = _profile_or_404(profile)
    form = ProfileForm(request.POST or None, profile=found)
    currency = site.site_settings().currency
    grid = PriceGrid(found, currency, request.POST if form.is_bound else None)
    asked = grid.prices()
    if request.method == "POST" and form.is_valid() and asked is not None:
        with prices.saying(request, _("Saved. It holds for carts from now on.")):
            profiles.change(profile=found, prices=asked, **form.cleaned_data)
        return redirect(HERE)
    context = page(request) | {"form": form, "grid": grid, "profile": found, "currency": currency}
    status = 422 if form.is_bound else 200
    return render(
        request, "commerce/workspace/prices/shipping_profile.html", context, status=status
    )


@workspace(permissions.PRICES)
@require_POST
def step(request: HttpRequest, profile: str) -> HttpResponse:
    later = request.POST.get("to") == "later"
    profiles.step(profile=_profile_or_404(profile), later=later)
    return redirect(HERE)


@workspace(permissions.PRICES)
@require_POST
def withdraw(request: HttpRequest, profile: str) -> HttpResponse:
    with prices.saying(request, _("Nothing goes this way any more.")):
        profiles.withdraw(profile=_profile_or_404(profile), at=timezone.now())
    return redirect(HERE)


@workspace(permissions.PRICES)
@require_POST
def restore(request: HttpRequest, profile: str) -> HttpResponse:
    with prices.saying(request, _("Clients can choose it again.")):
        profiles.restore(profile=_profile_or_404(profile))
    return redirect(HERE)


def page(request: HttpRequest) -> dict[str, Any]:
    """What pages below the one of shipping share."""
    crumbs = [{"title": _("Shipping"), "url": reverse(HERE)}]
    return prices.head(request, "shipping") | {"breadcrumbs": crumbs}


def _profile_or_404(public_id: str) -> ShippingProfile:
    return get_object_or_404(ShippingProfile, public_id=public_id)
