"""Tiers and territories of shipping."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import ShippingTier, Territory
from modules.commerce.services.costs.shipping_rules import territories, tiers
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.shipping import TerritoryForm, TierForm
from modules.commerce.workspace.views.shipping import HERE, page
from safelight.accounts.doors import workspace
from safelight.kernel.marks import not_while_acting


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_tier(request: HttpRequest) -> HttpResponse:
    return _tier_form(request, None)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_tier(request: HttpRequest, tier: str) -> HttpResponse:
    return _tier_form(request, _tier_or_404(tier))


@workspace(permissions.PRICES)
@require_POST
def step_tier(request: HttpRequest, tier: str) -> HttpResponse:
    tiers.step(tier=_tier_or_404(tier), later=request.POST.get("to") == "later")
    return redirect(HERE)


@not_while_acting
@workspace(permissions.PRICES)
@require_POST
def delete_tier(request: HttpRequest, tier: str) -> HttpResponse:
    found = _tier_or_404(tier)
    with prices.saying(request, _("“%(name)s” was deleted.") % {"name": found.name}):
        tiers.delete(tier=found)
    return redirect(HERE)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_territory(request: HttpRequest) -> HttpResponse:
    return _territory_form(request, None)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_territory(request: HttpRequest, territory: str) -> HttpResponse:
    return _territory_form(request, _territory_or_404(territory))


@not_while_acting
@workspace(permissions.PRICES)
@require_POST
def delete_territory(request: HttpRequest, territory: str) -> HttpResponse:
    found = _territory_or_404(territory)
    with prices.saying(request, _("“%(name)s” was deleted.") % {"name": found.name}):
        territories.delete(territory=found)
    return redirect(HERE)


def _tier_form(request: HttpRequest, tier: ShippingTier | None) -> HttpResponse:
    form = TierForm(request.POST or None, initial={"name": tier.name} if tier else {})
    if request.method == "POST" and form.is_valid():
        if tier is None:
            tiers.create(**form.cleaned_data)
        else:
            tiers.rename(tier=tier, **form.cleaned_data)
        return redirect(HERE)
    context = page(request) | {"form": form, "tier": tier}
    status = 422 if form.is_bound else 200
    return render(request, "commerce/workspace/prices/tier.html", context, status=status)


def _territory_form(request: HttpRequest, territory: Territory | None) -> HttpResponse:
    form = TerritoryForm(request.POST or None, territory=territory)
    if request.method == "POST" and form.is_valid():
        try:
            if territory is None:
                territories.create(**form.cleaned_data)
            else:
                territories.change(territory=territory, **form.cleaned_data)
            return redirect(HERE)
        except territories.BadCountries as refusal:
            form.add_error("countries", refusal.sentence)
    context = page(request) | {"form": form, "territory": territory}
    status = 422 if form.is_bound else 200
    return render(request, "commerce/workspace/prices/territory.html", context, status=status)


def _tier_or_404(public_id: str) -> ShippingTier:
    return get_object_or_404(ShippingTier, public_id=public_id)


def _territory_or_404(public_id: str) -> Territory:
    return get_object_or_404(Territory, public_id=public_id)
