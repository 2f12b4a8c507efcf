"""Changing the studio's settings; every change gives the site's stylesheet a new address."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import transaction
from django.db.models import F

from safelight.audit import writing as audit
from safelight.kernel import registry
from safelight.site import selectors
from safelight.site.models import SiteSettings
from safelight.site.services import repairs
from tenants import resolve
from tenants.context import current_studio, public_context
from tenants.models import Studio

FIELDS = (
    "name", "tagline", "contact_email", "language", "languages", "time_zone", "currency",
    "footer",
    "scheme", "accent", "paper", "ink", "typefaces", "corners", "spacing",
    "logo", "logo_dark", "icon", "menu",
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
        audit.note("site.settings_changed", details={"fields": ", ".join(sorted(wanted))})
        if "name" in wanted and wanted["name"] != current_studio().name:
            _rename(current_studio().pk, wanted["name"])
    resolve.forget_all()
    return repairs.told(selectors.site_settings()) if repairs.COLOURS & wanted.keys() else []


def show_anew() -> None:
    """Something that every page shows has changed: pages that are kept are made anew."""
    SiteSettings.objects.filter(pk=1).update(revision=F("revision") + 1)
    resolve.forget_all()


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
