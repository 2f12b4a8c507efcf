"""Looking every night whether labs still make what is sold, and at the same cost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from modules.labs.contract import Away, Catalogue
from modules.labs.models import LabConnection, LabProduct
from modules.labs.services import connecting
from modules.labs.services.catalogue import costs, fetching
from safelight import jobs

WATCH = "labs.watch_catalogue"


def watch_all() -> None:
    """A job for each lab of which something is sold."""
    sold = LabConnection.objects.filter(
        disconnected_at=None, products__rows__row__withdrawn_at=None
    ).distinct()
    with transaction.atomic():  # Jobs are written in one; there is nothing else.
        for connection in sold:
            jobs.enqueue(WATCH, key=connection.public_id, connection_id=connection.pk)


def watch(*, connection_id: int, at: datetime, say: fetching.Say) -> None:
    """Fetch what is sold anew and ask for its costs; alerts come of what differs.

    Prices stay as they are. Raises ``fetching.LabIsSilent``; asks the lab.
    """
    connection = LabConnection.objects.get(pk=connection_id)
    lab = connecting.lab_of(connection)
    products = list(_sold(connection))
    for place, product in enumerate(products if lab.capabilities.catalogue else ()):
        say(place, len(products), product.name)
        if product.fetched_at > at - costs.FRESH:
            continue
        answer = lab.catalogue(connecting.account_of(connection), skus=(product.sku,))
        if isinstance(answer, Away):
            raise fetching.LabIsSilent(answer.sentence)
        if isinstance(answer, Catalogue):
            fetching.keep_answer(connection, answer, at=at)
    left = _sold(connection).filter(gone_at=None)
    fetching.ask_costs(connection, at=at, say=say, only=left)


def _sold(connection: LabConnection) -> QuerySet[LabProduct]:
    return connection.products.filter(rows__row__withdrawn_at=None).distinct()
