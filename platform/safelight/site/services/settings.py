"""Changing the studio's settings; every change gives the site's stylesheet a new address."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from safelight.kernel import registry
from safelight.site import colours
from safelight.site.models import SiteSettings
from tenants import resolve
from tenants.context import current_studio, public_context
from tenants.models import Studio

FIELDS = (
    "name", "tagline", "contact_email", "language", "time_zone", "currency", "scheme", "accent",
)  # fmt: skip


def change(*, values: dict[str, Any]) -> list[str]:
    """Store the given fields of ``SiteSettings``; returns sentences that the studio is told.

    A change of the currency holds for what is ordered from now on: orders keep their own.
    """
    wanted = {name: value for name, value in values.items() if name in FIELDS}
    # The name is kept in two places: here for pages, in public for the console.
    with transaction.atomic():
        rows = SiteSettings.objects.filter(pk=1)
        rows.update(**wanted, revision=F("revision") + 1)
        if "name" in wanted and wanted["name"] != current_studio().name:
            _rename(current_studio().pk, wanted["name"])
    resolve.forget_all()
    return _told(wanted)


def change_module(*, module: str, settings: Any) -> None:
    """Store a module's settings, given as its own frozen dataclass."""
    registry.module(module)
    with transaction.atomic():  # Another module's settings lie in the same column.
        site = SiteSettings.objects.select_for_update().get(pk=1)
        site.modules = {**site.modules, module: dataclasses.asdict(settings)}
        site.save(update_fields=["modules"])
    resolve.forget_all()


def _rename(pk: int, name: str) -> None:
    with public_context():
        Studio.objects.filter(pk=pk).update(name=name)


def _told(wanted: dict[str, Any]) -> list[str]:
    accent = wanted.get("accent")
    if not accent:
        return []
    told = []
    for paper, where in ((colours.LIGHT_PAPER, _("light")), (colours.DARK_PAPER, _("dark"))):
        shown = colours.readable(accent, paper)
        if shown != accent.lower():
            told.append(
                _("On %(where)s pages %(colour)s could not be read, so %(shown)s is used there.")
                % {"where": where, "colour": accent, "shown": shown}
            )
    return told
