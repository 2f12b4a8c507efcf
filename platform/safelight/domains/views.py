"""Pages of a studio's domains: which there are, connecting one, choosing the one for links."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.domains import forms, hosts, selectors
from safelight.domains.models import Claim
from safelight.domains.services import claiming, routing
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import asks_anew, not_while_acting
from tenants import limits
from tenants.context import current_studio

MAY = "site.manage"


@workspace(MAY)
@never_cache
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    context = {
        "hosts": selectors.hosts_of(current_studio()),
        "claims": [(claim, hosts.readable(claim.host)) for claim in selectors.claims()],
        "may_have_some": limits.here().has_custom_domains,
    }
    return render(request, "domains/list.html", context)


@asks_anew
@not_while_acting
@workspace(MAY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = forms.HostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = claiming.claim(host=form.cleaned_data["host"], at=timezone.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("domains:domain", made.public_id)
    return render(request, "domains/new.html", {"form": form}, status=422 if form.errors else 200)


@workspace(MAY)
@never_cache
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = _claim_or_404(public_id)
    found = selectors.hosts_of(current_studio())
    context = {
        "claim": claim,
        "name": hosts.readable(claim.host),
        "target": settings.DOMAINS_TARGET,
        "is_primary": found.primary == claim.host,
        "address": found.address,
    }
    return render(request, "domains/domain.html", context)


@workspace(MAY)
@require_POST
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    claiming.ask_for_check(_claim_or_404(public_id))
    messages.info(request, _("We are asking name servers now. Look again in a few seconds."))
    return redirect("domains:domain", public_id)


@asks_anew
@not_while_acting
@workspace(MAY)
@require_POST
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        claiming.begin_again(claim=_claim_or_404(public_id), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("domains:domain", public_id)


@asks_anew
@not_while_acting
@workspace(MAY)
@require_POST
def make_primary(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = _claim_or_404(public_id)
    try:
        routing.make_primary(claim=claim)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        name = hosts.readable(claim.host)
        messages.success(request, _("Links, mails and codes name %(host)s now.") % {"host": name})
    return redirect("domains:domain", public_id)


@asks_anew
@not_while_acting
@workspace(MAY)
@require_POST
def use_address(request: HttpRequest) -> HttpResponse:
    routing.use_address()
    messages.success(request, _("Links, mails and codes name your address with us again."))
    return redirect("domains:list")


@asks_anew
@not_while_acting
@workspace(MAY)
@require_POST
def release(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = _claim_or_404(public_id)
    claiming.release(claim=claim)
    name = hosts.readable(claim.host)
    messages.success(request, _("%(host)s leads here no more.") % {"host": name})
    return redirect("domains:list")


def _claim_or_404(public_id: str) -> Claim:
    claim = selectors.claim(public_id)
    if claim is None:
        raise Http404
    return claim
