"""What every adapter has to do, whatever its lab. ``docs/labs.md`` says how to use it.

A class of tests derives from ``LabContract``, or from ``RemoteLabContract`` where there is a server
to be away, and has a fixture ``bench``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from modules.labs.adapters.declining import NOT_OFFERED
from modules.labs.contract import (
    Accepted,
    Account,
    Away,
    Begun,
    Cancelling,
    Catalogue,
    Incoming,
    Lab,
    NoNews,
    NotGenuine,
    PartlyTakenBack,
    Progress,
    Quoted,
    Refused,
    Stage,
    Submission,
    TakenBack,
    Works,
)
from tests.labs import making


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A lab to be tried. ``orders`` counts what the lab would make; while ``down`` lasts, its
    server is away; while ``deaf`` lasts, it takes what is sent and no answer comes back.
    """

    lab: Lab
    account: Account
    submission: Submission
    orders: Callable[[], int]
    down: Callable[[], AbstractContextManager[object]] = nullcontext
    deaf: Callable[[], AbstractContextManager[object]] = nullcontext

    def submitted(self, submission: Submission | None = None) -> Accepted:
        """Sent until the lab has taken it, in both steps where it wants two."""
        sent = submission or self.submission
        answer = self.lab.submit(self.account, sent)
        if isinstance(answer, Begun):
            answer = self.lab.submit(self.account, replace(sent, previous=answer.trace))
        assert isinstance(answer, Accepted), answer
        return answer


class LabContract:
    """For every adapter."""

    def test_it_says_what_it_is(self, bench: Bench) -> None:
        lab = bench.lab
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,39}", lab.code)
        assert str(lab.name)
        names = [field.name for field in lab.fields]
        assert len(names) == len(set(names))
        for field in lab.fields:
            assert str(field.label)
            assert not (field.is_secret and field.choices)
            values = [value for value, _words in field.choices]
            assert field.default in ["", *values] or not values

    def test_it_works_with_its_account(self, bench: Bench) -> None:
        assert isinstance(bench.lab.check(bench.account), Works)

    def test_it_takes_an_order(self, bench: Bench) -> None:
        accepted = bench.submitted()
        assert not accepted.repeated
        assert 0 < len(accepted.progress.lab_id) <= 120
        assert accepted.progress.stage in (Stage.HELD, Stage.RECEIVED, Stage.IN_PRODUCTION)
        assert bench.orders() == 1

    def test_it_makes_one_order_of_one_key(self, bench: Bench) -> None:
        first = bench.submitted()
        second = bench.submitted()
        assert second.progress.lab_id == first.progress.lab_id
        assert bench.orders() == 1

    def test_it_tells_how_far_an_order_is(self, bench: Bench) -> None:
        lab_id = bench.submitted().progress.lab_id
        progress = bench.lab.status(bench.account, lab_id=lab_id)
        if isinstance(progress, NoNews):
            assert bench.lab.capabilities.by_hand or bench.lab.capabilities.tells
        else:
            assert isinstance(progress, Progress), progress
            assert progress.lab_id == lab_id

    def test_it_makes_nothing_up_about_an_order_it_never_had(self, bench: Bench) -> None:
        assert isinstance(bench.lab.status(bench.account, lab_id="0"), NoNews)

    def test_it_takes_back_as_it_says(self, bench: Bench) -> None:
        lab_id = bench.submitted().progress.lab_id
        answer = bench.lab.cancel(bench.account, lab_id=lab_id)
        if bench.lab.capabilities.cancelling is Cancelling.BEFORE_PRODUCTION:
            assert isinstance(answer, TakenBack | PartlyTakenBack), answer
        else:
            assert isinstance(answer, Refused), answer
            assert answer.sentence

    def test_it_can_what_it_says_it_can(self, bench: Bench) -> None:
        lab, account, can = bench.lab, bench.account, bench.lab.capabilities
        piece = replace(bench.submission.pieces[0], files=())
        quoted = lab.quote(account, pieces=(piece,), country="GB", currency="GBP")
        assert isinstance(quoted, Quoted if can.quotes else Refused)
        listed = lab.catalogue(account, skus=[piece.sku])
        assert isinstance(listed, Catalogue if can.catalogue else Refused)

    def test_it_changes_only_what_it_says(self, bench: Bench) -> None:
        lab, account, can = bench.lab, bench.account, bench.lab.capabilities
        lab_id = bench.submitted().progress.lab_id
        moved = lab.change_recipient(account, lab_id=lab_id, recipient=making.RECIPIENT)
        assert _is_declined(moved) != can.changes_recipient
        faster = lab.change_shipping(account, lab_id=lab_id, method=bench.submission.method)
        assert _is_declined(faster) != can.changes_shipping

    def test_it_believes_no_nonsense(self, bench: Bench) -> None:
        for body in (b"", b"\xff\x00{", b"[]", b"null", b'{"id": 1}', b"[" * 100_000):
            heard = bench.lab.hear(bench.account, Incoming(headers={}, body=body))
            assert isinstance(heard, NotGenuine) or heard == ()


class RemoteLabContract(LabContract):
    """For adapters whose lab is a server somewhere."""

    def test_it_is_away_while_its_lab_is(self, bench: Bench) -> None:
        lab_id = bench.submitted().progress.lab_id
        with bench.down():
            assert isinstance(bench.lab.check(bench.account), Away)
            again = replace(bench.submission, key="another-key", reference="LAB-0008")
            assert isinstance(bench.lab.submit(bench.account, again), Away)
            assert isinstance(bench.lab.status(bench.account, lab_id=lab_id), Away)

    def test_it_makes_one_order_though_no_answer_came(self, bench: Bench) -> None:
        with bench.deaf():
            answer = bench.lab.submit(bench.account, bench.submission)
        assert isinstance(answer, Away)
        assert answer.sentence
        bench.submitted(replace(bench.submission, previous=answer.trace))
        assert bench.orders() == 1


def _is_declined(answer: object) -> bool:
    return isinstance(answer, Refused) and answer.code == NOT_OFFERED
