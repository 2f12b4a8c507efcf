"""Payment runs: closed statements that are paid together, each once.

A statement's closing balance is everything owed up to it; so only the latest of each contributor
and currency is ever paid, and what an earlier one said is in it. A balance of nothing, or less, is
carried into the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from modules.agency.models import LedgerEntry, PaymentRun, Payout, Statement
from modules.agency.services.shares import locking
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class NothingToPay(Refusal):
    code = "nothing_to_pay"


def payable(*, minimum: int = 0, currency: str | None = None) -> QuerySet[Statement]:
    """Statements whose balance is still to be paid, and is at least ``minimum``."""
    rows = Statement.objects.filter(following=None, payout=None, closing__gt=0)
    if currency is not None:
        rows = rows.filter(currency=currency)
    return rows.filter(closing__gte=minimum).select_related("contributor").order_by("number")


def pay(  # noqa: PLR0913 - keyword-only, and each is a part of what the team says
    *,
    statement_ids: Collection[int],
    currency: str,
    minimum: int,
    by: Person,
    key: str,
    at: datetime,
) -> PaymentRun:
    """A run with those of the statements that are payable, once for each ``key``.

    What somebody else has paid meanwhile is left out, and so is who has no account. Raises
    ``NothingToPay`` where none is left.
    """
    # The run, its payouts and their entries appear together.
    with transaction.atomic():
        asked = payable(minimum=minimum, currency=currency).filter(pk__in=statement_ids)
        locking.lock_contributors(asked.values_list("contributor", flat=True))
        made: PaymentRun | None = PaymentRun.objects.filter(key=key).first()
        if made is not None:
            return made
        chosen = chosen_now(statement_ids=statement_ids, currency=currency, minimum=minimum)
        if not chosen:
            raise NothingToPay(
                _("None of these can be paid: they are paid already, or nobody knows the account.")
            )
        return _run(chosen, currency=currency, minimum=minimum, by=by, key=key, at=at)


def chosen_now(*, statement_ids: Collection[int], currency: str, minimum: int) -> list[Statement]:
    """Those that can be paid, by the contributors' accounts as they are now."""
    rows = payable(minimum=minimum, currency=currency).filter(pk__in=statement_ids)
    return [each for each in rows if each.contributor.account]


def _run(  # noqa: PLR0913 - as in pay
    chosen: Sequence[Statement],
    *,
    currency: str,
    minimum: int,
    by: Person,
    key: str,
    at: datetime,
) -> PaymentRun:
    book = locking.lock_book()
    book.last_run += 1
    book.save(update_fields=["last_run"])
    run: PaymentRun = PaymentRun.objects.create(
        number=book.last_run, currency=currency, minimum=minimum, by=by,
        actor=by.name or by.email, at=at, key=key,
    )  # fmt: skip
    for statement in chosen:
        _pay_out(run, statement, by=by, at=at)
    return run


def _pay_out(run: PaymentRun, statement: Statement, *, by: Person, at: datetime) -> None:
    contributor = statement.contributor
    reference = _("Statement %(number)d") % {"number": statement.number}
    entry = LedgerEntry.objects.create(
        contributor=contributor, kind=LedgerEntry.Kind.PAYOUT, amount=-statement.closing,
        currency=run.currency, reason=reference, by=by, actor=run.actor, at=at, written_at=at,
        key=f"payout:{statement.pk}",
    )  # fmt: skip
    Payout.objects.create(
        run=run, statement=statement, entry=entry, payee=contributor.payee or contributor.name,
        account=contributor.account, amount=statement.closing, reference=reference,
    )  # fmt: skip
