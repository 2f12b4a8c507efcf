"""Asking labs what a basket would cost, before anybody waits for the answer in a transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from modules.commerce.hooks import Wanted
from modules.labs.contract import Away, Quoted, Refused, Way
from modules.labs.models import LabQuote
from modules.labs.services import connecting
from modules.labs.services.quoting import baskets
from modules.labs.services.quoting.baskets import Basket

logger = logging.getLogger(__name__)

# A client waits for it with the page.
PATIENCE = 6.0
# Prices of labs change by the week; a cart that lies for days is asked again.
FRESH = timedelta(hours=2)
# A lab that is away is not asked by every look at a cart.
QUIET = timedelta(minutes=1)
Answer = Quoted | Refused | Away

# Shared by all requests of a process: a slow lab holds up two of its threads, and no more.
_pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="lab-quotes")


def ask(parcels: Mapping[int, Sequence[Wanted]], *, country: str, currency: str) -> None:
    """Ask for what is not known lately, all labs side by side, and keep what they say."""
    found = baskets.of(parcels, country=country, currency=currency)
    once = {(each.connection.pk, each.digest): each for each in found.values()}
    at = timezone.now()
    wanted = [basket for basket in once.values() if not _is_known(basket, at)]
    for basket, answer in _answers(wanted):
        ways = _stored(answer, currency) if isinstance(answer, Quoted) else []
        LabQuote.objects.update_or_create(
            connection=basket.connection, digest=basket.digest,
            defaults={"ways": ways, "quoted_at": at},
        )  # fmt: skip


def _is_known(basket: Basket, at: datetime) -> bool:
    found = LabQuote.objects.filter(connection=basket.connection, digest=basket.digest).first()
    if found is None:
        return False
    return found.quoted_at > at - (FRESH if found.ways else QUIET)


def _answers(wanted: Sequence[Basket]) -> list[tuple[Basket, Answer | None]]:
    """What each lab says; None where it did not answer in time."""
    running: dict[int, Future[Answer]] = {}
    for place, basket in enumerate(wanted):
        lab = connecting.lab_of(basket.connection)
        if lab.capabilities.quotes:
            running[place] = _pool.submit(
                lab.quote, connecting.account_of(basket.connection),
                pieces=basket.pieces, country=basket.country, currency=basket.currency,
            )  # fmt: skip
    wait(running.values(), timeout=PATIENCE)
    return [(wanted[place], _answer(future)) for place, future in running.items()]


def _answer(future: Future[Answer]) -> Answer | None:
    if not future.done():
        future.cancel()
        return None
    if error := future.exception():
        # An adapter of somebody else's package: selling goes on without its answer.
        logger.error("A lab's adapter failed when it was asked for a quote.", exc_info=error)
        return None
    return future.result()


def _stored(answer: Quoted, currency: str) -> list[dict[str, Any]]:
    """Ways with prices in the studio's currency; nobody converts others."""
    return [_way(way) for way in answer.ways if way.shipping.currency == currency]


def _way(way: Way) -> dict[str, Any]:
    return {
        "method": way.method,
        "name": way.name,
        "items": asdict(way.items),
        "shipping": asdict(way.shipping),
        "parcels": way.parcels,
        "days": list(way.days) if way.days else None,
    }
