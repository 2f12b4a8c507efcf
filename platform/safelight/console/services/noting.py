"""Writing down what an operator did, in the transaction that did it."""

from __future__ import annotations

from contextvars import ContextVar

from safelight.console.models import Operator, OperatorEntry
from tenants.context import public_context
from tenants.models import Studio

# Set by the middleware for the request that is answered.
address: ContextVar[str] = ContextVar("address_of_operator", default="")


def note(
    by: Operator, verb: str, *, studio: Studio | None = None, subject: str = "", reason: str = ""
) -> OperatorEntry:
    with public_context():
        return OperatorEntry.objects.create(
            operator=by,
            studio_uuid=studio.uuid if studio else None,
            studio_name=(studio.name or studio.address or "")[:120] if studio else "",
            verb=verb,
            subject=subject[:200],
            reason=reason.strip(),
            network_address=address.get(),
        )
