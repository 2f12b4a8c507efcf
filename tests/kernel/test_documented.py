"""Every hook, event, field of the manifest and stable code is documented, and nothing else."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import pytest

from safelight.jobs import checks as job_checks
from safelight.kernel import checks, hooks
from safelight.kernel.events import Event
from safelight.kernel.manifest import Manifest
from tenants import checks as studio_checks
from tests.kernel import documenting, test_checks

PAGES = (documenting.HOOKS_AND_EVENTS, documenting.API)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_it_is_up_to_date(page: Path) -> None:
    """If not: python -m tests.kernel.documenting"""
    assert documenting.written(page) == documenting.pages()[page]


def test_it_says_of_each_hook_what_it_asks() -> None:
    text = documenting.written(documenting.HOOKS_AND_EVENTS)
    for name, function in hooks.specified().items():
        assert inspect.getdoc(function), name
        assert f"### {name}\n" in text


def test_it_has_somebody_who_answers_each_hook() -> None:
    """A hook comes together with a module that uses it."""
    silent = [name for name in hooks.specified() if not documenting._answers(name)]
    assert silent == []


def test_it_says_of_each_event_what_happened() -> None:
    text = documenting.written(documenting.HOOKS_AND_EVENTS)
    assert documenting.event_classes()
    for name, cls in documenting.event_classes().items():
        said = cls.__doc__ or ""
        assert said, name
        # The docstring that dataclass() would make.
        assert not said.startswith(f"{cls.__name__}("), name
        assert said != Event.__doc__, name
        assert f"### {name}\n" in text


def test_it_explains_each_field_of_the_manifest_and_no_other() -> None:
    text = documenting.written(Path("docs/modules.md"))
    explained = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    fields = [f.name for f in dataclasses.fields(Manifest) if f.name != "package"]
    assert explained == fields


def test_it_lists_each_system_check() -> None:
    text = documenting.written(Path("docs/modules.md"))
    listed = set(re.findall(r"^\| (\w+\.E\d+) \|", text, re.MULTILINE))
    declaring = (checks, studio_checks, job_checks)
    assert listed == {found for module in declaring for found in test_checks.ids(module)}


def test_it_lists_each_code_once() -> None:
    text = documenting.written(documenting.API)
    codes = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert len(codes) == len(set(codes))
    assert {cls.code for cls in documenting.refusals()} <= set(codes)
