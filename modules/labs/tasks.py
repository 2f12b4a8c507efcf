"""Jobs of orders to labs: load, call."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from modules.labs.services import ordering
from modules.labs.services.ordering import hearing, polling, sending, wishes
from safelight import jobs

# A lab may think for half a minute, and for each of two steps.
LEASE = timedelta(minutes=3)
# With pauses of an hour at most: longer than anybody waits for a lab that is down. Whether it was
# long enough is decided by the clock (``answers.PATIENCE``), never by these.
MANY = 200


@jobs.handler(sending.SUBMIT, lease=LEASE, attempts=MANY)
def submit(*, lab_order_id: int, **_ignored: object) -> None:
    if not ordering.submit(lab_order_id=lab_order_id, at=timezone.now()):
        raise jobs.TryLater(_("The lab gave no clear answer."))


@jobs.handler(wishes.ASK, lease=LEASE, attempts=MANY)
def ask_for_wish(*, wish_id: int, **_ignored: object) -> None:
    if not ordering.ask_for_wish(wish_id=wish_id, at=timezone.now()):
        raise jobs.TryLater(_("The lab gave no clear answer."))


@jobs.handler(polling.ASK, lease=LEASE)
def ask_how_far(*, lab_order_id: int, **_ignored: object) -> None:
    ordering.ask(lab_order_id=lab_order_id, at=timezone.now())


@jobs.handler(hearing.HANDLE, lease=LEASE)
def handle_news(*, news_id: int, **_ignored: object) -> None:
    ordering.handle(news_id=news_id, at=timezone.now())


@jobs.handler(hearing.CONFIRM, lease=LEASE, attempts=20)
def confirm_address(*, news_id: int, **_ignored: object) -> None:
    if not ordering.confirm(news_id=news_id, at=timezone.now()):
        raise jobs.TryLater(_("The lab gave no clear answer."))


@jobs.handler("labs.end_windows")
def end_windows(**_ignored: object) -> None:
    ordering.decide(at=timezone.now())


@jobs.handler("labs.look_after_orders")
def look_after_orders(**_ignored: object) -> None:
    """What is being sent goes on; what labs have is asked for."""
    now = timezone.now()
    ordering.look_after(at=now)
    ordering.ask_all(at=now)
