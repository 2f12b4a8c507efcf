"""Who may open the workspace's pages about people: a table over every route of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import URLPattern

from safelight.accounts import workspace_urls
from safelight.accounts.models import Person
from tenants.context import tenant_context
from tenants.models import Studio

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]

# Name of the route → path. "x" is nobody's id: the door is asked before anything is looked up.
ROUTES = {
    "people.manage": {
        "clients": "clients/", "client_invite": "clients/invite/", "groups": "clients/groups/",
        "group_new": "clients/groups/new/", "group": "clients/groups/x/",
        "group_delete": "clients/groups/x/delete/", "client": "clients/x/",
        "client_invitation": "clients/x/invitation/", "client_disabling": "clients/x/disabling/",
    },
    "team.manage": {
        "team": "team/", "member_invite": "team/invite/", "roles": "team/roles/",
        "role_new": "team/roles/new/", "role": "team/roles/1/",
        "role_delete": "team/roles/1/delete/", "member": "team/x/",
        "member_invitation": "team/x/invitation/", "member_removal": "team/x/removal/",
    },
}  # fmt: skip
OWNERS = {
    "team_security": "settings/sign-in/", "factors_reset": "team/x/factors/reset/",
    "member_session_end": "team/x/sessions/x/end/",
}  # fmt: skip


def test_it_knows_every_route() -> None:
    patterns = workspace_urls.urlpatterns
    names = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)}
    assert names == {name for named in ROUTES.values() for name in named} | set(OWNERS)


def test_it_keeps_what_is_the_owners_from_who_manages_the_team(
    browser: Browse, acme: Studio, bob: Person, alice: Person
) -> None:
    with tenant_context(acme):
        bob.member.role.permissions = ["team.manage"]
        bob.member.role.save(update_fields=["permissions"])
    for path in OWNERS.values():
        assert browser(acme, bob).post(f"/studio/{path}").status_code == 403, path
        assert browser(acme, alice).post(f"/studio/{path}").status_code != 403, path


@pytest.mark.parametrize("code", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_closed_to_whoever_lacks_the_permission(
    browser: Browse, acme: Studio, bob: Person, carla: Person, method: str, code: str
) -> None:
    stranger, staff, client = browser(acme), browser(acme, bob), browser(acme, carla)
    for path in ROUTES[code].values():
        address = f"/studio/{path}"
        assert getattr(stranger, method)(address)["Location"].startswith("/sign-in/?next=")
        assert getattr(staff, method)(address).status_code == 403, path
        assert getattr(client, method)(address).status_code == 403, path


@pytest.mark.parametrize("code", ROUTES)
def test_it_is_open_to_the_owner(browser: Browse, acme: Studio, alice: Person, code: str) -> None:
    mine = browser(acme, alice)
    for path in ROUTES[code].values():
        # Nobody has the id "x", role 1 is the owner's own, and some addresses take forms only.
        known = "/x/" not in path and "/1/" not in path
        assert mine.get(f"/studio/{path}").status_code in ({200} if known else {404, 405}), path
