"""A studio with a lab that names prices."""

from __future__ import annotations

import pytest

from modules.commerce.models import PriceRow
from modules.labs.adapters import registry
from tenants.models import Studio
from tests.labs.quoting import pricing
from tests.labs.quoting.pricing import Pricing


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch, inside_acme: Studio) -> Pricing:
    made = Pricing()
    monkeypatch.setitem(registry._found(), "pricing", made)
    # Its address is not part of this.
    monkeypatch.setattr(
        "modules.labs.services.connecting.account_of", lambda connection: connection
    )
    return made


@pytest.fixture
def framed(lab: Pricing) -> PriceRow:
    return pricing.sell_framed()
