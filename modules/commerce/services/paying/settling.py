"""What a provider says of a payment becomes true here (T5, T12, T13), and nowhere else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Payment
from modules.commerce.money import currencies
from modules.commerce.payments.provider import Seen
from modules.commerce.services.orders import locking
from modules.commerce.services.paying import effects, given_back, ledger

S = Payment.State
# How far a payment is; it never goes back. Money that came after all counts.
_FAR = {S.OPEN: 0, S.PROCESSING: 1, S.FAILED: 2, S.EXPIRED: 2, S.SUCCEEDED: 3}


def settle(*, payment_id: int, seen: Seen, at: datetime) -> Payment:
    """Bring the payment, its refunds and its order up to what was seen; once in effect.

    What was asked for before something that we know already says nothing new and is left alone.
    Money that is not what was asked for, or somebody else's, does not pay the order: it is shown
    to the team.
    """
    # Payment, refunds, order, stock, items, papers, history and mails appear together.
    with transaction.atomic():
        order = locking.lock(Payment.objects.values_list("order_id", flat=True).get(pk=payment_id))
        payment: Payment = order.payments.select_related("connection").get(pk=payment_id)
        payment.order = order
        if payment.seen_at is not None and seen.asked_at < payment.seen_at:
            return payment
        payment.seen_at = seen.asked_at
        if difference := _difference(payment, seen):
            _set_apart(payment, seen, difference, at)
        else:
            _take(payment, seen, at)
    return payment


def lose_sight(*, payment_id: int, why: str, at: datetime) -> Payment:
    """The provider tells us nothing of this payment: the studio may have taken its account away.

    A session that is over by now counts as given up, and the team is asked to look for itself.
    """
    with transaction.atomic():  # As in settle.
        order = locking.lock(Payment.objects.values_list("order_id", flat=True).get(pk=payment_id))
        payment: Payment = order.payments.get(pk=payment_id)
        payment.order, payment.seen_at = order, at
        is_over = payment.expires_at is None or payment.expires_at <= at
        if not payment.is_running or not is_over:
            payment.save(update_fields=["seen_at"])
            return payment
        payment.state, payment.settled_at = S.EXPIRED, at
        payment.problem = _(
            "We cannot ask any more whether this was paid. Look at the payment provider. %(why)s"
        ) % {"why": why}
        payment.save()
        ledger.renew(order)
        effects.flagged(payment, at=at)
    return payment


def _take(payment: Payment, seen: Seen, at: datetime) -> None:
    order = payment.order
    was_paid = payment.state == S.SUCCEEDED
    _go_on(payment, seen, at)
    settled = given_back.bring_up_to_date(payment, seen.refunds, at=at)
    was_disputed, payment.disputed = payment.disputed, seen.disputed
    payment.save()
    ledger.renew(order)
    if payment.state == S.SUCCEEDED and not was_paid:
        effects.paid(payment, by=None, at=at)
    for refund in settled:
        effects.refund_settled(refund, at=at)
    if payment.disputed != was_disputed:
        effects.dispute_changed(payment, at=at)


def _go_on(payment: Payment, seen: Seen, at: datetime) -> None:
    state = S(seen.state)
    if _FAR[state] < _FAR[S(payment.state)] or payment.state == S.SUCCEEDED:
        return
    if state != payment.state and state not in Payment.RUNNING:
        payment.settled_at = at
    payment.state = state
    payment.reference = seen.reference or payment.reference
    if state == S.SUCCEEDED:
        payment.received = seen.received


def _difference(payment: Payment, seen: Seen) -> str:
    """What does not fit between what we asked for and what came, as a sentence for the team."""
    account = payment.connection.account if payment.connection else ""
    if (seen.provider, seen.account) != (payment.provider, account):
        return _("It came to another account than this order was to be paid to.")
    if seen.livemode != payment.livemode:
        return _("One of real and pretended money was asked for, and the other came.")
    if (seen.order, seen.payment) != (payment.order.public_id, payment.public_id):
        return _("It was made for another order.")
    wrong = seen.state == S.SUCCEEDED and seen.received != payment.amount
    if seen.currency != payment.currency or seen.amount != payment.amount or wrong:
        return _("%(came)s %(currency)s came, %(asked)s %(wanted)s were asked for.") % {
            "came": currencies.plain(max(seen.received, 0), seen.currency),
            "asked": currencies.plain(payment.amount, payment.currency),
            "currency": seen.currency, "wanted": payment.currency,
        }  # fmt: skip
    return ""


def _set_apart(payment: Payment, seen: Seen, difference: str, at: datetime) -> None:
    """The order is not paid by this; nobody is told twice."""
    if payment.is_running and seen.state not in Payment.RUNNING:
        payment.state, payment.settled_at = S.FAILED, at
    is_new = not payment.problem
    if is_new:
        payment.problem = _("A payment does not fit, so it does not count: %(why)s") % {
            "why": difference
        }
    payment.save()
    ledger.renew(payment.order)
    if is_new:
        effects.flagged(payment, at=at)
