"""Studios with plans."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from safelight.billing.models import Plan, Subscription
from safelight.billing.services import trials
from tenants.models import Studio

# A Monday, at noon.
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def trying(acme: Studio) -> Subscription:
    """Acme tries the platform since noon."""
    subscription = trials.begin(studio=acme, at=NOON)
    assert subscription is not None
    return subscription


@pytest.fixture
def starter(db: None) -> Plan:
    return Plan.objects.get(code="starter")
