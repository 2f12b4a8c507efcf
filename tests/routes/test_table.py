"""Every route is in the permission table, and does what the table says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Member, Person, Role
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import walking
from tests.routes.entries import Entry
from tests.routes.table import TABLE

WORKSPACE = [r for r in walking.routes(walking.STUDIO) if r.is_page_of_the_workspace]
OWNERS = [r for r in WORKSPACE if TABLE.get(r.name, Entry("")).who in {"owner", "library"}]
API = [r for r in walking.routes(walking.STUDIO) if "." in TABLE.get(r.name, Entry("")).who
       and not r.is_page_of_the_workspace]  # fmt: skip

# Views that decide by more than a permission of the role.
BY_THEMSELVES = {"member", "owner", "library"}


def test_it_lists_every_route_and_no_other() -> None:
    assert {route.name for route in walking.routes()} == set(TABLE)


@pytest.mark.parametrize("route", WORKSPACE, ids=lambda route: route.name)
def test_it_asks_the_permission_of_the_table(route: walking.Route) -> None:
    who = TABLE[route.name].who
    assert route.permission == (None if who in BY_THEMSELVES else who)


@pytest.mark.parametrize("route", WORKSPACE, ids=lambda route: route.name)
def test_it_opens_the_workspace_to_the_right_member_only(
    made: dict[str, str], acme: Studio, carla: Person, route: walking.Route,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    path = address(route, made)
    assert browser(acme).get(path).headers.get("Location", "").startswith("/sign-in/?next=")
    assert browser(acme, carla).get(path).status_code == 403
    needed, who = {route.permission} - {None}, TABLE[route.name].who
    # Without a permission to ask for, a view says first that it takes no GET.
    closed = {"owner": {403}, "library": {404, 405}, "member": {200, 405}}.get(who, {403})
    assert browser(acme, member(acme, set())).get(path).status_code in closed
    if who in {"owner", "library"}:
        return
    # Whoever manages galleries is not let into what they may not see.
    of_galleries = route.module == "gallery" or "gallery.manage" in needed
    seeing = needed | ({"gallery.view"} if of_galleries else set())
    answer = browser(acme, member(acme, seeing, "right@example.org")).get(path)
    assert answer.status_code in {200, 302, 405}, answer.content[:500]


@pytest.mark.parametrize("route", OWNERS, ids=lambda route: route.name)
def test_it_opens_everything_to_an_owner(
    made: dict[str, str], acme: Studio, alice: Person, route: walking.Route,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    answer = browser(acme, alice).get(address(route, made))
    assert answer.status_code in {200, 302, 405}, answer.content[:500]


@pytest.mark.parametrize("route", API, ids=lambda route: route.name)
def test_it_opens_the_api_to_the_right_member_only(
    made: dict[str, str], acme: Studio, carla: Person, route: walking.Route,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    path = address(route, made)
    for method, permission in permissions_of(route).items():
        ask = {"path": path, "content_type": "application/json"}
        # 412: not the tus protocol, which is told before anything else.
        assert getattr(browser(acme), method)(**ask).status_code in {401, 403, 412}
        assert getattr(browser(acme, carla), method)(**ask).status_code in {403, 404, 412}
        allowed = member(acme, {permission}, f"{method}@example.org")
        assert getattr(browser(acme, allowed), method)(**ask).status_code not in {401, 403}


def permissions_of(route: walking.Route) -> dict[str, str]:
    """Method → permission, as the view declares; the table names one of them."""
    declared = getattr(route.view_class, "permissions", None)
    if declared is None:
        return {"post": TABLE[route.name].who}
    assert TABLE[route.name].who in declared.values()
    return {method.lower(): permission for method, permission in declared.items()}


def address(route: walking.Route, made: dict[str, str]) -> str:
    """The route's address for the things of one studio."""
    objects = TABLE[route.name].objects
    values = {name: made.get(objects.get(name, name), "x") for name in route.parameters()}
    if "mail_id" in values:
        values["mail_id"] = "0" * 32
    return route.path(values)


def member(studio: Studio, permissions: set[str | None], email: str = "new@example.org") -> Person:
    """A member with exactly these permissions."""
    with tenant_context(studio):
        person: Person = Person.objects.with_email(email, name="New")
        role = Role.objects.create(name=email, permissions=sorted(filter(None, permissions)))
        Member.objects.create(person=person, role=role)
        return person
