"""A lab in memory, registered as any other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from modules.commerce.models import PriceList
from modules.labs.adapters import registry
from modules.labs.models import LabConnection
from modules.labs.services import printing
from tenants.models import Studio
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[PaperLab]:
    """Print files are there at once; ``test_files.py`` waits for them."""
    monkeypatch.setattr(printing, "ask_for", setting.files_at_once)
    made = PaperLab()
    registry._found()[made.code] = made
    yield made
    registry.forget()


@pytest.fixture
def connection(inside_acme: Studio, lab: PaperLab) -> LabConnection:
    return setting.connection()


@pytest.fixture
def prints(connection: LabConnection) -> PriceList:
    """Made by the lab, and sent to it without anybody's word."""
    return setting.prints_by(connection)
