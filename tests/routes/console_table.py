"""Rows of the permission table about the console, and about what a studio sees of it.

``operator``: anybody who runs the platform; ``operator: <act>``: with a role that allows it.
"""

from __future__ import annotations

from tests.routes.entries import Entry, entry

CONSOLE: dict[str, Entry] = {
    "console:studios": entry("operator"),
    "console:studios_csv": entry("operator"),
    "console:search": entry("operator"),
    "console:growth": entry("operator"),
    "console:log": entry("operator"),
    "console:log_csv": entry("operator"),
    "console:announcements": entry("operator"),
    "console:announcement_new": entry("operator: announcements.write"),
    "console:withdraw": entry("operator: announcements.write"),
    "console:sign_in": entry("anybody"),
    "console:code": entry("anybody"),
    "console:app": entry("anybody"),
    "console:sign_out": entry("anybody"),
    "console:prove": entry("operator"),
    "console:account": entry("operator"),
    "console:password": entry("operator"),
    "console:recovery_codes": entry("operator"),
    "console:operators": entry("operator: operators.manage"),
    "console:operator_add": entry("operator: operators.manage"),
    "console:operator": entry("operator: operators.manage"),
    "console:operator_change": entry("operator: operators.manage"),
    "console:studio": entry("operator", uuid="studio"),
    "console:switch": entry("operator: modules.switch", uuid="studio", module="module"),
    "console:suspension": entry("operator: studios.suspend", uuid="studio"),
    "console:act": entry("operator: studios.act_as", uuid="studio"),
    "console:rescue": entry("operator: people.rescue", uuid="studio"),
    "console:knock": entry("operator: studios.act_as", uuid="studio"),
    "console:erasure": entry("operator: studios.erase", uuid="studio"),
    "console:erasure_decision": entry("operator: studios.erase", uuid="studio"),
    "console:give": entry("operator: plans.change", uuid="studio"),
    "console:plans": entry("operator"),
    "console:plan_new": entry("operator: plans.change"),
    "console:plan": entry("operator: plans.change"),
    "console:plan_act": entry("operator: plans.change"),
    "console:jobs": entry("operator"),
    "console:jobs_kind": entry("operator: jobs.retry"),
    "console:again": entry("operator: jobs.retry", job_id="job"),
    "console:discard": entry("operator: jobs.discard", job_id="job"),
    "support:enter": entry("link"),
    "support:stop": entry("owner of it"),
    "support:door": entry("owner"),
    "support:door_change": entry("owner"),
    "support:dismiss": entry("member"),
    "settings:activity": entry("owner"),
    "settings:activity_csv": entry("owner"),
}
