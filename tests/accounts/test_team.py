"""Members and roles in the workspace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone
from django.utils.html import escape

from safelight.accounts.models import ApiToken, Member, Person, Role
from safelight.accounts.services import people, team
from safelight.kernel import permissions
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]


@pytest.fixture
def roles(acme: Studio) -> dict[str, Role]:
    with tenant_context(acme):
        Role.objects.create(name="Manager", permissions=["team.manage", "gallery.view"])
        return {role.name: role for role in Role.objects.all()}


def give(studio: Studio, email: str, role: Role) -> Member:
    """Give a member this role without asking anybody."""
    with tenant_context(studio):
        member: Member = Member.objects.get(person__email=email)
        member.role = role
        member.save(update_fields=["role"])
        return member


def test_it_invites_a_member(
    browser: Browse, acme: Studio, alice: Person, roles: dict[str, Role]
) -> None:
    form = {"email": "fay@example.org", "name": "Fay", "role": roles["Retoucher"].public_id}
    assert browser(acme, alice).post("/studio/team/invite/", form).status_code == 302
    page = browser(acme, alice).get("/studio/team/").content.decode()
    assert "fay@example.org" in page
    again = browser(acme, alice).post("/studio/team/invite/", form)
    assert again.status_code == 422


def test_it_changes_a_role_and_the_member_signs_in_anew(
    browser: Browse, acme: Studio, alice: Person, bob: Person, roles: dict[str, Role]
) -> None:
    his = browser(acme, bob)
    assert his.get("/studio/").status_code == 200
    path = f"/studio/team/{bob.public_id}/"
    browser(acme, alice).post(path, {"role": roles["Manager"].public_id})
    assert his.get("/studio/").status_code == 302
    assert world.person(acme, bob.email).member.role.name == "Manager"


def test_it_keeps_the_last_owner(
    browser: Browse, acme: Studio, alice: Person, roles: dict[str, Role]
) -> None:
    path = f"/studio/team/{alice.public_id}/"
    answer = browser(acme, alice).post(path, {"role": roles["Retoucher"].public_id})
    assert "last owner" in answer.content.decode()
    browser(acme, alice).post(f"{path}removal/")
    assert world.person(acme, alice.email).member.role.is_owner
    with tenant_context(acme), pytest.raises(team.LastOwner):
        people.disable(person=alice, at=timezone.now())


def test_it_does_not_count_an_owner_who_has_not_joined(
    acme: Studio, alice: Person, roles: dict[str, Role]
) -> None:
    with tenant_context(acme):
        by = Member.objects.get(person=alice)
        people.invite_member(email="gil@example.org", role=by.role, by=by, at=timezone.now())
        with pytest.raises(team.LastOwner):
            team.change_role(member=by, role=roles["Retoucher"], by=by)
        Person.objects.get(email="gil@example.org").change_password("a tripod by the sea")
        team.change_role(member=by, role=roles["Retoucher"], by=by)


def test_auth_05_it_removes_a_member_from_the_next_request_on(
    browser: Browse, acme: Studio, alice: Person, bob: Person
) -> None:
    with tenant_context(acme):
        token, _secret = ApiToken.issue(bob, name="Upload")
    his = browser(acme, bob)
    assert his.get("/studio/").status_code == 200
    browser(acme, alice).post(f"/studio/team/{bob.public_id}/removal/")
    assert his.get("/studio/").status_code == 302
    assert browser(acme, world.person(acme, bob.email)).get("/studio/").status_code == 403
    with tenant_context(acme):
        assert ApiToken.objects.get(pk=token.pk).revoked_at


def test_it_lets_nobody_give_more_than_they_have(
    browser: Browse, acme: Studio, alice: Person, bob: Person, roles: dict[str, Role]
) -> None:
    give(acme, bob.email, roles["Manager"])
    his = browser(acme, world.person(acme, bob.email))
    for name in ("Owner", "Retoucher"):
        form = {"email": "fay@example.org", "role": roles[name].public_id}
        assert his.post("/studio/team/invite/", form).status_code == 422
    own = {"role": roles["Owner"].public_id}
    assert his.post(f"/studio/team/{bob.public_id}/", own).status_code == 422
    wider = {"name": "Manager", "codes": ["team.manage", "site.manage"]}
    path = f"/studio/team/roles/{roles['Manager'].public_id}/"
    assert his.post(path, wider).status_code == 422
    his.post(f"/studio/team/{alice.public_id}/removal/")
    assert world.person(acme, alice.email).member.role.is_owner


def test_it_makes_changes_and_deletes_a_role(browser: Browse, acme: Studio, alice: Person) -> None:
    mine = browser(acme, alice)
    form = {"name": "Front desk", "codes": ["people.manage"]}
    assert mine.post("/studio/team/roles/new/", form).status_code == 302
    assert mine.post("/studio/team/roles/new/", form).status_code == 422
    with tenant_context(acme):
        role = Role.objects.get(name="Front desk")
    assert role.permissions == ["people.manage"]
    path = f"/studio/team/roles/{role.public_id}/"
    mine.post(path, {"name": "Desk", "codes": ["people.manage", "site.manage"]})
    assert "Desk" in mine.get("/studio/team/roles/").content.decode()
    mine.post(f"{path}delete/")
    assert "Desk" not in mine.get("/studio/team/roles/").content.decode()


def test_it_keeps_roles_in_use_and_the_owners(
    browser: Browse, acme: Studio, alice: Person, roles: dict[str, Role]
) -> None:
    mine = browser(acme, alice)
    for name in ("Retoucher", "Owner"):
        mine.post(f"/studio/team/roles/{roles[name].public_id}/delete/")
    with tenant_context(acme):
        assert {"Retoucher", "Owner"} <= set(Role.objects.values_list("name", flat=True))
    assert mine.get(f"/studio/team/roles/{roles['Owner'].public_id}/").status_code == 404


def test_it_refuses_a_permission_that_nobody_declares(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    form = {"name": "Odd", "codes": ["everything.ever"]}
    assert browser(acme, alice).post("/studio/team/roles/new/", form).status_code == 422


def test_it_says_in_words_what_a_role_may_and_what_it_shows(
    browser: Browse, acme: Studio, alice: Person, roles: dict[str, Role]
) -> None:
    mine = browser(acme, alice)
    page = mine.get("/studio/team/roles/").content.decode()
    upload = next(p for p in permissions.all_permissions() if p.code == "gallery.upload")
    assert escape(str(upload.title)) in page
    one = mine.get(f"/studio/team/roles/{roles['Retoucher'].public_id}/").content.decode()
    shown = one.partition("as it is saved, the menu shows:")[2].partition("</p>")[0]
    assert "Galleries" in shown
    assert "Settings" not in shown
    # Codes stand below what they belong to.
    assert one.index("The studio") < one.index("people.manage") < one.index("gallery.view")
