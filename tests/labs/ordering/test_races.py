"""Two at once: the locks of the clients' orders decide, and only one thing happens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from modules.commerce.services.orders import cancelling
from modules.labs.adapters import registry
from modules.labs.models import LabEntry, LabOrder
from modules.labs.services import ordering, printing
from safelight.accounts.models import Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.committing import together
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab
from tests.labs.ordering.setting import AT


@pytest.fixture
def waiting(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[LabOrder]:
    """A lab order that waits for a person, committed."""
    monkeypatch.setattr(printing, "ask_for", setting.files_at_once)
    registry._found()["paper"] = PaperLab()
    with tenant_context(fresh_studio):
        yield setting.gathered(setting.prints_by(setting.connection(), auto_submit=False))
    registry.forget()


def test_it_is_sent_once_and_either_sent_or_cancelled(
    fresh_studio: Studio, waiting: LabOrder
) -> None:
    by = Person.objects.get(email="bob@example.org")
    order = waiting.pieces.get().item.order
    send = partial(ordering.send, lab_order=waiting, by=by, at=AT)
    cancel = partial(cancelling.cancel, order=order, by=by, at=AT, tell_client=False)
    gather = partial(ordering.gather, order_id=order.pk, at=AT)
    found = together(fresh_studio, send, cancel, send, gather)
    order.refresh_from_db()
    # Whoever came first won: the lab may have it, or the client's order is cancelled.
    sent = LabEntry.objects.filter(verb="sending").count()
    assert (sent, order.life) in {(1, "open"), (0, "cancelled")}
    assert LabOrder.objects.count() == 1
    assert _refused(found) <= {cancelling.CannotBeCancelledNow, ordering.NothingToSend}


def _refused(found: list[Any]) -> set[type]:
    return {type(each) for each in found if isinstance(each, Exception)}
