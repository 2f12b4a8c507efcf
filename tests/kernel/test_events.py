"""Events: declared by name, and unknown otherwise."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest

from safelight.kernel import events
from safelight.kernel.events import Event

pytestmark = pytest.mark.usefixtures("no_new_events")


def test_it_names_a_class_after_its_module() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Sent(Event, module="kernel_test"):
        letter_id: int

    assert Sent.name == "kernel_test.Sent"
    assert events.event_class("kernel_test.Sent") is Sent
    with pytest.raises(dataclasses.FrozenInstanceError):
        Sent(letter_id=1).letter_id = 2  # type: ignore[misc]


def test_it_knows_the_class_that_slots_made() -> None:
    @dataclass(frozen=True, kw_only=True, slots=True)
    class Sent(Event, module="kernel_test"):
        letter_id: int

    assert events.event_class("kernel_test.Sent") is Sent


def test_it_refuses_a_name_that_nobody_declared() -> None:
    with pytest.raises(events.UnknownEvent, match=r"kernel_test\.Lost"):
        events.event_class("kernel_test.Lost")


def test_it_declares_no_base_class() -> None:
    class Base(Event):
        """Has no module, so it is no event by itself."""

    assert Base not in events.declared().values()
