"""Giving money back (T12): promised under the order's lock, asked of the provider by a job.

The promise is counted at once, so two people together never give back more than came. The job asks
with the refund's own id, so a worker that is killed in the middle is followed by one that gives
back nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Order, Payment, Provider, Refund
from modules.commerce.payments import providers
from modules.commerce.payments.provider import Given, ProviderSaysNo
from modules.commerce.services.orders import locking, trail
from modules.commerce.services.paying import effects, given_back, ledger
from modules.commerce.services.paying import parts as of_order
from modules.commerce.services.paying.parts import MoreThanLeft, Part
from safelight import jobs
from safelight.accounts.models import Person

KIND = "commerce.refund"


def refund(
    *, order: Order, parts: Sequence[Part], reason: str, by: Person | None, key: str, at: datetime
) -> Refund:
    """Give back these parts of what was paid; once for each ``key``.

    Nothing is cancelled by it. Raises ``MoreThanLeft``.
    """
    with transaction.atomic():  # The promise and the job that keeps it appear together.
        locked = locking.lock(order.pk)
        if (made := _made_before(locked, key)) is not None:
            return made
        amount = of_order.check(locked, parts)
        payment = _payment_with(locked, amount)
        return _promise(payment, amount, parts, reason=reason, by=by, key=key, at=at)


def send_back(
    *, payment: Payment, reason: str, by: Person | None, key: str, at: datetime
) -> Refund:
    """Give a payment back that pays nothing: it came twice, or for a cancelled order.

    Of one that pays more than was due, the difference. Raises ``MoreThanLeft`` where nothing is
    left of it.
    """
    with transaction.atomic():  # As in refund.
        locked = locking.lock(payment.order_id)
        if (made := _made_before(locked, key)) is not None:
            return made
        fresh: Payment = locked.payments.get(pk=payment.pk)
        fresh.order = locked
        amount = ledger.excess(fresh) if fresh.over else ledger.refundable(fresh)
        if amount <= 0:
            raise MoreThanLeft(_("Nothing of this payment is left to be given back."))
        return _promise(fresh, amount, (), reason=reason, by=by, key=key, at=at)


def carry_out(*, refund_id: int, at: datetime) -> Refund:
    """Ask the provider for a promised refund; outside a transaction. Raises ``ProviderIsAway``."""
    found: Refund = Refund.objects.select_related("payment__connection", "payment__order").get(
        pk=refund_id
    )
    if found.state != Refund.State.ASKED or found.payment.provider == Provider.OFFLINE:
        return found
    try:
        given = providers.of(found.payment.provider).refund(found)
    except ProviderSaysNo as no:
        given = Given(
            reference="", ours=found.public_id, amount=found.amount,
            state=Refund.State.FAILED, problem=no.sentence,
        )  # fmt: skip
    with transaction.atomic():  # Refund, payment, order, papers, history and mail, together.
        order = locking.lock(found.order_id)
        _settle(order, found.pk, given, at)
    return found


def _settle(order: Order, refund_id: int, given: Given, at: datetime) -> None:
    found: Refund = order.refunds.select_related("payment").get(pk=refund_id)
    payment = found.payment
    payment.order = found.order = order
    settled = given_back.bring_up_to_date(payment, [given], at=at)
    payment.save(update_fields=["refunded"])
    ledger.renew(order)
    for each in settled:
        effects.refund_settled(each, at=at)


def _promise(  # noqa: PLR0913 - keyword-only but for what is given back
    payment: Payment,
    amount: int,
    wanted: Sequence[Part],
    *,
    reason: str,
    by: Person | None,
    key: str,
    at: datetime,
) -> Refund:
    made: Refund = Refund.objects.create(
        order=payment.order, payment=payment, amount=amount, reason=reason.strip(), by=by,
        asked_at=at, key=key,
    )  # fmt: skip
    of_order.write(made, wanted)
    trail.record(
        order=payment.order, verb="refund_asked", by=by, at=at,
        amount=amount, currency=payment.currency, reason=made.reason,
    )  # fmt: skip
    if payment.provider == Provider.OFFLINE:
        # The team gives it back with its own hands; there is nobody to ask.
        given = Given(reference="", ours=made.public_id, amount=amount, state="succeeded")
        _settle(payment.order, made.pk, given, at)
        made.refresh_from_db()
    else:
        jobs.enqueue(KIND, key=made.public_id, refund_id=made.pk)
    return made


def _made_before(order: Order, key: str) -> Refund | None:
    if not key or len(key) > 64 or "\0" in key:
        raise MoreThanLeft(_("The form was sent without its key. Load the page again."))
    found: Refund | None = Refund.objects.filter(key=key, order=order).first()
    return found


def _payment_with(order: Order, amount: int) -> Payment:
    """The first payment that has so much left."""
    for payment in order.payments.filter(state=Payment.State.SUCCEEDED).order_by("pk"):
        payment.order = order
        if ledger.refundable(payment) >= amount:
            return payment
    raise MoreThanLeft(_("More cannot be given back than was paid."))
