"""Asking the provider what is true now: on news, when the client comes back, and by the clock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from modules.commerce.models import Order, Payment, Provider, Refund
from modules.commerce.payments import providers
from modules.commerce.payments.provider import ProviderSaysNo
from modules.commerce.services.paying import opening, settling
from safelight import jobs

KIND = "commerce.look_at_payment"
# Kinds of a provider's objects that belong to one payment.
OF_PAYMENTS = frozenset({"session", "intent", "charge"})
# Old enough that whoever is paying, or the provider's own news, would have been heard.
QUIET = timedelta(minutes=3)
# A payment that takes days is asked for less often, and a settled one once a day: news of a
# refund or dispute may have been lost as well.
LONG, PATIENCE = timedelta(days=1), timedelta(hours=1)
REMEMBERED = timedelta(days=120)
MOST = 200


def look(*, payment_id: int, at: datetime) -> Payment:
    """Ask the provider about a payment and settle what it says; outside a transaction.

    Where it will not tell, the payment is given up once its session is over. Raises
    ``ProviderIsAway``.
    """
    payment: Payment = Payment.objects.select_related("order", "connection").get(pk=payment_id)
    if payment.provider == Provider.OFFLINE:
        return payment
    if not payment.session:
        if not payment.is_running:
            return payment
        try:
            payment = opening.open_session(payment)
        except ProviderSaysNo:
            return payment
    try:
        seen = providers.of(payment.provider).look(payment, at=at)
    except ProviderSaysNo as no:
        return settling.lose_sight(payment_id=payment.pk, why=no.sentence, at=at)
    return settling.settle(payment_id=payment.pk, seen=seen, at=at)


def close_running(
    order: Order, *, at: datetime, unless: Callable[[Payment], bool] = lambda payment: False
) -> None:
    """Let nobody pay by a session that runs, and settle what became of it.

    Outside a transaction. What is already on its way stays so.
    """
    running = order.payments.filter(state__in=Payment.RUNNING).select_related("order", "connection")
    for payment in running:
        if unless(payment):
            continue
        if not payment.session:
            # The provider may have opened it although we never heard so.
            try:
                payment = opening.open_session(payment)
            except ProviderSaysNo:
                continue
        # Where it does not let us, looking tells.
        with suppress(ProviderSaysNo):
            providers.of(payment.provider).expire(payment)
        look(payment_id=payment.pk, at=at)


def hear(*, provider: str, names: dict[str, str], at: datetime) -> Payment | None:
    """Something happened to these objects of the provider: see what, if they are ours."""
    payment = _known(provider, names)
    if payment is None:
        session = providers.of(provider).session_of(names)
        payment = _known(provider, {"session": session}) if session else None
    return look(payment_id=payment.pk, at=at) if payment else None


def ask_for_all(*, at: datetime) -> int:
    """One job for each payment that nobody told us of; how many."""
    due = _due(at)
    with transaction.atomic():  # A job is a row and wants a transaction.
        for payment_id in due:
            jobs.enqueue(KIND, key=str(payment_id), payment_id=payment_id)
    return len(due)


def _known(provider: str, names: dict[str, str]) -> Payment | None:
    rows = Payment.objects.filter(provider=provider)
    for name, column in (("session", "session"), ("intent", "reference")):
        if value := names.get(name):
            found: Payment | None = rows.filter(**{column: value}).first()
            if found is not None:
                return found
    return None


def _due(at: datetime) -> list[int]:
    online = Payment.objects.exclude(provider=Provider.OFFLINE)
    running = online.filter(state__in=Payment.RUNNING, started_at__lte=at - QUIET)
    slow = running.filter(started_at__lte=at - LONG, seen_at__gt=at - PATIENCE)
    asked = Refund.objects.filter(state=Refund.State.ASKED, asked_at__lte=at - QUIET)
    settled = online.filter(
        state=Payment.State.SUCCEEDED, settled_at__gt=at - REMEMBERED, seen_at__lte=at - LONG
    ).order_by("seen_at")
    found = [
        *running.exclude(pk__in=slow.values("pk")).order_by("pk").values_list("pk", flat=True),
        *online.filter(pk__in=asked.values("payment")).values_list("pk", flat=True),
        *settled.values_list("pk", flat=True)[:MOST],
    ]
    return sorted(set(found))
