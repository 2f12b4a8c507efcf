from __future__ import annotations

from collections.abc import Iterator

import pytest

from safelight.fakelab.server import FakeLab
from tests.fakelab import studio as studios
from tests.fakelab.asking import Client
from tests.fakelab.studio import Studio

QUICK = 0.02


@pytest.fixture
def studio() -> Iterator[Studio]:
    with studios.running() as server:
        yield server


@pytest.fixture
def fake() -> Iterator[FakeLab]:
    """Quick: an order is at its end after a tenth of a second."""
    with FakeLab(pace=QUICK) as lab:
        yield lab


@pytest.fixture
def client(fake: FakeLab, studio: Studio) -> Client:
    return Client(fake, studio)
