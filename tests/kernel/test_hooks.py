"""Hooks: who is asked, in which order, and what is refused."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from safelight.kernel import hooks
from safelight.kernel.hookspecs import spec
from tests.kernel.conftest import Pretend
from tests.kernel.test_registry import made

MODULES = frozenset({"low", "middle", "top"})


@spec
def who_is_there(word: str) -> str | None:
    """Asked in these tests only."""


def answering(answer: str | None) -> ModuleType:
    module = ModuleType(f"tests.kernel.answers_{answer}")

    def who_is_there(word: str) -> str | None:
        return answer and f"{answer} {word}"

    module.who_is_there = hooks.impl(who_is_there)  # type: ignore[attr-defined]
    return module


@pytest.fixture
def three(pretend: Pretend, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three modules that answer; the one in the middle has nothing to say."""
    manifests = []
    for name, requires, answer in (
        ("top", ("middle",), "top"), ("middle", ("low",), None), ("low", (), "low"),
    ):  # fmt: skip
        module = answering(answer)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        manifests.append(
            made(name, *requires, extends=module.__name__,
                 hookspecs=__name__ if name == "low" else None)
        )  # fmt: skip
    pretend(*manifests)
    yield
    hooks._traced.cache_clear()


@pytest.mark.usefixtures("three")
def test_it_hears_lower_modules_first_and_leaves_out_none() -> None:
    assert hooks.call(MODULES, "who_is_there", word="here") == ["low here", "top here"]


@pytest.mark.usefixtures("three")
def test_it_asks_only_the_modules_it_is_given() -> None:
    assert hooks.call(frozenset({"top"}), "who_is_there", word="here") == ["top here"]
    assert hooks.call(frozenset(), "who_is_there", word="here") == []


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", ["who_is_where", "subset_hook_caller", "__class__"])
def test_it_refuses_a_hook_that_nobody_specified(name: str) -> None:
    with pytest.raises(hooks.UnknownHook, match=name):
        hooks.call(MODULES, name, word="here")


def test_it_refuses_an_implementation_with_other_arguments(
    pretend: Pretend, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("tests.kernel.mistaken")

    def merge_visitor(source: int) -> None: ...

    module.merge_visitor = hooks.impl(merge_visitor)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    pretend(made("a", extends=module.__name__))
    with pytest.raises(hooks.MismatchedHook, match="source"):
        hooks.specified()


def test_it_refuses_a_hook_that_is_specified_twice(pretend: Pretend) -> None:
    pretend(made("a", hookspecs=__name__), made("b", hookspecs=__name__))
    with pytest.raises(hooks.MismatchedHook, match="who_is_there"):
        hooks.specified()


@pytest.mark.usefixtures("three")
def test_it_prints_calls_when_asked_to(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "safelight.kernel.hooks")
    hooks._traced.cache_clear()
    hooks.call(MODULES, "who_is_there", word="quiet")
    hooks._traced.cache_clear()
    monkeypatch.setenv("TRACE_HOOKS", "true")
    hooks.call(MODULES, "who_is_there", word="loud")
    hooks.call(frozenset(), "who_is_there", word="alone")
    assert caplog.messages == [
        "Hook who_is_there asked low, middle, top, heard ['low loud', 'top loud']",
        "Hook who_is_there asked nobody, heard []",
    ]
