"""Who a session belongs to: known by one question, and only while the session holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from safelight.accounts import signed_in
from safelight.accounts.models import Person, Visitor
from tenants.models import Studio
from tests.support import world

Queries = Callable[..., Any]


@pytest.mark.parametrize("email", ["alice@example.org", "carla@example.org"])
def test_it_knows_all_that_a_person_is_by_one_question(
    email: str, inside_acme: Studio, django_assert_num_queries: Queries
) -> None:
    expected = Person.objects.select_related("member__role", "client", "visitor").get(email=email)
    with django_assert_num_queries(1):
        person = signed_in.person(expected.pk)
        assert person is not None
        found = [getattr(person, name, None) for name in ("member", "client", "visitor")]
        assert all(row.person is person for row in found if row)
        assert found[0] is None or found[0].role.name == "Owner"
    assert person.values() == expected.values()
    assert found == [getattr(expected, name, None) for name in ("member", "client", "visitor")]


def test_it_knows_a_persons_visitor(inside_acme: Studio, carla: Person) -> None:
    visitor = Visitor.objects.create(person=carla, name="C")
    known = signed_in.person(carla.pk)
    assert known is not None
    assert known.visitor == visitor


def test_it_knows_nobody_who_is_disabled_or_was_never_there(
    inside_acme: Studio, carla: Person
) -> None:
    carla.disable(at=timezone.now())
    assert signed_in.person(carla.pk) is None
    assert signed_in.person(0) is None


def test_it_signs_nobody_in_by_a_session_that_has_run_out(
    inside_acme: Studio, alice: Person
) -> None:
    mine = world.browser(inside_acme, alice)
    assert mine.get("/studio/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert mine.get("/studio/").status_code == 302


def test_it_gives_no_session_the_key_that_a_stranger_chose(acme: Studio) -> None:
    guest = world.browser(acme)
    guest.cookies["session"] = chosen = "a" * 32
    guest.post("/sign-in/", {"email": "alice@example.org", "password": world.PASSWORD})
    assert guest.cookies["session"].value != chosen
