"""What a new studio does first, up to a gallery that a client has in their mail.

How far it is, is read off what is there; stored is only what the studio skips. Modules add theirs
(``Manifest.first_steps``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from safelight.accounts.models import Member
from safelight.kernel import registry
from safelight.site import selectors
from safelight.site.models import SiteSettings
from tenants import resolve

# Beside the settings of modules, in the studio's one row.
STORED = "first_steps"


@dataclass(frozen=True, kw_only=True)
class Step:
    """``order`` counts in tens. ``outcome`` says what came of it, ``link`` is to be passed on."""

    key: str
    order: int
    title: str
    text: str
    url: str
    is_done: bool
    outcome: str = ""
    link: str = ""
    is_skipped: bool = False

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.is_skipped


@dataclass(frozen=True)
class Guide:
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_over(self) -> bool:
        return not any(step.is_open for step in self.steps)

    @property
    def is_done(self) -> bool:
        return all(step.is_done for step in self.steps)

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if step.is_open), None)


Provider = Callable[[HttpRequest], Iterable[Step]]


def guide(request: HttpRequest) -> Guide:
    """Every step of this studio, in order."""
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    paths = [m.first_steps for m in registry.manifests() if m.name in modules and m.first_steps]
    site = selectors.site_settings()
    steps = [*_own(site)]
    for path in paths:
        steps += cast(Provider, import_string(path))(request)
    skipped = _skipped(site)
    ordered = sorted(steps, key=lambda step: step.order)
    return Guide(tuple(replace(step, is_skipped=step.key in skipped) for step in ordered))


def on_home(request: HttpRequest) -> Guide | None:
    """The guide as long as a step is open, for members who may set the studio up."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    if "site.manage" not in allowed or "*" in _skipped(selectors.site_settings()):
        return None
    found = guide(request)
    return None if found.is_over else found


def skip(key: str) -> None:
    """Leave this step out, or ``*`` the whole guide."""
    _store(lambda skipped: {*skipped, key[:40]})


def take_up_again() -> None:
    """Show every step that is not done."""
    _store(lambda skipped: set())


def _own(site: SiteSettings) -> Iterable[Step]:
    yield Step(
        key="brand",
        order=10,
        title=_("Make the site yours"),
        text=_("Your name, logo and colours. Your clients see you, never us."),
        url=reverse("settings:look"),
        is_done=site.revision > 1,
    )
    yield Step(
        key="colleague",
        order=50,
        title=_("Invite a colleague"),
        text=_("A retoucher, a second photographer: each with a role of their own."),
        url=reverse("people:member_invite"),
        is_done=Member.objects.count() > 1,
    )


def _skipped(site: SiteSettings) -> set[str]:
    return set(site.modules.get(STORED, {}).get("skipped", []))


def _store(change: Callable[[set[str]], set[str]]) -> None:
    with transaction.atomic():  # Settings of modules lie in the same column.
        site = SiteSettings.objects.select_for_update().get(pk=1)
        stored: dict[str, Any] = {"skipped": sorted(change(_skipped(site)))[:20]}
        site.modules = {**site.modules, STORED: stored}
        site.save(update_fields=["modules"])
    resolve.forget_all()
