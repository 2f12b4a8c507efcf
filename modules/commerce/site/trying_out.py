"""The page of the test provider: what a card payment can come to, by pressing a button."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from modules.commerce.models import Order, Provider
from modules.commerce.payments import test
from modules.commerce.services.paying import looking
from modules.commerce.site.doors import entering
from modules.commerce.site.paying import payment_or_404
from safelight import jobs

# What is pressed, what happens then, whether the provider tells us, and whether the browser is
# sent back.
ACTS = {
    "pay": ("pay", True, True),
    "decline": ("decline", True, True),
    "delay": ("delay", True, True),
    "lose": ("pay", True, False),
    "silence": ("pay", False, False),
}


@require_http_methods(["GET", "HEAD", "POST"])
@entering
def page(request: HttpRequest, order: Order, session: str) -> HttpResponse:
    payment = payment_or_404(order, session)
    if not settings.TEST_PAYMENTS or payment.provider != Provider.TEST:
        raise Http404
    context = {"order": order, "payment": payment}
    if request.method != "POST":
        return render(request, "commerce/site/pay_test.html", context)
    pressed = request.POST.get("act", "")
    if pressed not in ACTS:
        return render(request, "commerce/site/pay_test.html", context, status=400)
    act, tells, sends_back = ACTS[pressed]
    done = test.act(session=session, act=act, at=timezone.now())
    if done is not None and tells:
        delay = test.DELAY if act == "delay" else timedelta(0)
        with transaction.atomic():  # A job is a row and wants a transaction.
            jobs.enqueue(looking.KIND, key=str(payment.pk), delay=delay, payment_id=payment.pk)
    if done is not None and not sends_back:
        return render(request, "commerce/site/pay_lost.html", context)
    return redirect("commerce_site:pay_return", order.public_id)
