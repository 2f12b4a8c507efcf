"""What comes round while studios leave, and the erasing itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.leaving.models import Receipt
from safelight.leaving.services import erasing, receipts, telling
from safelight.leaving.services import temporaries as left_over


@jobs.platform_handler("leaving.watch", every=timedelta(hours=1))
def watch(**_: object) -> None:
    at = timezone.now()
    telling.remind(at=at)
    erasing.begin_due(at=at)


# It waits for the studio's work to end, and for nobody's patience.
@jobs.platform_handler(erasing.ERASE, lease=timedelta(minutes=5), attempts=100)
def erase(*, receipt_id: int, **_: object) -> None:
    erasing.erase(receipt=Receipt.objects.get(pk=receipt_id))


@jobs.platform_handler(erasing.LOOK_AGAIN, attempts=20)
def look_again(*, receipt_id: int, **_: object) -> None:
    erasing.look_again(receipt=Receipt.objects.get(pk=receipt_id))


@jobs.platform_handler(erasing.SEND_RECEIPT, queue="mail", attempts=20)
def send_receipt(*, receipt_id: int, **_: object) -> None:
    receipts.send(receipt=Receipt.objects.get(pk=receipt_id), at=timezone.now())


@jobs.platform_handler("leaving.remove_temporaries", every=timedelta(days=1))
def remove_temporaries(**_: object) -> None:
    left_over.remove(at=timezone.now())
