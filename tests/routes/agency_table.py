"""Rows of the permission table about agencies.

``library``: whoever the rows of a library let in (``modules.agency.services.rights``).
"""

from __future__ import annotations

from tests.routes.entries import Entry, entry

_FILE = {"library": "library", "photo": "library_file"}

AGENCY: dict[str, Entry] = {
    "agency_api:libraries": entry("member"),
    "agency_api:access": entry("team.manage"),
    "agency_api:sets": entry("team.manage"),
    "agency_api:library": entry("library"),
    "agency_api:files": entry("library"),
    "agency_api:decisions": entry("library"),
    "agency_api:placements": entry("library"),
    "agency_workspace:clocks": entry("gallery.manage"),
    "agency_workspace:clocks_correct": entry("gallery.manage"),
    "agency_workspace:clocks_take_back": entry("gallery.manage"),
    "agency_workspace:reports": entry("agency.reports"),
    "agency_workspace:report_orders": entry("agency.reports"),
    "agency_workspace:report_file": entry("agency.reports"),
    "agency_workspace:libraries": entry("member"),
    "agency_workspace:library_new": entry("owner"),
    "agency_workspace:library": entry("library"),
    "agency_workspace:library_act": entry("library"),
    "agency_workspace:library_settings": entry("owner"),
    "agency_workspace:library_archive": entry("owner"),
    "agency_workspace:library_reopen": entry("owner"),
    "agency_workspace:library_delete": entry("owner"),
    "agency_workspace:library_file": Entry("library", _FILE),
    "agency_workspace:library_file_name": Entry("library", _FILE),
    "agency_workspace:library_file_download": Entry("library", _FILE),
    "agency_workspace:review": entry("member"),
    "agency_workspace:review_decide": entry("member"),
    "agency_workspace:access": entry("team.manage"),
    "agency_workspace:access_give": entry("team.manage"),
    "agency_workspace:access_invite": entry("team.manage"),
    "agency_workspace:access_role": entry("team.manage"),
    "agency_workspace:access_member": entry("team.manage"),
    "agency_workspace:sets": entry("team.manage"),
    "agency_workspace:set_new": entry("owner"),
    "agency_workspace:set": entry("owner"),
    "agency_workspace:set_delete": entry("owner"),
    "agency_workspace:tester": entry("team.manage"),
}
