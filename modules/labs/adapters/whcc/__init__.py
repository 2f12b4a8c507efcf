"""WHCC's Order Submit API: https://developer.whcc.com/pages/order-submit-api/

An order takes two steps: imported, and submitted by the name that the import gave it. Nothing is
made before the second, so an import that is lost does no harm; a submission that is repeated says
that it was there (412.04). How far an order is only their news tell, and those are signed.
"""

from __future__ import annotations

from modules.labs.adapters.whcc.lab import Whcc

LAB = Whcc()

__all__ = ["LAB", "Whcc"]
