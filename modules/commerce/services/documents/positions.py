"""Lines and parcels of an order, or what of them a refund gives back, as papers list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypedDict

from django.db.models import Sum
from django.utils.translation import gettext as _

from modules.commerce.models import Order, OrderLine, Parcel, Refund, RefundPart
from modules.commerce.money import frozen, refunding
from modules.commerce.money.allocation import allocate
from modules.commerce.money.priced import TaxPart, tax_sums
from modules.commerce.papers.frozen import FrozenReduction, FrozenTax, Position, TaxRow


class _Exempt(TypedDict, total=False):
    exempt: str


class Sums(TypedDict):
    discount: int
    net: int
    tax: int
    total: int


def of_order(order: Order) -> tuple[list[Position], list[Position]]:
    """(lines, parcels); what is retouched for nothing is no part of a sale, nor what was left out
    before it was paid."""
    sold = order.lines.exclude(kind=OrderLine.Kind.RETOUCH)
    lines = [
        line
        for line in sold.select_related("order").prefetch_related("items")
        if line.gross or any(item.kept for item in line.items.all())
    ]
    parcels = [p for p in order.parcels.select_related("order") if p.gross or not p.taken_off]
    return [_bought(line) for line in lines], [_sent(parcel) for parcel in parcels]


def of_refund(refund: Refund) -> tuple[list[Position], list[Position]]:
    """(lines, parcels) with what goes back of each.

    Net and tax are shares by ``money.refunding``, so all credit notes of a line that was given back
    entirely come to exactly what its invoice says.
    """
    parts = list(refund.parts.select_related("line__order", "parcel__order").order_by("pk"))
    found = [_given_back(part) for part in parts]
    lines = [each for each, part in zip(found, parts, strict=True) if part.line_id]
    return lines, [each for each, part in zip(found, parts, strict=True) if not part.line_id]


def sums(positions: Sequence[Position]) -> Sums:
    """Of lines and parcels together; ``discount`` is what was taken off them."""
    net = sum(each["net"] for each in positions)
    total = sum(each["gross"] for each in positions)
    discount = sum(off["amount"] for each in positions for off in each["discounts"])
    return {"discount": discount, "net": net, "tax": total - net, "total": total}


def tax_rows(positions: Sequence[Position]) -> list[TaxRow]:
    """One row for each rate, and one for what has none where there are both."""
    sums = tax_sums((each["net"], _parts(each["taxes"])) for each in positions)
    rows: list[TaxRow] = [
        {
            "name": tax.name, "percent": f"{tax.percent:.4f}", "net": tax.base,
            "tax": tax.amount, "gross": tax.base + tax.amount,
            **_exempt(tax.exempt),
        }
        for tax in sums
    ]  # fmt: skip
    free = sum(each["net"] for each in positions if not each["taxes"])
    if rows and free:
        rows.append({"name": "", "percent": "0.0000", "net": free, "tax": 0, "gross": free})
    return rows


def remarks(positions: Sequence[Position]) -> list[str]:
    """What has to be said of taxes that are not charged (Directive 2006/112/EC, Article 226)."""
    words = {
        "reverse_charge": _(
            "Reverse charge: the recipient owes the VAT (Article 196 of Directive 2006/112/EC)."
        ),
        "intra_community": _(
            "Intra-Community supply of goods, exempt from VAT (Article 138 of Directive "
            "2006/112/EC)."
        ),
        "coupon": _("What the coupon is good for is not taxed."),
    }
    found = {tax.get("exempt", "") for each in positions for tax in each["taxes"]}
    return [sentence for reason, sentence in words.items() if reason in found]


def _bought(line: OrderLine) -> Position:
    chosen = [f"{each['option']}: {each['choice']}" for each in line.choices]
    details = [line.description, *chosen] if line.description else chosen
    said: Position = {**_priced(line), "details": details, "quantity": line.quantity,
                      "unit_price": line.unit_price}  # fmt: skip
    return _kept(line, said) if line.taken_off else said


def _kept(line: OrderLine, said: Position) -> Position:
    """Without the copies that were left out; of a whole gallery, less than its price."""
    items = list(line.items.all())
    out = items[0].left_out if len(items) == 1 else 0
    amount = line.amount - line.unit_price * out
    off = amount - (line.gross if line.order.prices_include_tax else line.net)
    discounts = said["discounts"]
    if out and discounts:
        parts = allocate(off, [each["amount"] for each in discounts])
        discounts = [{**e, "amount": a} for e, a in zip(discounts, parts, strict=True)]
    elif off > line.discount:
        left_out: FrozenReduction = {"name": _("Left out"), "amount": off - line.discount}
        discounts = [*discounts, left_out]
    return {
        **said, "quantity": line.quantity - out, "amount": amount, "discounts": discounts
    }  # fmt: skip


def _sent(parcel: Parcel) -> Position:
    return {**_priced(parcel), "details": [], "quantity": 1, "unit_price": parcel.amount}


def _priced(row: OrderLine | Parcel) -> Position:
    return {
        "public_id": row.public_id,
        "name": row.name,
        "details": [],
        "quantity": 0,
        "unit_price": 0,
        "amount": row.amount,
        "discounts": [{"name": e["name"], "amount": e["amount"]} for e in row.discounts],
        "net": row.net,
        "taxes": _taxes(frozen.read_taxes(row.kept_taxes)),
        "gross": row.gross,
    }


def _given_back(part: RefundPart) -> Position:
    row = part.line or part.parcel
    assert row is not None
    taxes = frozen.read_taxes(row.kept_taxes)
    net, *of_taxes = refunding.shares(
        [row.net, *(tax.amount for tax in taxes)], before=_before(part), amount=part.amount
    )
    parts = [replace(tax, amount=a) for tax, a in zip(taxes, of_taxes, strict=True)]
    details = [row.description] if isinstance(row, OrderLine) and row.description else []
    return {
        **_priced(row), "details": details, "amount": part.amount, "discounts": [],
        "net": net, "taxes": _taxes(parts), "gross": part.amount,
    }  # fmt: skip


def _before(part: RefundPart) -> int:
    """What credit notes have given back of the same line or parcel already."""
    same = RefundPart.objects.filter(line=part.line_id, parcel=part.parcel_id)
    # A refund that failed after its credit note was taken back by a paper of its own.
    told = same.filter(
        refund__document__isnull=False, refund__state=Refund.State.SUCCEEDED
    ).aggregate(sum=Sum("amount"))["sum"]
    return int(told or 0)


def _taxes(parts: Iterable[TaxPart]) -> list[FrozenTax]:
    return [
        {
            "name": t.name, "percent": f"{t.percent:.4f}", "amount": t.amount, **_exempt(t.exempt)
        }
        for t in parts
    ]  # fmt: skip


def _parts(taxes: Iterable[FrozenTax]) -> tuple[TaxPart, ...]:
    return frozen.read_taxes(dict(tax) for tax in taxes)


def _exempt(reason: str) -> _Exempt:
    return {"exempt": reason} if reason else {}
