"""System checks: every kind has an owner, and every schedule a handler."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from safelight.jobs.registry import specs
from safelight.kernel import registry


@register()
def check_jobs(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [*_owners(), *_schedules()]


def _owners() -> Iterator[CheckMessage]:
    packages = {config.label: config.name for config in apps.get_app_configs()}
    packages |= {manifest.name: manifest.package for manifest in registry.manifests()}
    for spec in specs():
        home = packages.get(spec.owner)
        if home is None or not spec.handler.__module__.startswith(f"{home}."):
            yield Error(
                f"The job kind {spec.kind} is handled in {spec.handler.__module__}.",
                hint="Begin a kind with the name of the module or package that handles it: "
                "the gate closes jobs by that name.",
                id="jobs.E001",
            )


def _schedules() -> Iterator[CheckMessage]:
    known = {spec.kind for spec in specs()}
    for manifest in registry.manifests():
        for schedule in manifest.schedule:
            if schedule.kind not in known:
                yield Error(
                    f"Module {manifest.name} schedules {schedule.kind}, which nobody handles.",
                    hint="Register it with @jobs.handler in one of the manifest's jobs.",
                    id="jobs.E002",
                )
