from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from safelight import jobs, outbox
from safelight.jobs.models import Job
from safelight.jobs.testing import DrainFailed, drain
from safelight.kernel import events, registry
from safelight.kernel.events import Event
from safelight.kernel.manifest import Listener
from safelight.outbox import codec
from safelight.outbox.models import DomainEvent
from tenants import schema
from tenants.context import current_studio
from tenants.models import Studio

pytestmark = pytest.mark.usefixtures("db")
heard: list[tuple[str, Event]] = []
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ID = UUID("12345678-1234-5678-1234-567812345678")


@pytest.fixture
def happened() -> Iterator[type[Event]]:
    """An event class that is declared for one test."""

    @dataclass(frozen=True, kw_only=True)
    class Happened(Event, module="gallery"):
        file_id: int
        at: datetime = AT
        uuid: UUID | None = None
        file_ids: tuple[int, ...] = ()

    yield Happened
    del events._classes[Happened.name]


@pytest.fixture(autouse=True)
def ears(monkeypatch: pytest.MonkeyPatch, inside_acme: Studio) -> None:
    """gallery and commerce listen to everything."""
    heard.clear()
    inside_acme.switch_on("gallery", at=timezone.now())
    inside_acme.switch_on("commerce", at=timezone.now())
    pairs = (
        ("gallery", Listener("*", f"{__name__}.hear")),
        ("commerce", Listener("*", f"{__name__}.hear_too")),
    )
    monkeypatch.setattr(registry, "listeners", lambda name: pairs)


def hear(event: Event) -> None:
    heard.append((current_studio().name, event))
    # A listener may ask for work: it runs in a transaction.
    jobs.enqueue("outbox.send", key="from a listener", message_id=0)


def hear_too(event: Event) -> None:
    heard.append(("commerce", event))


def break_down(event: Event) -> None:
    raise RuntimeError("deaf")


def test_it_reaches_each_listener_with_the_same_event(
    happened: type[Event], inside_acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = happened(file_id=7, uuid=ID, file_ids=(1, 2))  # type: ignore[call-arg]
    _publish(event)
    drain(allow_failures=True)
    assert heard == [(inside_acme.name, event), ("commerce", event)]


def test_it_refuses_outside_a_transaction(happened: type[Event]) -> None:
    with pytest.raises(jobs.OutsideTransaction):
        outbox.publish(happened(file_id=7))  # type: ignore[call-arg]


def test_it_vanishes_with_a_rollback(happened: type[Event]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.publish(happened(file_id=7))  # type: ignore[call-arg]
        _ = 1 // 0
    assert not DomainEvent.objects.exists()
    assert not Job.objects.exists()


def test_it_is_two_events_when_it_happened_twice(happened: type[Event]) -> None:
    for _ in range(2):
        _publish(happened(file_id=7))  # type: ignore[call-arg]
    drain(allow_failures=True)
    assert len(heard) == 4


def test_it_asks_nobody_of_a_module_that_is_off(happened: type[Event], inside_acme: Studio) -> None:
    inside_acme.switch_off("commerce")
    _publish(happened(file_id=7))  # type: ignore[call-arg]
    assert Job.objects.filter(kind="outbox.hear").count() == 1


def test_it_asks_nobody_whose_module_was_switched_off_since(
    happened: type[Event], inside_acme: Studio
) -> None:
    _publish(happened(file_id=7))  # type: ignore[call-arg]
    inside_acme.switch_off("commerce")
    drain(allow_failures=True)
    assert [who for who, _ in heard] == [inside_acme.name]
    assert Job.objects.get(key__contains="hear_too").state == "skipped"


def test_it_skips_a_listener_that_is_gone(
    happened: type[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(happened(file_id=7))  # type: ignore[call-arg]
    monkeypatch.setattr(registry, "listeners", lambda name: ())
    drain()
    assert set(Job.objects.values_list("state", flat=True)) == {"skipped"}


def test_it_lets_one_listener_fail_alone(
    happened: type[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = tuple(("gallery", Listener("*", f"{__name__}.{n}")) for n in ("break_down", "hear_too"))
    monkeypatch.setattr(registry, "listeners", lambda name: pairs)
    _publish(happened(file_id=7))  # type: ignore[call-arg]
    with pytest.raises(DrainFailed, match="deaf"):
        drain(retries=True)
    assert [who for who, _ in heard] == ["commerce"]


class TestCodec:
    def test_it_gives_back_what_it_took(self, happened: type[Event]) -> None:
        event = happened(file_id=7, uuid=ID, file_ids=(1, 2))  # type: ignore[call-arg]
        assert codec.decode(event.name, codec.encode(event)) == event

    def test_it_leaves_out_a_field_that_is_gone(self, happened: type[Event]) -> None:
        payload = {"file_id": 7, "forgotten": 1}
        assert codec.decode(happened.name, payload) == happened(file_id=7)  # type: ignore[call-arg]

    def test_it_refuses_what_is_not_plain(self, happened: type[Event]) -> None:
        with pytest.raises(codec.NotPlain):
            codec.encode(happened(file_id=object()))  # type: ignore[call-arg]


def _publish(event: Event) -> None:
    with transaction.atomic():
        outbox.publish(event)
    assert schema.current() != "public"
