"""Entries of the ledger that the team writes, and what the entries come to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from modules.agency.models import Contributor, LedgerEntry
from modules.agency.services.shares import locking
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

# By contributor and currency.
Account = tuple[int, str]


class NoReason(Refusal):
    """A correction says why, or changes nothing."""

    code = "correction_without_reason"
    status = 400


def correct(  # noqa: PLR0913 - keyword-only, and each is a part of what the team says
    *,
    contributor: Contributor,
    amount: int,
    currency: str,
    reason: str,
    by: Person,
    key: str,
    at: datetime,
) -> LedgerEntry:
    """Give so much, or take it where it is negative, once for each ``key``. Raises ``NoReason``."""
    if not amount:
        sentence = _("Write how much is to be given, or taken.")
        raise NoReason(sentence, fields={"amount": [sentence]})
    if not reason.strip():
        sentence = _("Say why: the contributor reads it.")
        raise NoReason(sentence, fields={"reason": [sentence]})
    with transaction.atomic():  # Two sendings of one form wait for each other.
        locking.lock_contributors([contributor.pk])
        entry, _made = LedgerEntry.objects.get_or_create(
            key=f"correction:{contributor.pk}:{key}"[:100],
            defaults={
                "contributor": contributor, "kind": LedgerEntry.Kind.CORRECTION,
                "amount": amount, "currency": currency, "reason": reason.strip()[:500],
                "by": by, "actor": by.name or by.email, "at": at, "written_at": at,
            },
        )  # fmt: skip
    return entry


def balances(*, contributor_ids: Collection[int] | None = None) -> dict[Account, int]:
    """What each contributor is owed in each currency; negative: what they got too much."""
    return _sums(_of(contributor_ids))


def open_sums(*, contributor_ids: Collection[int] | None = None) -> dict[Account, int]:
    """What of it no statement tells of yet."""
    return _sums(_of(contributor_ids).filter(line=None))


def _of(contributor_ids: Collection[int] | None) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.all()
    return rows if contributor_ids is None else rows.filter(contributor__in=contributor_ids)


def _sums(rows: QuerySet[LedgerEntry]) -> dict[Account, int]:
    sums = rows.order_by().values_list("contributor", "currency").annotate(Sum("amount"))
    return {(contributor_id, currency): amount for contributor_id, currency, amount in sums}
