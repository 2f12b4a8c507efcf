"""Settings → Plan: what the studio has, what it uses, what it could have, what it paid."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts.doors import owners
from safelight.accounts.models import Person
from safelight.billing import selectors, stripe
from safelight.billing.leading_out import leading_to_stripe
from safelight.billing.models import Price, Subscription
from safelight.billing.services import buying, settling, standing, unpaid
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import asks_anew, not_while_acting, open_while_suspended
from safelight.outbox import links
from safelight.site import selectors as site
from tenants.models import Studio


@open_while_suspended
@owners
@never_cache
@leading_to_stripe
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """See ``selectors.shown``; ``per`` is month or year."""
    has = selectors.shown(_studio(request))
    subscription = has.subscription
    wanted = request.GET.get("currency") or site.site_settings().currency
    yearly = subscription.interval if subscription else ""
    context: dict[str, Any] = {
        "has": has,
        "subscription": subscription,
        "closes_at": unpaid.closes_at(subscription)
        if subscription and subscription.unpaid_since else None,
        "closed_since": standing.closed_since(_studio(request)),
        "offers": selectors.offers(
            per=request.GET.get("per") or yearly, wanted=wanted, subscription=subscription
        ),
        "can_pay": stripe.keys() is not None,
        "operators": settings.DEFAULT_FROM_EMAIL,
    }  # fmt: skip
    return render(request, "billing/plan.html", context)


@open_while_suspended
@owners
@not_while_acting
@asks_anew
@require_POST
def choose(request: HttpRequest, name: str) -> HttpResponse:
    """To Stripe's page, or to what a change would cost where a plan is paid already."""
    studio, chosen = _studio(request), _price(name)
    has = selectors.shown(studio)
    if has.subscription is not None and has.subscription.is_paid_for:
        return redirect("billing:change", name=name)
    base = links.workspace(studio)
    returns = buying.Returns(
        done=links.absolute(base, reverse("billing:back") + "?paid=1"),
        back=links.absolute(base, reverse("billing:plan")),
    )
    person = cast(Person, request.user)
    try:
        url = buying.begin(
            studio=studio, price=chosen, by=person, returns=returns, at=timezone.now()
        )
    except Refusal as refusal:
        return _said(request, refusal)
    return redirect(url)


@open_while_suspended
@owners
@not_while_acting
@asks_anew
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, name: str) -> HttpResponse:
    """What changing now costs; POST changes for exactly that."""
    studio, chosen, at = _studio(request), _price(name), timezone.now()
    try:
        if request.method == "POST":
            shown_at = _moment(request.POST.get("shown_at", ""))
            buying.change(studio=studio, price=chosen, shown_at=shown_at, at=at)
            messages.success(request, _("Your plan has changed."))
            return redirect("billing:plan")
        # Whole seconds: what is charged is worked out for the second that was shown.
        at = at.replace(microsecond=0)
        preview = buying.preview(studio=studio, price=chosen, at=at)
    except Refusal as refusal:
        return _said(request, refusal)
    context = {
        "preview": preview, "price": chosen, "shown_at": int(at.timestamp()),
        "has": selectors.shown(studio), "facts": list(selectors.facts(chosen.version)),
    }  # fmt: skip
    return render(request, "billing/change.html", context)


@open_while_suspended
@owners
@not_while_acting
@asks_anew
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """End the plan with what is paid; ``keep`` takes that back."""
    keeps = request.POST.get("keep") == "1"
    try:
        (buying.keep if keeps else buying.cancel)(studio=_studio(request), at=timezone.now())
    except Refusal as refusal:
        return _said(request, refusal)
    said = _("Your plan goes on.") if keeps else _("Your plan ends with what is paid.")
    messages.success(request, said)
    return redirect("billing:plan")


@open_while_suspended
@owners
@not_while_acting
@asks_anew
@require_POST
def portal(request: HttpRequest) -> HttpResponse:
    """To Stripe's page for the card and the invoices."""
    studio = _studio(request)
    back = links.absolute(links.workspace(studio), reverse("billing:back"))
    try:
        return redirect(buying.portal(studio=studio, return_url=back))
    except Refusal as refusal:
        return _said(request, refusal)


@open_while_suspended
@owners
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """From Stripe's pages: what is true there is asked at once, not waited for."""
    try:
        settling.settle(studio=_studio(request), at=timezone.now())
    except Refusal as refusal:
        return _said(request, refusal)
    subscription = standing.of(_studio(request))
    # Stripe's own word may have come first: what is said depends on where they come from.
    if "paid" in request.GET and subscription and subscription.state == Subscription.State.ACTIVE:
        plan_name = subscription.version.name
        messages.success(request, _("Thank you: you are on %(plan)s now.") % {"plan": plan_name})
    return redirect("billing:plan")


def _said(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    messages.error(request, refusal.sentence)
    return redirect("billing:plan")


def _studio(request: HttpRequest) -> Studio:
    found: Studio = request.studio  # type: ignore[attr-defined]
    return found


def _price(name: str) -> Price:
    found = selectors.price_on_offer(name)
    if found is None:
        raise Http404
    return found


def _moment(text: str) -> datetime:
    """Of the form's hidden field; what is no time of today is too old."""
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    return datetime.fromtimestamp(seconds, tz=UTC)
