"""The studio's own accounts at providers: connecting, asking whether they work, disconnecting.

Stripe's Connect onboarding (https://docs.stripe.com/connect/standard-accounts): we ask for an
account, the studio fills in at Stripe who it is, and Stripe says whether it may take payments.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Payment, PaymentConnection, Provider
from modules.commerce.payments import stripe_accounts, stripe_calls, test
from modules.commerce.payments.provider import ProviderSaysNo
from modules.commerce.services.paying import looking
from safelight.connect import receiving
from safelight.kernel.errors import Refusal
from tenants.context import current_studio


class NotSetUpHere(Refusal):
    code = "provider_not_set_up"


def current(provider: str) -> PaymentConnection | None:
    if provider not in Provider.values:
        return None
    found: PaymentConnection | None = PaymentConnection.objects.filter(
        provider=provider, disconnected_at=None
    ).first()
    return found


def begin_stripe(*, return_url: str, refresh_url: str, at: datetime) -> str:
    """The address at Stripe where the studio goes on; outside a transaction.

    May be asked again: the account is made once. Raises ``NotSetUpHere``, ``ProviderIsAway`` and
    ``ProviderSaysNo``.
    """
    keys = stripe_calls.keys()
    if keys is None:
        raise NotSetUpHere(_("Payments by card are not set up on this platform."))
    row = _row(Provider.STRIPE, livemode=keys.livemode, at=at)
    if not row.account:
        account = stripe_accounts.make(key=row.public_id, studio=str(current_studio().uuid))
        _name(row, account, at)
    return stripe_accounts.link(row.account, return_url=return_url, refresh_url=refresh_url)


def connect_test(*, at: datetime) -> PaymentConnection:
    """Let clients pretend to pay. Raises ``NotSetUpHere`` where that is not allowed."""
    if not settings.TEST_PAYMENTS:
        raise NotSetUpHere(_("Test payments are not allowed on this platform."))
    row = _row(Provider.TEST, livemode=False, at=at)
    row.account, row.ready = test.ACCOUNT, True
    row.save(update_fields=["account", "ready"])
    return row


def refresh(*, provider: str, account: str) -> PaymentConnection | None:
    """Ask whether an account may take payments; outside a transaction.

    An account that was taken from us may not. Raises ``ProviderIsAway``.
    """
    row: PaymentConnection | None = PaymentConnection.objects.filter(
        provider=provider, account=account, disconnected_at=None
    ).first()
    if row is None or provider != Provider.STRIPE:
        return row
    try:
        row.ready = stripe_accounts.may_take_payments(account)
    except ProviderSaysNo:
        row.ready = False
    row.save(update_fields=["ready"])
    return row


def disconnect(*, provider: str, at: datetime) -> None:
    """Offer this way to pay no more. What runs is closed; refunds of what was paid still work.

    Outside a transaction. Raises ``ProviderIsAway`` while a session cannot be closed.
    """
    row = current(provider)
    if row is None:
        return
    # Nobody begins a new payment from here on; then those that run are closed.
    row.disconnected_at = at
    row.save(update_fields=["disconnected_at"])
    running = Payment.objects.filter(connection=row, state__in=Payment.RUNNING)
    for payment in running.select_related("order"):
        looking.close_running(payment.order, at=at)


def _row(provider: str, *, livemode: bool, at: datetime) -> PaymentConnection:
    """The studio's connection, made where there is none; of another mode, a new one."""
    with transaction.atomic():  # Two clicks make one.
        others = PaymentConnection.objects.filter(provider=provider, disconnected_at=None)
        others.exclude(livemode=livemode).update(disconnected_at=at)
        row: PaymentConnection = others.get_or_create(
            provider=provider,
            disconnected_at=None,
            defaults={"livemode": livemode, "connected_at": at},
        )[0]
    return row


def _name(row: PaymentConnection, account: str, at: datetime) -> None:
    """Keep the account's name, and tell the platform whose news it brings."""
    with transaction.atomic():  # News of an account that nobody knows would be lost.
        row.account = account
        row.save(update_fields=["account"])
        receiving.connect(studio=current_studio(), provider=row.provider, account=account, at=at)
