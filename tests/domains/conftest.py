from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from safelight.domains.models import Claim
from safelight.domains.services import claiming
from tenants.models import Studio
from tests.domains import name_server
from tests.domains.seeing import AT, HOST, TARGET, judge, seen


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[name_server.NameServer]:
    """A name server that knows where the platform is, and nothing else yet."""
    with name_server.running() as server:
        monkeypatch.setenv("DNS_RESOLVER", f"127.0.0.1:{server.port}")
        server.records["localhost", "A"] = TARGET
        yield server


@pytest.fixture
def proven(inside_acme: Studio, django_capture_on_commit_callbacks: Any) -> Claim:
    """A host of acme that leads there."""
    claim = claiming.claim(host=HOST, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        return judge(claim, seen(claim))
