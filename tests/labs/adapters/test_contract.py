"""Prodigi and WHCC keep the contract, with the fake lab behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

import pytest

from modules.labs.adapters import prodigi, whcc
from modules.labs.contract import Account, Away, Begun, ConfirmsAddress, Lab
from safelight.fakelab.server import FakeLab
from tests.fakelab.studio import Studio
from tests.labs.adapters import orders
from tests.labs.contract_suite import Bench, RemoteLabContract


@contextmanager
def _turned(lab: FakeLab, switch: str) -> Iterator[None]:
    lab.desk.switches.turn({switch: True})
    yield
    lab.desk.switches.turn({switch: False})


def _made(lab: FakeLab) -> int:
    assert [asked.problems for asked in lab.desk.broken] == []
    return int(lab.desk.counts()["orders"])


@pytest.fixture(autouse=True)
def _unhurried(lab: FakeLab) -> None:
    # An order that is made meanwhile could not be taken back any more.
    lab.desk.pace = 60.0


class TestProdigi(RemoteLabContract):
    @pytest.fixture
    def bench(self, lab: FakeLab, account: Account, studio: Studio) -> Bench:
        return Bench(
            lab=cast(Lab, prodigi.LAB),
            account=account,
            submission=orders.prodigi(studio),
            orders=lambda: _made(lab),
            down=lambda: _turned(lab, "down"),
            deaf=lambda: _turned(lab, "lost_answers"),
        )


class TestWhcc(RemoteLabContract):
    @pytest.fixture
    def bench(self, lab: FakeLab, account: Account, studio: Studio) -> Bench:
        return Bench(
            lab=cast(Lab, whcc.LAB),
            account=account,
            submission=orders.whcc(studio),
            orders=lambda: _made(lab),
            down=lambda: _turned(lab, "down"),
            deaf=lambda: _turned(lab, "lost_answers"),
        )

    def test_it_makes_one_order_of_one_key(self, bench: Bench) -> None:
        # WHCC knows no keys: what the first step gave stands for one.
        begun = bench.lab.submit(bench.account, bench.submission)
        assert isinstance(begun, Begun)
        again = replace(bench.submission, previous=begun.trace)
        first, second = bench.submitted(again), bench.submitted(again)
        assert second.progress.lab_id == first.progress.lab_id
        assert (first.repeated, second.repeated) == (False, True)
        assert bench.orders() == 1

    def test_it_is_away_while_its_lab_is(self, bench: Bench) -> None:
        with bench.down():
            assert isinstance(bench.lab.check(bench.account), Away)
            assert isinstance(bench.lab.submit(bench.account, bench.submission), Away)

    def test_it_makes_one_order_though_no_answer_came_to_the_second_step(
        self, bench: Bench
    ) -> None:
        begun = bench.lab.submit(bench.account, bench.submission)
        assert isinstance(begun, Begun)
        with bench.deaf():
            again = replace(bench.submission, previous=begun.trace)
            unclear = bench.lab.submit(bench.account, again)
        assert isinstance(unclear, Away)
        assert unclear.trace == begun.trace
        assert bench.submitted(replace(again, previous=unclear.trace)).repeated
        assert bench.orders() == 1

    def test_it_confirms_its_address(self, bench: Bench) -> None:
        assert isinstance(bench.lab, ConfirmsAddress)
