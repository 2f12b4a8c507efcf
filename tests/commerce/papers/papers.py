"""What papers say, for tests that need no order."""

from __future__ import annotations

from typing import Any

from modules.commerce.papers.frozen import Paper, Position


def position(name: str, amount: int = 1190, **changes: Any) -> Position:
    """A line that costs 11.90 EUR with 19 % in it."""
    tax = amount * 19 // 119
    said: dict[str, Any] = {
        "public_id": "x" * 22, "name": name, "details": [], "quantity": 1, "unit_price": amount,
        "amount": amount, "discounts": [], "net": amount - tax, "gross": amount,
        "taxes": [{"name": "VAT", "percent": "19.0000", "amount": tax}],
    }  # fmt: skip
    return said | changes  # type: ignore[return-value]


def said(name: str = "Carla Client", *lines: Position, **changes: Any) -> Paper:
    """An invoice to this client over these lines."""
    lines = lines or (position("IMG_0001.jpg"),)
    total = sum(line["gross"] for line in lines)
    net = sum(line["net"] for line in lines)
    rate = {
        "name": "VAT", "percent": "19.0000", "net": net, "tax": total - net, "gross": total
    }  # fmt: skip
    paper: dict[str, Any] = {
        "language": "en", "size": "A4", "kind": "invoice", "number": "INV-1", "date": "2026-11-22",
        "studio": {
            "name": "Studio Licht", "address": ["Lichtweg 5", "80331 München"],
            "tax_number": "DE136695976", "email": "hello@example.org",
        },
        "client": {
            "name": name, "email": "carla@example.org", "address": [name, "Lindenallee 1"],
            "shipping_address": [], "vat_number": "",
        },
        "order_number": 1001, "order_date": "2026-11-20", "currency": "EUR",
        "prices_include_tax": True, "lines": list(lines), "parcels": [], "taxes": [rate],
        "goods": total, "discount": 0, "shipping": 0, "net": net, "tax": total - net,
        "total": total, "note": "", "corrects": None,
        "paid": {"method": "online, by Stripe", "date": "2026-11-22", "is_test": False},
    }  # fmt: skip
    return paper | changes  # type: ignore[return-value]
