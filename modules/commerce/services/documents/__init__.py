"""Invoices and credit notes: issued with the money that they tell of, and never changed.

Numbers count up without gaps, each kind for itself: the row with the last one is locked until the
caller's transaction ends, so a number is given exactly when its paper is written. Whoever issues
locks the order first and takes the number last.
"""

from __future__ import annotations

from modules.commerce.services.documents.issuing import (
    issue_credit_note,
    issue_invoice,
    take_back_credit_note,
)
from modules.commerce.services.documents.selecting import (
    mailed_path,
    of_order,
    visible_documents,
)

__all__ = [
    "issue_credit_note",
    "issue_invoice",
    "mailed_path",
    "of_order",
    "take_back_credit_note",
    "visible_documents",
]
