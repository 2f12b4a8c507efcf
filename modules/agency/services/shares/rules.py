"""Which rule says what a contributor gets.

A rule of the contributor's own beats every rule for all. Among the contributor's own, and then
among those for all, the narrowest counts: the one for the product (a row of a price list), else the
one for the price list, else the one for the library, else the one for everything. Where no rule
fits, the contributor gets nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from modules.agency.models import Contributor, Library, ShareRule
from modules.commerce.models import PriceList, PriceRow
from safelight.kernel.errors import Refusal

NOTHING = Decimal(0)
_FINEST = Decimal("0.001")


class BadPercent(Refusal):
    code = "bad_share_percent"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Case:
    """Something sold, as far as rules look at it."""

    contributor_id: int | None
    row_id: int | None = None
    price_list_id: int | None = None
    library_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The percentage, and the rule that gives it; None where none fits."""

    percent: Decimal
    rule: ShareRule | None

    @property
    def words(self) -> str:
        """As it is kept with the sale, for the contributor to read."""
        return words(self.rule) if self.rule else _("No rule was set")


def everything() -> list[ShareRule]:
    """All rules, to be asked about many cases."""
    rows = ShareRule.objects.select_related("contributor", "row__price_list", "price_list")
    return list(rows.select_related("library"))


def decide(rules: Sequence[ShareRule], case: Case) -> Decided:
    """What counts for this case (see above)."""
    fitting = [rule for rule in rules if _fits(rule, case)]
    best = max(fitting, key=_strength, default=None)
    return Decided(percent=best.percent if best else NOTHING, rule=best)


def set_rule(
    *, contributor: Contributor | None, of: PriceRow | PriceList | Library | None,
    percent: Decimal, at: datetime,
) -> ShareRule:  # fmt: skip
    """Make or change the rule for this case; what was sold before keeps what was agreed then.

    Raises ``BadPercent``.
    """
    if not 0 <= percent <= 100 or percent != percent.quantize(_FINEST):
        sentence = _("Write a percentage between 0 and 100, with three decimals at most.")
        raise BadPercent(sentence, fields={"percent": [sentence]})
    rule, _made = ShareRule.objects.update_or_create(
        contributor=contributor,
        row=of if isinstance(of, PriceRow) else None,
        price_list=of if isinstance(of, PriceList) else None,
        library=of if isinstance(of, Library) else None,
        defaults={"percent": percent, "set_at": at},
    )
    return rule


def remove_rule(*, rule: ShareRule) -> None:
    """From now on the next one counts."""
    rule.delete()


def words(rule: ShareRule) -> str:
    whose = _("own share") if rule.contributor_id else _("share of everybody")
    about = scope_of(rule)
    return f"{whose}: {about}" if about else whose


def scope_of(rule: ShareRule) -> str:
    """What the rule is for; empty for everything."""
    if rule.row is not None:
        name = f"{rule.row.price_list.name} · {rule.row.name}"
        return _("product “%(name)s”") % {"name": name}
    if rule.price_list is not None:
        return _("price list “%(name)s”") % {"name": rule.price_list.name}
    if rule.library is not None:
        return _("library “%(name)s”") % {"name": rule.library.name}
    return ""


def _fits(rule: ShareRule, case: Case) -> bool:
    return (
        case.contributor_id is not None
        and rule.contributor_id in (None, case.contributor_id)
        and rule.row_id in (None, case.row_id)
        and rule.price_list_id in (None, case.price_list_id)
        and rule.library_id in (None, case.library_id)
    )


def _strength(rule: ShareRule) -> tuple[bool, bool, bool, bool]:
    return (
        rule.contributor_id is not None,
        rule.row_id is not None,
        rule.price_list_id is not None,
        rule.library_id is not None,
    )
