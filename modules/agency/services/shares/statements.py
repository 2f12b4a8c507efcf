"""Statements: what a contributor is told about a period, first as a draft, then for ever.

A statement takes every entry up to its last day that no statement before told of, so what comes
late, or is written down late, is in the next one. It begins with the balance that the one before
ended with; so the last one's balance is the sum of everything told.
"""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from modules.agency.models import Contributor, LedgerEntry, Statement, StatementLine
from modules.agency.services.shares import locking, mails
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site


class NothingToState(Refusal):
    code = "nothing_to_state"


class PeriodNotOver(Refusal):
    code = "period_not_over"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A statement as it would be closed now."""

    contributor: Contributor
    currency: str
    first_date: date | None
    last_date: date
    opening: int
    entries: list[LedgerEntry]
    previous: Statement | None

    @property
    def closing(self) -> int:
        return self.opening + sum(entry.amount for entry in self.entries)


def draft(*, contributor: Contributor, currency: str, last_date: date) -> Draft:
    """What a statement up to and with this day says."""
    previous = _latest(contributor, currency)
    found = unstated(contributor, last_date).filter(currency=currency)
    first = previous.last_date + timedelta(days=1) if previous else None
    return Draft(
        contributor=contributor,
        currency=currency,
        first_date=min(first, last_date) if first else None,
        last_date=last_date,
        opening=previous.closing if previous else 0,
        entries=list(found.select_related("allocation").order_by("at", "pk")),
        previous=previous,
    )


def unstated(contributor: Contributor, last_date: date) -> QuerySet[LedgerEntry]:
    """Entries for the next statement. What was paid out is always told of in the very next one, or
    it could be paid once more.
    """
    zone = zoneinfo.ZoneInfo(site.site_settings().time_zone)
    until = datetime.combine(last_date + timedelta(days=1), time(), zone)
    rows = LedgerEntry.objects.filter(contributor=contributor, line=None)
    return rows.filter(Q(at__lt=until) | Q(kind=LedgerEntry.Kind.PAYOUT))


def close(
    *, contributor: Contributor, currency: str, last_date: date, by: Person, at: datetime
) -> Statement:
    """Close the draft and mail it. Raises ``NothingToState`` and ``PeriodNotOver``."""
    _refuse_future(last_date, at)
    # Number, lines and mail appear together; two who close at once get one statement.
    with transaction.atomic():
        locking.lock_contributors([contributor.pk])
        found = draft(contributor=contributor, currency=currency, last_date=last_date)
        if not found.entries:
            raise NothingToState(
                _("There is nothing new to tell %(name)s up to this day.")
                % {"name": contributor.name}
            )
        statement = _write(found, by, at)
        mails.statement_closed(statement)
    return statement


def close_all(
    *, last_date: date, by: Person, at: datetime, only: Contributor | None = None
) -> list[Statement]:
    """One statement for each contributor and currency with something new up to this day.

    ``only``: for this one alone. Raises ``PeriodNotOver``.
    """
    _refuse_future(last_date, at)
    open_accounts = LedgerEntry.objects.filter(line=None).order_by("contributor", "currency")
    if only is not None:
        open_accounts = open_accounts.filter(contributor=only)
    closed = []
    for pk, currency in open_accounts.values_list("contributor", "currency").distinct():
        contributor = Contributor.objects.get(pk=pk)
        try:
            closed.append(
                close(contributor=contributor, currency=currency, last_date=last_date, by=by, at=at)
            )
        except NothingToState:
            continue
    return closed


def _write(found: Draft, by: Person, at: datetime) -> Statement:
    book = locking.lock_book()
    book.last_statement += 1
    book.save(update_fields=["last_statement"])
    statement: Statement = Statement.objects.create(
        number=book.last_statement, contributor=found.contributor, name=found.contributor.name,
        email=found.contributor.email, currency=found.currency, first_date=found.first_date,
        last_date=found.last_date, opening=found.opening, closing=found.closing,
        entries=len(found.entries), previous=found.previous, actor=by.name or by.email,
        closed_at=at,
    )  # fmt: skip
    StatementLine.objects.bulk_create(
        StatementLine(statement=statement, entry=entry) for entry in found.entries
    )
    return statement


def _latest(contributor: Contributor, currency: str) -> Statement | None:
    rows = Statement.objects.filter(contributor=contributor, currency=currency, following=None)
    latest: Statement | None = rows.first()
    return latest


def _refuse_future(last_date: date, at: datetime) -> None:
    zone = zoneinfo.ZoneInfo(site.site_settings().time_zone)
    if last_date > at.astimezone(zone).date():
        sentence = _("Choose a day that has come: what is sold until then is not known.")
        raise PeriodNotOver(sentence, fields={"last_date": [sentence]})
