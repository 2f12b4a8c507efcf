"""Invitations, password resets and the way in after sign-up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Member, OneTimeLink, Person, Role
from safelight.accounts.services import people
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
CHOSEN = {"name": "Eve", "password": "a tripod by the sea"}
Purpose = OneTimeLink.Purpose


def path_in(mail: OutgoingMessage) -> str:
    found = re.search(r"http://[^/]+(/\S+/)\s", mail.text_body)
    assert found
    return found[1]


@pytest.fixture
def invited(acme: Studio, alice: Person) -> str:
    """The path in the mail that invites Eve as a client, who then goes to a gallery."""
    with tenant_context(acme):
        people.invite_client(
            email="Eve@Example.org", by=alice, at=timezone.now(), then="/galleries/spring/"
        )
        return path_in(OutgoingMessage.objects.get(to_email="eve@example.org"))


@pytest.fixture
def reset(acme: Studio, browser: Browse) -> str:
    """The path in the mail that lets Carla choose a new password."""
    browser(acme).post("/password/forgotten/", {"email": "carla@example.org"})
    with tenant_context(acme):
        return path_in(OutgoingMessage.objects.get(to_email="carla@example.org"))


def test_it_lets_an_invited_client_choose_a_password(
    browser: Browse, acme: Studio, invited: str
) -> None:
    eve = browser(acme)
    assert "eve@example.org" in eve.get(invited).content.decode()
    assert eve.post(invited, CHOSEN)["Location"] == "/galleries/spring/"
    assert eve.get("/account/").status_code == 200
    form = {"email": "eve@example.org", "password": CHOSEN["password"]}
    assert browser(acme).post("/sign-in/", form).status_code == 302


def test_auth_08_it_is_not_used_up_by_looking(browser: Browse, acme: Studio, invited: str) -> None:
    for _ in range(3):
        assert browser(acme).get(invited).status_code == 200
    assert browser(acme).post(invited, CHOSEN).status_code == 302


def test_auth_08_it_works_once(browser: Browse, acme: Studio, invited: str) -> None:
    browser(acme).post(invited, CHOSEN)
    again = browser(acme).post(invited, {**CHOSEN, "password": "another tripod here"})
    assert again.status_code == 410
    assert "has been used" in again.content.decode()


def test_auth_08_it_expires_after_seven_days(browser: Browse, acme: Studio, invited: str) -> None:
    with tenant_context(acme):
        OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = browser(acme).get(invited)
    assert page.status_code == 410
    assert "expired" in page.content.decode()
    assert "Send me a new link" in page.content.decode()


def test_auth_08_it_ends_when_it_is_cancelled_or_sent_anew(
    browser: Browse, acme: Studio, alice: Person, invited: str
) -> None:
    with tenant_context(acme):
        eve = Person.objects.get(email="eve@example.org")
        people.resend_invitation(person=eve, by=alice, at=timezone.now())
        newer = path_in(OutgoingMessage.objects.filter(to_email=eve.email).latest("pk"))
    assert browser(acme).get(invited).status_code == 410
    assert browser(acme).get(newer).status_code == 200
    with tenant_context(acme):
        assert people.cancel_invitation(person=eve, at=timezone.now())
    page = browser(acme).get(newer)
    assert page.status_code == 410
    assert "cancelled" in page.content.decode()


def test_auth_08_it_takes_address_and_role_from_the_studio_not_from_the_form(
    browser: Browse, acme: Studio
) -> None:
    with tenant_context(acme):
        alice = Member.objects.get(person__email="alice@example.org")
        role = Role.objects.get(name="Retoucher")
        people.invite_member(email="fay@example.org", role=role, by=alice, at=timezone.now())
        path = path_in(OutgoingMessage.objects.get(to_email="fay@example.org"))
        owner = Role.objects.get(is_owner=True)
    edited = {**CHOSEN, "email": "evil@example.org", "role": owner.public_id, "person": 1}
    assert browser(acme).post(path, edited)["Location"] == "/studio/"
    with tenant_context(acme):
        assert Member.objects.get(person__email="fay@example.org").role.name == "Retoucher"
        assert not Person.objects.filter(email="evil@example.org").exists()


def test_iso_04_it_refuses_an_invitation_of_another_studio(
    browser: Browse, acme: Studio, bolt: Studio, invited: str
) -> None:
    """It is not used up there either."""
    assert browser(bolt).get(invited).status_code == 404
    assert browser(bolt).post(invited, CHOSEN).status_code == 404
    assert browser(acme).post(invited, CHOSEN).status_code == 302


def test_iso_04_it_refuses_a_reset_of_another_studio(
    browser: Browse, acme: Studio, bolt: Studio, reset: str
) -> None:
    assert browser(bolt).post(reset, CHOSEN).status_code == 404
    assert browser(acme).post(reset, CHOSEN).status_code == 302


def test_iso_04_it_refuses_a_way_in_of_another_studio(
    browser: Browse, acme: Studio, bolt: Studio, alice: Person
) -> None:
    with tenant_context(acme):
        _link, secret = OneTimeLink.issue(Purpose.WELCOME, alice, at=timezone.now())
    assert browser(bolt).get(f"/welcome/{secret}/").status_code == 404
    assert browser(acme).get(f"/welcome/{secret}/")["Location"] == "/studio/"
    assert browser(acme).get(f"/welcome/{secret}/").status_code == 410


def test_it_lets_nobody_in_after_a_minute(browser: Browse, acme: Studio, alice: Person) -> None:
    with tenant_context(acme):
        before = timezone.now() - timedelta(seconds=61)
        _link, secret = OneTimeLink.issue(Purpose.WELCOME, alice, at=before)
    assert browser(acme).get(f"/welcome/{secret}/").status_code == 410


def test_it_does_not_take_a_link_for_another_purpose(
    browser: Browse, acme: Studio, invited: str
) -> None:
    secret = invited.strip("/").rpartition("/")[2]
    assert browser(acme).get(f"/password/new/{secret}/").status_code == 404
    assert browser(acme).get(f"/welcome/{secret}/").status_code == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "acme.localhost:8000.evil.example", "bolt.localhost"]
)
def test_iso_08_it_links_to_the_stored_host_whoever_asked(
    browser: Browse, acme: Studio, host: str
) -> None:
    browser(acme).post(
        "/password/forgotten/", {"email": "carla@example.org"}, HTTP_X_FORWARDED_HOST=host
    )
    browser(acme).post(
        "/password/forgotten/", {"email": "carla@example.org"},
        HTTP_HOST=f"ACME.localhost.:{9999}",
    )  # fmt: skip
    with tenant_context(acme):
        mails = OutgoingMessage.objects.filter(to_email="carla@example.org")
        assert mails.count() == 2
        for mail in mails:
            hosts = set(re.findall(r"http://([^/\s\"<]+)", mail.text_body + mail.html_body))
            assert hosts == {"acme.localhost:8000"}


def test_auth_02_it_answers_a_reset_alike_for_known_and_unknown(
    browser: Browse, acme: Studio
) -> None:
    answers = [
        browser(acme).post("/password/forgotten/", {"email": f"{name}@example.org"})
        for name in ("carla", "nobod")
    ]
    pages = [re.sub(r"(carla|nobod)@", "x@", a.content.decode()) for a in answers]
    pages = [re.sub(r'content="\w{64}"|value="\w{64}"', "", page) for page in pages]
    assert answers[0].status_code == answers[1].status_code == 200
    assert pages[0] == pages[1]
    with tenant_context(acme):
        assert OutgoingMessage.objects.count() == 1


def test_it_throttles_mails_to_one_address(browser: Browse, acme: Studio) -> None:
    form = {"email": "carla@example.org"}
    codes = [browser(acme).post("/password/forgotten/", form).status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2


def test_it_ends_other_sessions_when_a_new_password_is_chosen(
    browser: Browse, acme: Studio, carla: Person, reset: str
) -> None:
    elsewhere = browser(acme, carla)
    assert elsewhere.get("/account/").status_code == 200
    browser(acme).post(reset, CHOSEN)
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize("weak", ["short", "1234567890", "password123", "eve@example.org", ""])
def test_it_refuses_weak_passwords_and_keeps_the_link(
    browser: Browse, acme: Studio, invited: str, weak: str
) -> None:
    assert browser(acme).post(invited, {**CHOSEN, "password": weak}).status_code == 200
    assert browser(acme).post(invited, CHOSEN).status_code == 302


def test_it_sends_nothing_to_somebody_who_has_joined(
    acme: Studio, alice: Person, carla: Person
) -> None:
    with tenant_context(acme):
        invited = people.invite_client(email=carla.email, by=alice, at=timezone.now())
        assert not invited.is_sent
        assert not OutgoingMessage.objects.exists()
        with pytest.raises(people.HasJoined):
            people.resend_invitation(person=carla, by=alice, at=timezone.now())


def test_it_stores_no_secret(acme: Studio, invited: str) -> None:
    secret = invited.strip("/").rpartition("/")[2]
    with tenant_context(acme):
        link = OneTimeLink.objects.get()
    assert secret not in str(vars(link))
