"""Each system check of modules and of studios: what makes it speak, and its hint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.test import override_settings

from safelight.jobs import checks as job_checks
from safelight.kernel import checks, hooks, registry
from safelight.kernel.manifest import (
    Listener,
    Manifest,
    NavItem,
    Permission,
    Schedule,
    UploadPurpose,
)
from tenants import checks as studio_checks
from tests.kernel.conftest import Pretend
from tests.kernel.test_registry import made

ITEM = NavItem(area="site", title="x", url_name="x", order=1, permission="a.unheard")


@dataclass
class Melting:
    """Settings that are not frozen."""

    size: int = 1


@dataclass(frozen=True)
class Demanding:
    """Settings without a default."""

    size: int


@hooks.impl
def unheard_of() -> None:
    """Implements nothing that is specified."""


# What is wrong → the check that says so, and the beginning of its hint.
WRONG: dict[str, tuple[tuple[Manifest, ...], str]] = {
    "one name twice": ((made("a"), made("a")), "kernel.E001"),
    "a requirement that is missing": ((made("a", "nothing"),), "kernel.E002"),
    "a view that is missing": ((made("a", needs_you="tests.kernel.nothing.here"),), "kernel.E003"),
    "an attribute that is missing": ((made("a", on_enable=f"{__name__}.gone"),), "kernel.E003"),
    "a badge that is missing": (
        (made("a", navigation=(NavItem(
            area="site", title="x", url_name="x", order=1, badge="no.such.badge"),)),),
        "kernel.E003",
    ),
    "a permission outside": ((made("a", permissions=(Permission("b.use", "x"),)),), "kernel.E004"),
    "a schedule outside": (
        (made("a", schedule=(Schedule(kind="b.tidy", every=timedelta(hours=1)),)),), "kernel.E004",
    ),
    "an upload outside": (
        (made("a", uploads=(UploadPurpose("b.file", f"{__name__}.made"),)),), "kernel.E004",
    ),
    "settings that melt": ((made("a", settings=f"{__name__}.Melting"),), "kernel.E005"),
    "settings that demand": ((made("a", settings=f"{__name__}.Demanding"),), "kernel.E005"),
    "an event that nobody declares": (
        (made("a", listens=(Listener("a.Unheard", f"{__name__}.made"),)),), "kernel.E006",
    ),
    "a circle": ((made("a", "b"), made("b", "a")), "kernel.E007"),
    "a menu's permission": ((made("a", navigation=(ITEM,)),), "kernel.E008"),
    "an upload's permission": (
        (made("a", uploads=(UploadPurpose("a.file", f"{__name__}.made", permission="a.up"),)),),
        "kernel.E008",
    ),
    "a hook that is not specified": ((made("a", extends=__name__),), "kernel.E009"),
}  # fmt: skip


def test_it_finds_nothing_wrong_with_the_modules_there_are() -> None:
    assert checks.check_manifests(None) == []
    assert job_checks.check_jobs(None) == []


@pytest.mark.parametrize("wrong", WRONG)
def test_it_reports(pretend: Pretend, wrong: str) -> None:
    manifests, expected = WRONG[wrong]
    pretend(*manifests)
    found = checks.check_manifests(None)
    assert {problem.id for problem in found} == {expected}
    assert all(problem.hint and problem.msg for problem in found)


def test_it_has_a_case_for_each_check_of_modules() -> None:
    assert {expected for _manifests, expected in WRONG.values()} == ids(checks)


def test_it_reports_an_app_that_is_shared_and_a_studios() -> None:
    with override_settings(SHARED_APPS=["safelight.jobs", "safelight.site"]):
        found = studio_checks.check_apps_are_disjoint(None)
    assert_one(found, "tenants.E001", "Keep it in one of them")


def test_it_reports_a_studios_model_that_knows_no_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio_checks, "studio_labels", lambda: frozenset({"signup", "jobs"}))
    found = studio_checks.check_studio_models_know_their_schema(None)
    assert "jobs.Job lies in studios' schemas but is no StudioRow." in {p.msg for p in found}
    assert {(p.id, p.hint) for p in found} == {
        ("tenants.E002", "Derive it from tenants.rows.StudioRow.")
    }


def test_it_reports_a_foreign_key_across_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio_checks, "studio_labels", lambda: frozenset({"accounts"}))
    found = studio_checks.check_no_foreign_key_crosses_schemas(None)
    assert "uploads.Upload.owner points across schemas." in {p.msg for p in found}
    assert {p.id for p in found} == {"tenants.E003"}
    assert all("Keep an id or a uuid instead" in str(p.hint) for p in found)


def test_it_finds_nothing_wrong_with_the_studios_tables() -> None:
    for check in (
        studio_checks.check_apps_are_disjoint,
        studio_checks.check_studio_models_know_their_schema,
        studio_checks.check_no_foreign_key_crosses_schemas,
    ):
        assert check(None) == []


def test_it_reports_a_job_that_is_handled_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    stray = SimpleNamespace(kind="gallery.x", owner="gallery", handler=made)
    monkeypatch.setattr(job_checks, "specs", lambda: (stray,))
    monkeypatch.setattr(registry, "manifests", lambda: (made("a"),))
    assert_one(job_checks.check_jobs(None), "jobs.E001", "Begin a kind with the name")


def test_it_reports_a_schedule_that_nobody_handles(pretend: Pretend) -> None:
    pretend(made("a", schedule=(Schedule(kind="a.tidy", every=timedelta(hours=1)),)))
    found = [p for p in job_checks.check_jobs(None) if p.id == "jobs.E002"]
    assert_one(found, "jobs.E002", "Register it with @jobs.handler")


def test_it_names_every_check_of_studios_and_jobs_here() -> None:
    tested = {"tenants.E001", "tenants.E002", "tenants.E003", "jobs.E001", "jobs.E002"}
    assert ids(studio_checks) | ids(job_checks) == tested


def assert_one(found: list[CheckMessage], identity: str, hint: str) -> None:
    assert [problem.id for problem in found] == [identity]
    assert str(found[0].hint).startswith(hint)


def ids(module: ModuleType) -> set[str]:
    """The ids that stand in a file of checks."""
    constants: set[Any] = set()
    waiting: list[Any] = [f.__code__ for f in vars(module).values() if _is_function(f, module)]
    while waiting:
        code = waiting.pop()
        constants |= {c for c in code.co_consts if isinstance(c, str)}
        waiting += [c for c in code.co_consts if hasattr(c, "co_consts")]
    return {c for c in constants if c.partition(".")[2][:1] == "E" and c[-3:].isdigit()}


def _is_function(value: object, module: ModuleType) -> bool:
    return isinstance(value, Callable) and getattr(value, "__module__", "") == module.__name__  # type: ignore[arg-type]
