"""Opening the session of a payment that was begun, and opening it again after a crash."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from modules.commerce.models import Payment
from modules.commerce.payments import providers
from modules.commerce.payments.provider import ProviderSaysNo, Started
from modules.commerce.services.orders import locking
from modules.commerce.services.paying import ledger
from safelight.outbox import links
from tenants.context import current_studio


def open_session(payment: Payment) -> Payment:
    """Ask the provider for the session and keep its name; outside a transaction.

    May be asked again, by a second tab or after a crash: the provider knows the payment by our own
    id and opens one session for it. Raises ``ProviderIsAway`` (the payment stays begun) and
    ``ProviderSaysNo`` (it is given up).
    """
    if payment.session:
        return payment
    try:
        started = providers.of(payment.provider).start(
            payment,
            return_url=_absolute("commerce_site:pay_return", payment),
            cancel_url=_absolute("commerce_site:pay", payment),
        )
    except ProviderSaysNo:
        _give_up(payment)
        raise
    return _keep(payment, started)


def _absolute(name: str, payment: Payment) -> str:
    path = reverse(name, args=[payment.order.public_id])
    return links.absolute(links.site(current_studio()), path)


def _keep(payment: Payment, started: Started) -> Payment:
    with transaction.atomic():  # Somebody else may open it at the same moment: the first stays.
        order = locking.lock(payment.order_id)
        fresh: Payment = order.payments.select_related("connection").get(pk=payment.pk)
        if not fresh.session:
            fresh.session, fresh.url = started.session, started.url
            fresh.save(update_fields=["session", "url"])
        fresh.order = order
    return fresh


def _give_up(payment: Payment) -> None:
    with transaction.atomic():  # The payment and the order's payment dimension change together.
        order = locking.lock(payment.order_id)
        rows = order.payments.filter(pk=payment.pk, state=Payment.State.OPEN, session="")
        rows.update(state=Payment.State.EXPIRED)
        ledger.renew(order)
