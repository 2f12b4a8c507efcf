"""Every adapter keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from modules.labs.adapters import hot_folder, mailed, own
from modules.labs.contract import Lab
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.labs import darkroom, making
from tests.labs.contract_suite import Bench, LabContract, RemoteLabContract
from tests.labs.hot_folder.conftest import Server
from tests.labs.hot_folder.conftest import pair as pair
from tests.labs.hot_folder.conftest import server as server


class TestOwn(LabContract):
    @pytest.fixture
    def bench(self) -> Bench:
        # Nothing is kept anywhere: an order is what the studio makes of it.
        return Bench(
            lab=own.LAB,
            account=making.account(),
            submission=making.submission(),
            orders=lambda: 1,
        )


class TestMailed(LabContract):
    @pytest.fixture
    def bench(self, inside_acme: Studio) -> Bench:
        piece = making.piece(making.print_file(making.picture()))
        lab = "orders@darkroom.example"
        return Bench(
            lab=mailed.LAB,
            account=making.account({"email": lab}),
            submission=making.submission(piece),
            orders=lambda: OutgoingMessage.objects.filter(to_email=lab).count(),
        )


class TestHotFolder(RemoteLabContract):
    @pytest.fixture
    def bench(self, inside_acme: Studio, server: Server) -> Bench:
        piece = making.piece(making.print_file(making.picture()))
        return Bench(
            lab=hot_folder.LAB,
            account=server.account(),
            submission=making.submission(piece),
            orders=lambda: len([name for name in server.names() if name.endswith(".json")]),
            down=lambda: _broken(server, "open", "rename", "stat"),
            deaf=lambda: _broken(server, "renamed"),
        )


class TestPackage(RemoteLabContract):
    @pytest.fixture
    def bench(self, darkroom_lab: Lab, desk: darkroom.Darkroom) -> Bench:
        return Bench(
            lab=darkroom_lab,
            account=making.account({"studio": "acme"}, token=darkroom.TOKEN),
            submission=making.submission(),
            orders=lambda: len(desk.orders),
            down=desk.down,
            deaf=desk.deaf,
        )


@contextmanager
def _broken(server: Server, *verbs: str) -> Iterator[None]:
    server.breaks = lambda verb, path: verb in verbs
    yield
    server.breaks = lambda verb, path: False
