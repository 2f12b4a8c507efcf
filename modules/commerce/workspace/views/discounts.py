"""Discounts: coupons, steps by quantity, and how they go together."""

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
from modules.commerce.models import PriceList
from modules.commerce.services.costs import campaigns, coupon_uses
from modules.commerce.settings import CommerceSettings
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.discounts import CouponForm, StepsForm
from modules.commerce.workspace.reads import coupons, stacking
from modules.gallery import facade as galleries
from safelight.accounts.doors import workspace
from safelight.site import selectors as site

HERE = "commerce_workspace:discounts"


@workspace(permissions.PRICES)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    at, currency = timezone.now(), site.site_settings().currency
    settings = site.module_settings("commerce", CommerceSettings)
    worked = stacking.example(currency=currency, settings=settings)
    context = prices.head(request, "discounts") | {
        "coupons": [
            (each, coupons.value(each, currency), coupons.state(each, at))
            for each in coupon_uses.coupons()
        ],
        "lists": PriceList.written().filter(withdrawn_at=None).prefetch_related("discounts"),
        "worked": worked,
        "others": stacking.others(worked),
        "included": stacking.included_taxes(worked, settings),
        "currency": currency,
    }
    return render(request, "commerce/workspace/prices/discounts.html", context)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_coupon(request: HttpRequest) -> HttpResponse:
    form = CouponForm(
        request.POST or None, currency=site.site_settings().currency,
        known=galleries.galleries_within(galleries.viewer_of(request).sight),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = form.save()
        if made is not None:
            return redirect("commerce_workspace:coupon", made.public_id)
    status = 422 if form.is_bound else 200
    context = _page(request) | {"form": form}
    return render(request, "commerce/workspace/prices/coupon_new.html", context, status=status)


@workspace(permissions.PRICES)
@never_cache
@require_safe
def coupon(request: HttpRequest, coupon: str) -> HttpResponse:
    found = get_object_or_404(coupon_uses.coupons(), public_id=coupon)
    currency, at = site.site_settings().currency, timezone.now()
    context = _page(request) | {
        "coupon": found,
        "value": coupons.value(found, currency),
        "state": coupons.state(found, at),
        "has_ended": found.ends_at is not None and found.ends_at <= at,
        "uses": coupon_uses.uses(found),
        "currency": currency,
    }
    return render(request, "commerce/workspace/prices/coupon.html", context)


@workspace(permissions.PRICES)
@require_POST
def end(request: HttpRequest, coupon: str) -> HttpResponse:
    found = get_object_or_404(coupon_uses.coupons(), public_id=coupon)
    with prices.saying(request, _("The campaign has ended.")):
        campaigns.end(coupon=found, at=timezone.now())
    return redirect("commerce_workspace:coupon", coupon)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: HttpRequest, price_list: str) -> HttpResponse:
    found = get_object_or_404(PriceList.written(), public_id=price_list)
    form = StepsForm(request.POST or None, price_list=found)
    if request.method == "POST" and form.is_valid():
        with prices.saying(request, _("Saved. It holds for carts from now on.")):
            campaigns.set_steps(price_list=found, steps=form.steps)
        return redirect(HERE)
    status = 422 if form.is_bound else 200
    context = _page(request) | {"form": form, "list": found}
    return render(request, "commerce/workspace/prices/steps.html", context, status=status)


def _page(request: HttpRequest) -> dict[str, Any]:
    crumbs = [{"title": _("Discounts"), "url": reverse(HERE)}]
    return prices.head(request, "discounts") | {"breadcrumbs": crumbs}
