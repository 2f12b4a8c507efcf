"""How clients pay: the studio's account at Stripe, test payments, and words for everything else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.commerce import permissions
from modules.commerce.leading_out import leading_to_providers
from modules.commerce.models import Provider
from modules.commerce.payments import offline, stripe_calls
from modules.commerce.payments.provider import ProviderIsAway
from modules.commerce.services.paying import connecting
from modules.commerce.settings import CommerceSettings
from modules.commerce.workspace import prices
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting
from safelight.outbox import links
from safelight.site import selectors as site
from safelight.site.services import settings as site_settings
from tenants.context import current_studio


class InstructionsForm(forms.Form):
    payment_instructions = forms.CharField(
        label=gettext_lazy("How to pay outside Safelight"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Shown where nothing can be paid online: an account number, or where to bring the "
            "money. Left empty, clients are asked to write to you."
        ),
    )  # fmt: skip


@workspace(permissions.PAYMENTS)
@never_cache
@leading_to_providers
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """POST keeps the words about paying outside."""
    stored = site.module_settings("commerce", CommerceSettings)
    form = InstructionsForm(request.POST or None, initial=dataclasses.asdict(stored))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["payment_instructions"].strip()
        changed = dataclasses.replace(stored, payment_instructions=words)
        site_settings.change_module(module="commerce", settings=changed)
        messages.success(request, _("Saved."))
        return redirect("commerce_workspace:payments")
    keys = stripe_calls.keys()
    context: dict[str, Any] = {
        **prices.head(request, "payments"),
        "form": form,
        "stripe": connecting.current(Provider.STRIPE),
        "stripe_is_set_up": keys is not None,
        "stripe_is_live": keys is not None and keys.livemode,
        "test": connecting.current(Provider.TEST) if settings.TEST_PAYMENTS else None,
        "test_is_allowed": settings.TEST_PAYMENTS,
        "shown_words": offline.instructions(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "commerce/workspace/payments/show.html", context, status=status)


@not_while_acting
@workspace(permissions.PAYMENTS)
@require_POST
def connect_stripe(request: HttpRequest) -> HttpResponse:
    """To Stripe, where the studio says who it is; again where that was not finished."""
    base = links.workspace(current_studio())
    try:
        address = connecting.begin_stripe(
            return_url=links.absolute(base, reverse("commerce_workspace:stripe_back")),
            refresh_url=links.absolute(base, reverse("commerce_workspace:payments")),
            at=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("commerce_workspace:payments")
    return redirect(address)


@not_while_acting
@workspace(permissions.PAYMENTS)
@never_cache
@require_safe
def stripe_back(request: HttpRequest) -> HttpResponse:
    """Back from Stripe: whether it was finished is asked, not believed."""
    row = connecting.current(Provider.STRIPE)
    if row is not None and row.account:
        # Stripe's own news will tell as well.
        with suppress(ProviderIsAway):
            row = connecting.refresh(provider=Provider.STRIPE, account=row.account)
    if row is not None and row.ready:
        messages.success(request, _("Stripe is connected. Clients can pay by card from now on."))
    else:
        messages.warning(request, _("Stripe still wants to know something before you can start."))
    return redirect("commerce_workspace:payments")


@not_while_acting
@workspace(permissions.PAYMENTS)
@require_POST
def connect_test(request: HttpRequest) -> HttpResponse:
    def change() -> str:
        connecting.connect_test(at=timezone.now())
        return _("Clients can try paying now. No money moves.")

    return _say(request, change)


@not_while_acting
@workspace(permissions.PAYMENTS)
@require_POST
def disconnect(request: HttpRequest) -> HttpResponse:
    def change() -> str:
        connecting.disconnect(provider=request.POST.get("provider", ""), at=timezone.now())
        return _("Disconnected. What was paid by it can still be refunded.")

    return _say(request, change)


def _say(request: HttpRequest, change: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, change())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("commerce_workspace:payments")
