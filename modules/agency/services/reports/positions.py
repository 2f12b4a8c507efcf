"""The money of orders as SQL: one position for each line, each parcel's shipping and each cost.

Nothing here is a share that was rounded again: a line is what commerce keeps of it, so sums by
anything are those of the orders. Tax that was left out or given back with an amount is worked out
as ``modules.commerce.money.refunding.shares`` does, whose steps over several refunds come to the
same as one over all of them.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from modules.agency.services.reports.periods import Days, Period
from modules.commerce import hooks as commerce_hooks
from modules.commerce.hooks import MakingCost

SUMS = ("pieces", "gross", "shipping", "tax", "refunded", "tax_back", "cost", "share")

# Halves of a unit go up everywhere, as in ``money.allocation``: div(2 * a + b, 2 * b) is a / b.
_CHOSEN: LiteralString = """
chosen AS (
  SELECT id, currency, placed_at, lower(email) AS email, name, prices_include_tax,
         placed_at < %(begin)s AS is_before
  FROM commerce_order
  WHERE (placed_at >= %(begin)s AND placed_at < %(end)s
         OR placed_at >= %(begin_before)s AND placed_at < %(end_before)s)
    AND (%(all)s OR payment IN ('paid', 'partially_refunded', 'refunded', 'not_due'))
),
back AS (
  SELECT part.line_id, part.parcel_id, sum(part.amount) AS amount
  FROM commerce_refundpart part
  JOIN commerce_refund refund ON refund.id = part.refund_id AND refund.state = 'succeeded'
  JOIN chosen ON chosen.id = refund.order_id
  GROUP BY 1, 2
),
taxed AS (
  SELECT l.order_id, l.id AS line_id, l.kind, l.name AS called, l.gallery_id, l.photo_id,
         l.row_id, l.quantity AS pieces, l.tax, l.taken_off,
         l.amount - l.discount + CASE WHEN c.prices_include_tax THEN 0 ELSE l.tax END AS ordered,
         coalesce(back.amount, 0) AS refunded
  FROM commerce_orderline l
  JOIN chosen c ON c.id = l.order_id
  LEFT JOIN back ON back.line_id = l.id
  UNION ALL
  SELECT s.order_id, NULL, 'shipping', s.name, NULL, NULL, NULL, 0, s.tax, s.taken_off,
         s.amount - s.discount + CASE WHEN c.prices_include_tax THEN 0 ELSE s.tax END,
         coalesce(back.amount, 0)
  FROM commerce_parcel s
  JOIN chosen c ON c.id = s.order_id
  LEFT JOIN back ON back.parcel_id = s.id
),
kept AS (
  SELECT t.*, ordered - taken_off AS gross,
         tax - (taken_off - div(2 * taken_off * (ordered - tax) + ordered,
                                greatest(2 * ordered, 1))) AS kept_tax
  FROM taxed t
),
cost AS (
  SELECT * FROM unnest(%(cost_lines)s::bigint[], %(cost_amounts)s::bigint[],
                       %(cost_currencies)s::text[]) AS c (line_id, amount, currency)
),
"""

_POSITIONS: LiteralString = """
p AS (
  SELECT c.id AS order_id, c.currency, c.placed_at, c.is_before, c.email, c.name, k.line_id,
         k.kind, k.called, k.gallery_id, k.photo_id, k.row_id,
         NULL::bigint AS contributor_id, NULL::bigint AS library_id, k.pieces,
         CASE WHEN k.kind = 'shipping' THEN 0 ELSE k.gross END AS gross,
         CASE WHEN k.kind = 'shipping' THEN k.gross ELSE 0 END AS shipping,
         k.kept_tax AS tax, k.refunded,
         k.refunded - div(2 * k.refunded * (k.gross - k.kept_tax) + k.gross,
                          greatest(2 * k.gross, 1)) AS tax_back,
         0::bigint AS cost, 0::bigint AS share
  FROM kept k JOIN chosen c ON c.id = k.order_id
  UNION ALL
  SELECT c.id, cost.currency, c.placed_at, c.is_before, c.email, c.name, l.id,
         l.kind, l.name, l.gallery_id, l.photo_id, l.row_id,
         NULL, NULL, 0, 0, 0, 0, 0, 0, cost.amount, 0
  FROM cost
  JOIN commerce_orderline l ON l.id = cost.line_id
  JOIN chosen c ON c.id = l.order_id
  UNION ALL
  SELECT c.id, entry.currency, c.placed_at, c.is_before, c.email, c.name, NULL,
         l.kind, l.name, l.gallery_id, l.photo_id, l.row_id,
         sold.contributor_id, sold.library_id, 0, 0, 0, 0, 0, 0, 0, entry.amount
  FROM agency_ledgerentry entry
  JOIN agency_allocation sold ON sold.id = entry.allocation_id
  JOIN commerce_orderline l ON l.id = sold.line_id
  JOIN chosen c ON c.id = l.order_id
)
"""

# Each line in parts by whose work it was when it was sold: a whole gallery may be of many. The
# parts of a line are differences of one staircase, and so sum to it.
_WHOSE: LiteralString = """
, weighed AS (
  SELECT sold.line_id, sold.contributor_id, sold.library_id,
         sum(greatest(sold.net, 1)) AS weight
  FROM agency_allocation sold
  JOIN commerce_orderline l ON l.id = sold.line_id
  JOIN chosen c ON c.id = l.order_id
  GROUP BY 1, 2, 3
),
parts AS (
  SELECT line_id, contributor_id, library_id,
         sum(weight) OVER line AS upto, sum(weight) OVER line - weight AS below,
         sum(weight) OVER (PARTITION BY line_id) AS whole
  FROM weighed
  WINDOW line AS (PARTITION BY line_id ORDER BY contributor_id, library_id ROWS UNBOUNDED PRECEDING)
),
whose AS (
  SELECT p.order_id, p.currency, p.placed_at, p.is_before, p.kind,
         CASE WHEN parts.line_id IS NOT NULL THEN parts.contributor_id
              WHEN p.contributor_id IS NOT NULL OR p.library_id IS NOT NULL THEN p.contributor_id
              ELSE coalesce(credit.contributor_id, library.contributor_id) END AS contributor_id,
         CASE WHEN parts.line_id IS NOT NULL THEN parts.library_id
              ELSE coalesce(p.library_id, library.id) END AS library_id,
         {columns}
  FROM p
  LEFT JOIN parts ON parts.line_id = p.line_id
  LEFT JOIN agency_credit credit ON credit.photo_id = p.photo_id
  LEFT JOIN gallery_placement home ON home.photo_id = p.photo_id AND home.in_home
  LEFT JOIN agency_library library ON library.home_id = home.gallery_id
)
"""
_PART: LiteralString = """
coalesce(round(p.{0} * parts.upto / parts.whole) - round(p.{0} * parts.below / parts.whole), p.{0})
AS {0}"""

WITH: LiteralString = "WITH " + _CHOSEN + _POSITIONS
# ``WITH``, and the same positions as ``whose``, with the contributor and library of each.
WITH_WHOSE = WITH + _WHOSE.format(columns=", ".join(_PART.format(name) for name in SUMS))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is asked for: the days, in which zone, and whether unpaid orders count too."""

    period: Period
    zone: zoneinfo.ZoneInfo
    unpaid: bool = False

    def parameters(self) -> dict[str, Any]:
        """For ``WITH``; asks the modules above commerce what making things cost."""
        begin, end = self.period.now.moments(self.zone)
        begin_before, end_before = self.period.before.moments(self.zone)
        costs = self._costs(self.period.now) + self._costs(self.period.before)
        return {
            "begin": begin, "end": end, "begin_before": begin_before, "end_before": end_before,
            "all": self.unpaid, "zone": self.zone.key, **_arrays(costs),
        }  # fmt: skip

    def _costs(self, days: Days) -> list[MakingCost]:
        since, until = days.moments(self.zone)
        return commerce_hooks.costs_of_making(since=since, until=until)


def sums() -> str:
    """The sums of positions ``p``, as a list of columns."""
    return ", ".join(f"coalesce(sum(p.{name}), 0)::bigint AS {name}" for name in SUMS)


def _arrays(costs: Sequence[MakingCost]) -> dict[str, Any]:
    return {
        "cost_lines": [cost.line_id for cost in costs],
        "cost_amounts": [cost.amount for cost in costs],
        "cost_currencies": [cost.currency for cost in costs],
    }
