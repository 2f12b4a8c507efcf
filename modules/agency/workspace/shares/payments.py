"""Payment runs: what can be paid, what was, and the bank's file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from modules.agency import share_answers
from modules.agency.models import PaymentRun, Statement
from modules.agency.services.shares import paying
from modules.agency.workspace.shares import pages
from modules.agency.workspace.shares.forms import MinimumForm
from safelight.accounts import paging
from safelight.kernel import public_id
from safelight.kernel.marks import not_while_acting
from safelight.site import selectors as site

HERE = "agency_workspace:payments"


@pages.door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """``minimum`` leaves out what is below; the studio's currency unless ``currency`` asks."""
    form = MinimumForm(request.GET, currency=(currency := _currency(request)))
    minimum = (form.cleaned_data["minimum"] or 0) if form.is_valid() else 0
    context = pages.head("payments") | {
        "form": form,
        "payable": paying.payable(minimum=minimum, currency=currency),
        "minimum": minimum,
        "currency": currency,
        "currencies": sorted({currency, *paying.payable().values_list("currency", flat=True)}),
        "key": public_id.new(),
        "page": paging.page(request, PaymentRun.objects.all(), key="-number"),
    }
    return render(request, "agency/workspace/shares/payments.html", context)


@not_while_acting
@pages.door
@require_POST
def pay(request: HttpRequest) -> HttpResponse:
    """One run of the ticked statements."""
    asked = [each for each in request.POST.getlist("statement") if "\0" not in each]
    key, minimum = request.POST.get("key", ""), request.POST.get("minimum", "")
    if not public_id.is_one(key) or not minimum.isascii() or not minimum.isdigit():
        return redirect(HERE)
    chosen = Statement.objects.filter(public_id__in=asked).values_list("pk", flat=True)
    with pages.saying(request, _("They count as paid now. Give the file to your bank.")):
        run = paying.pay(
            statement_ids=list(chosen), currency=_currency(request), minimum=int(minimum[:18]),
            by=pages.person_of(request), key=key, at=timezone.now(),
        )  # fmt: skip
        return redirect("agency_workspace:payment", run.public_id)
    return redirect(HERE)


@not_while_acting
@pages.door
@never_cache
@require_safe
def show(request: HttpRequest, run: str) -> HttpResponse:
    found = get_object_or_404(PaymentRun, public_id=run)
    payouts = found.payouts.select_related("statement__contributor")
    context = pages.below("payments") | {"run": found, "payouts": payouts}
    return render(request, "agency/workspace/shares/payment.html", context)


@not_while_acting
@pages.door
@require_safe
def as_csv(request: HttpRequest, run: str) -> HttpResponseBase:
    return share_answers.run_csv(get_object_or_404(PaymentRun, public_id=run))


def _currency(request: HttpRequest) -> str:
    asked = request.POST.get("currency") or request.GET.get("currency", "")
    is_code = len(asked) == 3 and asked.isascii() and asked.isalpha()
    return asked.upper() if is_code else site.site_settings().currency
