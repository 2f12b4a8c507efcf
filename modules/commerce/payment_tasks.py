"""Jobs of payments: load, call. Whoever does not answer is asked again later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.payments.provider import ProviderIsAway
from modules.commerce.services.orders import cancelling
from modules.commerce.services.paying import connecting, looking, refunding
from safelight import jobs

# Half a day with the pauses that grow between tries.
PATIENT = 20


@contextmanager
def _patiently() -> Iterator[None]:
    try:
        yield
    except ProviderIsAway as away:
        raise jobs.TryLater(away.sentence) from away


@jobs.handler("commerce.hear_of_payment", attempts=PATIENT)
def hear_of_payment(*, provider: str, **given: object) -> None:
    """``given`` names the provider's objects by kind (``connect.stripe_events.News``)."""
    told = {name: str(value) for name, value in given.items() if value}
    at = timezone.now()
    with _patiently():
        if told.keys() & looking.OF_PAYMENTS:
            looking.hear(provider=provider, names=told, at=at)
        else:
            connecting.refresh(provider=provider, account=told.get("account", ""))


@jobs.handler(looking.KIND, attempts=PATIENT)
def look_at_payment(*, payment_id: int, **_: object) -> None:
    with _patiently():
        looking.look(payment_id=payment_id, at=timezone.now())


@jobs.handler(cancelling.KIND, attempts=PATIENT)
def close_payments(*, order_id: int, **_: object) -> None:
    with _patiently():
        looking.close_running(Order.objects.get(pk=order_id), at=timezone.now())


@jobs.handler(refunding.KIND, attempts=PATIENT)
def refund(*, refund_id: int, **_: object) -> None:
    with _patiently():
        refunding.carry_out(refund_id=refund_id, at=timezone.now())


@jobs.handler("commerce.look_after_payments")
def look_after_payments(**_: object) -> None:
    looking.ask_for_all(at=timezone.now())
