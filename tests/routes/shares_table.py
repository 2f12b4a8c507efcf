"""Rows of the permission table about contributors' shares."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

_RUN = {"run": "payment_run"}

SHARES: dict[str, Entry] = {
    "agency_workspace:shares": entry("agency.shares"),
    "agency_workspace:contributor_new": entry("agency.shares"),
    "agency_workspace:contributor": entry("agency.shares"),
    "agency_workspace:contributor_edit": entry("agency.shares"),
    "agency_workspace:contributor_correct": entry("agency.shares"),
    "agency_workspace:share_rules": entry("agency.shares"),
    "agency_workspace:share_rule_remove": entry("agency.shares", rule="share_rule"),
    "agency_workspace:statements": entry("agency.shares"),
    "agency_workspace:statements_close": entry("agency.shares"),
    "agency_workspace:statement": entry("agency.shares"),
    "agency_workspace:statement_csv": entry("agency.shares"),
    "agency_workspace:statement_pdf": entry("agency.shares"),
    "agency_workspace:payments": entry("agency.shares"),
    "agency_workspace:payments_run": entry("agency.shares"),
    "agency_workspace:payment": Entry("agency.shares", _RUN),
    "agency_workspace:payment_csv": Entry("agency.shares", _RUN),
    "agency_shares_api:allocations": entry("agency.shares"),
    "agency_shares_api:statements": entry("agency.shares"),
    "agency_shares_api:statement": entry("agency.shares"),
    "agency_site:sales": entry("signed in"),
    "agency_site:listed": entry("signed in"),
    "agency_site:statement": entry("owner of it"),
    "agency_site:statement_csv": entry("owner of it"),
    "agency_site:statement_pdf": entry("owner of it"),
}
