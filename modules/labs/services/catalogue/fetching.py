"""Fetching a lab's catalogue: what was asked for, product by product, then what each costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.labs.contract import Away, Catalogue, Refused
from modules.labs.models import LabConnection, LabProduct
from modules.labs.services import connecting
from modules.labs.services.catalogue import costs, keeping
from safelight import jobs
from safelight.kernel.errors import Refusal

FETCH = "labs.fetch_catalogue"
ALL = "*"
MOST_SKUS, LONGEST_SKU = 500, 120
# (how many are done, of how many, what is being done)
Say = Callable[[int, int, str], object]


class NothingNamed(Refusal):
    """The text that was pasted has no SKU in it."""

    code = "no_skus"
    status = 400


class LabIsSilent(Exception):  # noqa: N818 - an answer, not a fault
    """It is asked again later; what was fetched is kept, and what is left is still wanted."""


def ask_for(*, connection: LabConnection, skus: str | None) -> None:
    """Have products fetched by a job: the SKUs of a pasted text, or with None all there are.

    Raises ``NothingNamed``.
    """
    named = list(dict.fromkeys(_split(skus))) if skus is not None else [ALL]
    if not named:
        raise NothingNamed(_("Paste at least one SKU."))
    # The wish and its job appear together.
    with transaction.atomic():
        row = LabConnection.objects.select_for_update().get(pk=connection.pk)
        _want(row, named)
        jobs.enqueue(FETCH, key=connection.public_id, connection_id=connection.pk)


def fetch(*, connection_id: int, at: datetime, say: Say) -> str:
    """What was wanted; answers with a sentence. Raises ``LabIsSilent``; asks the lab."""
    connection = LabConnection.objects.get(pk=connection_id)
    wanted, unknown, number = _take(connection), list[str](), 0
    for place, sku in enumerate(wanted):
        say(place, len(wanted), "" if sku == ALL else sku)
        answer = _ask(connection, () if sku == ALL else (sku,))
        if isinstance(answer, Away):
            _give_back(connection, wanted[place:])
            raise LabIsSilent(answer.sentence)
        if isinstance(answer, Refused):
            _trouble(connection, answer.sentence)
            return answer.sentence
        number += len(answer.products)
        unknown += answer.unknown
        keep_answer(connection, answer, at=at)
    _trouble(connection, "")
    return _words(number, unknown) + ask_costs(connection, at=at, say=say)


def ask_costs(
    connection: LabConnection, *, at: datetime, say: Say, only: Iterable[LabProduct] | None = None
) -> str:
    """What is not known lately of these products, or of all; empty, or why nothing was asked.

    Raises ``LabIsSilent``.
    """
    if not connecting.lab_of(connection).capabilities.quotes:
        return ""
    products = connection.products.filter(gone_at=None) if only is None else only
    try:
        questions = costs.questions(products, at=at)
    except costs.NoHome as refusal:
        return f" {refusal.sentence}"
    for place, question in enumerate(questions):
        say(place, len(questions), question.product.name)
        answer = costs.ask(connection, question, at=at)
        if isinstance(answer, Away):
            raise LabIsSilent(answer.sentence)
    return ""


def keep_answer(connection: LabConnection, answer: Catalogue, *, at: datetime) -> None:
    for product in answer.products:
        keeping.keep(connection=connection, product=product, at=at)
    for sku in answer.unknown:
        keeping.mark_gone(connection=connection, sku=sku, at=at)


def _ask(connection: LabConnection, skus: Sequence[str]) -> Catalogue | Refused | Away:
    account = connecting.account_of(connection)
    return connecting.lab_of(connection).catalogue(account, skus=skus)


def _split(text: str) -> list[str]:
    """SKUs apart by blanks, commas, semicolons or lines."""
    words = text.replace(",", " ").replace(";", " ").replace("\0", "").split()
    return [word[:LONGEST_SKU] for word in words[:MOST_SKUS]]


def _want(row: LabConnection, skus: Sequence[str]) -> None:
    row.wanted = list(dict.fromkeys([*row.wanted, *skus]))
    row.save(update_fields=["wanted"])


def _take(connection: LabConnection) -> list[str]:
    with transaction.atomic():  # Nothing that is asked for meanwhile is lost.
        row = LabConnection.objects.select_for_update().get(pk=connection.pk)
        taken, row.wanted = list(row.wanted), []
        row.save(update_fields=["wanted"])
    return taken


def _give_back(connection: LabConnection, skus: Sequence[str]) -> None:
    with transaction.atomic():  # As above.
        _want(LabConnection.objects.select_for_update().get(pk=connection.pk), skus)


def _trouble(connection: LabConnection, sentence: str) -> None:
    LabConnection.objects.filter(pk=connection.pk).update(trouble=sentence)


def _words(number: int, unknown: Sequence[str]) -> str:
    said = ngettext("%(number)d product.", "%(number)d products.", number) % {"number": number}
    if unknown:
        said += " " + _("Not known to the lab: %s.") % ", ".join(unknown[:10])
    return said
