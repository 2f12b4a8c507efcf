"""News of labs: kept once and answered at once; what they mean is worked out by a job.

What proves where it comes from is taken over as it is. Of everything else only the order's name is
used: the lab is asked for it again.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from modules.labs import contract
from modules.labs.models import LabConnection, LabNews, LabOrder, LabState
from modules.labs.services import connecting
from modules.labs.services.ordering import applying, polling, sending, written
from safelight import jobs

HANDLE = "labs.handle_news"
CONFIRM = "labs.confirm_address"
_LONGEST_KEPT = 20_000


def connection_of(secret: str) -> LabConnection | None:
    """Whose address ends so; takes the same time whether or how nearly it is one."""
    found = None
    for each in LabConnection.objects.filter(disconnected_at=None):
        if secrets.compare_digest(each.callback_secret.encode(), secret.encode()):
            found = each
    return found


def hear(
    *, connection: LabConnection, incoming: contract.Incoming, at: datetime
) -> contract.Answered | contract.NotGenuine | None:
    """Keep what came; None where nothing has to be answered but that it came."""
    account = connecting.account_of(connection)
    answer = connecting.lab_of(connection).hear(account, incoming)
    if isinstance(answer, contract.NotGenuine):
        return answer
    with transaction.atomic():  # The news and the jobs that read them appear together.
        if isinstance(answer, contract.Answered):
            _confirm(connection, answer, at)
            return answer
        for heard in answer:
            _keep(connection, heard, incoming, at)
    return None


def confirm(*, news_id: int, at: datetime) -> bool:
    """Give the lab back the proof that the address is ours; False where it is to be tried again."""
    news = LabNews.objects.select_related("connection").get(pk=news_id)
    lab = connecting.lab_of(news.connection)
    if news.handled_at is None and isinstance(lab, contract.ConfirmsAddress):
        answer = lab.confirm(connecting.account_of(news.connection), proof=news.body)
        if isinstance(answer, contract.Away):
            return False
        if isinstance(answer, contract.Refused):
            LabConnection.objects.filter(pk=news.connection_id).update(trouble=answer.sentence)
    LabNews.objects.filter(pk=news.pk, handled_at=None).update(handled_at=at)
    return True


def handle(*, news_id: int, at: datetime) -> None:
    """Take over what news say, or ask the lab. News of nothing that is here change nothing."""
    news = LabNews.objects.select_related("connection").get(pk=news_id)
    if news.handled_at is not None:
        return
    lab_order = _lab_order(news)
    if lab_order is not None:
        _take_over(lab_order, news, at)
    LabNews.objects.filter(pk=news.pk).update(handled_at=at)


def _take_over(lab_order: LabOrder, news: LabNews, at: datetime) -> None:
    if lab_order.state == LabState.SENDING:
        # It was heard although we never got the answer: the same key brings it.
        with transaction.atomic():  # A job is a row and wants a transaction.
            jobs.enqueue(sending.SUBMIT, key=str(lab_order.pk), lab_order_id=lab_order.pk)
    elif news.progress:
        progress = written.read(news.progress)
        applying.apply(lab_order_id=lab_order.pk, progress=progress, at=at, is_whole=False)
    else:
        polling.ask(lab_order_id=lab_order.pk, at=at)


def _lab_order(news: LabNews) -> LabOrder | None:
    """Of this account only; by the lab's name for it where we know that, else by ours."""
    rows = LabOrder.objects.filter(connection=news.connection)
    if news.lab_id and (found := rows.filter(lab_id=news.lab_id).first()):
        return found
    number = news.reference.removeprefix("L-")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    found = rows.filter(pk=int(number)).first()
    # Known by another name: news of an attempt that the lab gave back.
    return None if found and found.lab_id and news.lab_id else found


def _keep(
    connection: LabConnection, heard: contract.Heard, incoming: contract.Incoming, at: datetime
) -> None:
    body = incoming.body.decode("utf-8", "replace").replace("\0", "")
    event = heard.event.replace("\0", "")
    if not event or len(event) > 120:
        event = hashlib.sha256((event or body).encode()).hexdigest()
    news, is_new = LabNews.objects.get_or_create(
        connection=connection, event=event,
        defaults={
            "lab_id": heard.lab_id[:120].replace("\0", ""),
            "reference": heard.reference[:120].replace("\0", ""),
            "body": body[:_LONGEST_KEPT], "received_at": at,
            "progress": asdict(heard.progress) if heard.progress else {},
        },
    )  # fmt: skip
    if is_new:
        jobs.enqueue(HANDLE, key=str(news.pk), news_id=news.pk)


def _confirm(connection: LabConnection, answer: contract.Answered, at: datetime) -> None:
    if not answer.proof:
        return
    proof = answer.proof.replace("\0", "")
    event = f"proof:{hashlib.sha256(proof.encode()).hexdigest()}"
    news, is_new = LabNews.objects.get_or_create(
        connection=connection, event=event, defaults={"body": proof, "received_at": at}
    )
    if is_new:
        jobs.enqueue(CONFIRM, key=str(news.pk), news_id=news.pk)
