"""Prodigi's Print API v4: https://www.prodigi.com/print-api/docs/reference/

Every answer has an ``outcome`` in its body, and HTTP 200 says nothing alone. The key of an order is
remembered for ever. Callbacks are not signed: they name an order, and it is asked for again.
"""

from __future__ import annotations

from modules.labs.adapters.prodigi.lab import Prodigi

LAB = Prodigi()

__all__ = ["LAB", "Prodigi"]
