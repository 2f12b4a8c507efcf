"""Reads of pages and the API about shares; a contributor's own are narrowed to them here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from modules.agency.models import Allocation, Contributor, LedgerEntry, ShareRule, Statement
from modules.agency.services.shares import ledger
from safelight.accounts.models import Person


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a contributor is owed in one currency. ``balance`` is ``stated`` and ``open`` together,
    ``stated`` the last statement's closing balance.
    """

    contributor: Contributor
    currency: str
    balance: int
    open: int
    last: Statement | None

    @property
    def stated(self) -> int:
        return self.balance - self.open


def contributor_of(person: Person) -> Contributor | None:
    """Who somebody signed in is as a contributor. Addresses of people are proven and unique."""
    mine = Q(person=person) | Q(person=None, email__iexact=person.email)
    found: Contributor | None = Contributor.objects.filter(mine).order_by("person", "pk").first()
    return found


def accounts(contributors: Collection[Contributor]) -> list[Account]:
    """One for each currency in which there is anything, in the order given; four queries."""
    by_id = {each.pk: each for each in contributors}
    balances = ledger.balances(contributor_ids=by_id)
    opened = ledger.open_sums(contributor_ids=by_id)
    latest = Statement.objects.filter(contributor__in=by_id, following=None)
    last = {
        (each.contributor_id, each.currency): each for each in latest.select_related("payout__run")
    }
    return [
        Account(
            contributor=by_id[pk], currency=currency, balance=balance,
            open=opened.get((pk, currency), 0), last=last.get((pk, currency)),
        )
        for pk in by_id
        for (whose, currency), balance in sorted(balances.items())
        if whose == pk
    ]  # fmt: skip


def open_entries(contributor: Contributor) -> QuerySet[LedgerEntry]:
    """What no statement tells of yet, the newest first."""
    rows = LedgerEntry.objects.filter(contributor=contributor, line=None)
    return rows.select_related("allocation").order_by("-at", "-pk")


def entries_of(statement: Statement) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.filter(line__statement=statement)
    return rows.select_related("allocation").order_by("at", "pk")


def statements(contributor: Contributor | None = None) -> QuerySet[Statement]:
    """With whether they were paid; of one contributor, or of all."""
    rows = Statement.objects.select_related("contributor", "payout__run")
    return rows if contributor is None else rows.filter(contributor=contributor)


def sales(contributor: Contributor | None = None) -> QuerySet[Allocation]:
    """Allocations with ``share``, what they came to so far; of one contributor, or of all."""
    sums = LedgerEntry.objects.filter(allocation=OuterRef("pk")).order_by().values("allocation")
    got = Subquery(sums.annotate(sum=Sum("amount")).values("sum"), output_field=BigIntegerField())
    rows: QuerySet[Allocation] = Allocation.objects.select_related("sale__order", "photo").annotate(
        share=Coalesce(got, Value(0), output_field=BigIntegerField())
    )
    return rows if contributor is None else rows.filter(contributor=contributor)


def rules_for(contributor: Contributor) -> QuerySet[ShareRule]:
    """Their own rules and those for everybody; the library rules of others' libraries stay away."""
    rows = ShareRule.objects.select_related("row__price_list", "price_list", "library")
    everybody = Q(contributor=None) & (Q(library=None) | Q(library__contributor=contributor))
    return rows.filter(Q(contributor=contributor) | everybody).order_by("contributor", "pk")
