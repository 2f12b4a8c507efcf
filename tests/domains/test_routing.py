"""Which host answers what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.utils import timezone

from safelight import outbox
from safelight.accounts.models import OneTimeLink, Person
from safelight.domains import middleware
from safelight.domains.models import Claim
from safelight.domains.services import claiming, routing, telling
from safelight.outbox import links
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.domains.seeing import AT, HOST, judge, seen

ADDRESS = "acme.localhost"


def ask(host: str, path: str = "/", **more: Any) -> Any:
    return Browser(headers={"host": host}).get(path, **more)


@pytest.fixture
def primary(proven: Claim, django_capture_on_commit_callbacks: Any) -> Claim:
    with django_capture_on_commit_callbacks(execute=True):
        routing.make_primary(claim=proven)
    return proven


def test_it_shows_the_site_on_both_hosts_until_one_is_chosen(proven: Claim) -> None:
    assert ask(ADDRESS).status_code == 200
    answer = ask(HOST, "/galleries/?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (
        308, f"http://{ADDRESS}:8000/galleries/?page=2",
    )  # fmt: skip


def test_it_redirects_the_address_to_the_primary_host_with_path_and_query(primary: Claim) -> None:
    answer = ask(ADDRESS, "/galleries/?page=2&q=%C3%A4")
    assert (answer.status_code, answer.headers["Location"]) == (
        308, f"http://{HOST}:8000/galleries/?page=2&q=%C3%A4",
    )  # fmt: skip
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert ask(HOST).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/", "/robots.txt", "/sign-in/", "/studio/"])
def test_it_keeps_programs_and_people_where_they_are(primary: Claim, path: str) -> None:
    assert ask(ADDRESS, path).status_code != 308


@pytest.mark.parametrize("path", ["/studio/", "/studio/galleries/", "/sign-in/?next=/studio/"])
def test_it_has_the_workspace_at_the_address_alone(primary: Claim, path: str) -> None:
    answer = ask(HOST, path)
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"http://{ADDRESS}:8000{path}"


def test_it_lets_scripts_and_forms_end_where_they_began(primary: Claim) -> None:
    assert ask(ADDRESS, "/galleries/", headers={"sec-fetch-mode": "cors"}).status_code != 308
    assert Browser(headers={"host": ADDRESS}).post("/galleries/").status_code != 308


def test_it_shows_the_site_to_the_team_where_they_are_signed_in(
    primary: Claim, acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    asking = browser(acme, alice)
    assert asking.get("/", headers={"host": ADDRESS}).status_code == 200


def test_it_lets_everybody_choose_passwords_where_they_belong(
    primary: Claim, inside_acme: Studio, alice: Person, carla: Person
) -> None:
    """A session holds on one host: whoever chose it at the domain had to sign in once more."""
    paths = {}
    for person in (alice, carla):
        _link, secret = OneTimeLink.issue(OneTimeLink.Purpose.RESET, person, at=timezone.now())
        paths[person.name] = f"/password/new/{secret}/"
    answer = ask(HOST, paths[alice.name])
    assert answer.headers["Location"] == f"http://{ADDRESS}:8000{paths[alice.name]}"
    assert ask(ADDRESS, paths[alice.name]).status_code == 200
    assert ask(HOST, paths[carla.name]).status_code == 200
    answer = ask(ADDRESS, paths[carla.name])
    assert answer.headers["Location"] == f"http://{HOST}:8000{paths[carla.name]}"


def test_it_lets_a_form_at_the_address_end_at_the_primary_host(primary: Claim) -> None:
    """Who signs out is a visitor, who is sent on; browsers hold answers to forms to the policy."""
    policy = ask(ADDRESS, "/sign-in/").headers["Content-Security-Policy"]
    (forms,) = [each for each in policy.split(";") if each.strip().startswith("form-action")]
    assert forms.split()[-1] == f"http://{HOST}:8000"


def test_it_allows_beside_what_a_view_allows_itself() -> None:
    response = HttpResponse()
    middleware._allow(response, {"form-action": ["https://checkout.example"]})
    middleware._allow(response, {"form-action": [f"http://{HOST}"]})
    allowed = response._csp_update  # type: ignore[attr-defined]
    assert allowed == {"form-action": ["https://checkout.example", f"http://{HOST}"]}


def test_it_names_the_primary_host_in_links(primary: Claim, inside_acme: Studio) -> None:
    assert links.site(inside_acme) == f"http://{HOST}:8000"
    # Whoever comes back to the workspace from Stripe needs no domain for that.
    assert links.workspace(inside_acme) == f"http://{ADDRESS}:8000"


def test_iso_24_it_leads_nowhere_from_the_next_request_on(
    primary: Claim, django_capture_on_commit_callbacks: Any
) -> None:
    assert ask(HOST).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        claiming.release(claim=primary)
    assert ask(HOST).status_code == 404
    assert ask(ADDRESS).status_code == 200


def test_it_goes_back_to_the_address(
    primary: Claim, inside_acme: Studio, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        routing.use_address()
    assert inside_acme.primary_host() == ADDRESS
    assert ask(HOST).status_code == 308


def test_it_makes_nothing_primary_that_does_not_lead_here(inside_acme: Studio) -> None:
    claim = claiming.claim(host=HOST, at=AT)
    with pytest.raises(routing.NotThereYet):
        routing.make_primary(claim=claim)
    judge(claim, seen(claim, here=False))
    with pytest.raises(routing.NotThereYet):
        routing.make_primary(claim=claim)


def test_it_lets_pages_of_the_host_show_its_own_images(primary: Claim) -> None:
    policy = ask(HOST).headers["Content-Security-Policy"]
    images = next(part for part in policy.split("; ") if part.startswith("img-src"))
    assert f"http://{HOST}:8001" in images


def test_it_links_clients_to_the_domain_and_the_team_to_the_address(primary: Claim) -> None:
    """The team works at the address, which stays when a domain is lost."""
    primary.missing_since = AT
    words = {"digits": "", "path": "/x/"}
    with transaction.atomic():
        telling.domain_is_lost(primary)
        outbox.post(key="k", to="carla@example.org", template="sign_in_link", context=words)
    to_team, to_client = OutgoingMessage.objects.order_by("pk")
    for body in (to_team.text_body, to_team.html_body):
        assert f"http://{ADDRESS}:8000/studio/settings/domains/" in body
        assert HOST + ":8000" not in body
    assert f"http://{HOST}:8000/x/" in to_client.text_body
