"""Rows of the permission table about the console, and about what a studio sees of it."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

CONSOLE: dict[str, Entry] = {
    "console:studios": entry("operator"),
    "console:sign_in": entry("anybody"),
    "console:sign_out": entry("anybody"),
    "console:studio": entry("operator", uuid="studio"),
    "console:switch": entry("operator who changes", uuid="studio", module="module"),
    "console:suspension": entry("operator who changes", uuid="studio"),
    "console:jobs": entry("operator"),
    "console:again": entry("operator who changes", job_id="job"),
    "settings:activity": entry("owner"),
    "settings:activity_csv": entry("owner"),
}
