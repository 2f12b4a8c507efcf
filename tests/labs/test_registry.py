"""Where labs come from: ours, and packages that name theirs in an entry point."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from modules.labs.adapters import registry
from modules.labs.adapters.own import Own


class AnotherOwn(Own):
    """Takes a code that is ours."""


def test_it_finds_ours() -> None:
    codes = [lab.code for lab in registry.every()]
    assert {"mailed", "hot_folder", "own"} <= set(codes)
    assert all(registry.get(code).code == code for code in codes)


def test_it_finds_a_lab_of_another_package(with_package: None) -> None:
    assert str(registry.get("darkroom").name) == "Darkroom"
    assert registry.every()[-1].code == "darkroom"


def test_it_says_so_where_a_package_is_gone() -> None:
    with pytest.raises(registry.UnknownLab):
        registry.get("darkroom")


@pytest.mark.parametrize(
    "value",
    [
        "no_such_package:LAB",
        "modules.labs.contract:NO_SUCH_NAME",
        "modules.labs.contract:Lab",
        "tests.labs.test_registry:LAB",
    ],
)
def test_it_goes_on_without_a_broken_package(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("odd", value, registry.ENTRY_POINTS)
    before = registry.every()
    monkeypatch.setattr(registry, "entry_points", lambda group: [entry])
    registry.forget()
    assert registry.every() == before
    registry.forget()


LAB = AnotherOwn()
