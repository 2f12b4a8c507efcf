"""A contributor who was paid by a statement, for routes that name them."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from modules.agency.models import Contributor
from modules.agency.services.shares import ledger, paying, rules, statements
from safelight.accounts.models import Person


def of_shares(secret: str) -> dict[str, str]:
    at, by = timezone.now(), Person.objects.get(member__role__is_owner=True)
    contributor = Contributor.objects.create(
        name=f"Ansel {secret}", email="ansel@example.net", payee=secret, account=secret
    )
    rule = rules.set_rule(contributor=contributor, of=None, percent=Decimal(40), at=at)
    ledger.correct(
        contributor=contributor, amount=500, currency="EUR", reason=f"Because {secret}", by=by,
        key=secret, at=at,
    )  # fmt: skip
    (statement,) = statements.close_all(last_date=at.date(), by=by, at=at)
    run = paying.pay(
        statement_ids=[statement.pk], currency="EUR", minimum=0, by=by, key=secret[:64], at=at
    )
    return {
        "contributor": contributor.public_id, "share_rule": rule.public_id,
        "statement": statement.public_id, "payment_run": run.public_id,
    }  # fmt: skip
