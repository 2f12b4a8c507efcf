"""An operator acts as a member: handed over once, seen by everybody, closed where it matters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import TABLES, Person
from safelight.audit.models import AuditEntry
from safelight.console import acting_middleware
from safelight.console.models import Acting, Operator, OperatorSession, SupportDoor
from safelight.factors import codes
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things, walking
from tests.support import operators

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]
DOOR = "/studio/settings/support/change/"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def token(console: Console, olga: Operator, acme: Studio, bob: Person) -> str:
    """What Olga's browser brings over, to act as Bob."""
    return ask(console(olga), acme, bob)


def ask(operator: Browser, studio: Studio, person: Person, **changes: Any) -> str:
    form = {"person_id": person.public_id, "minutes": "15", "reason": "Ticket 7", **changes}
    page = operator.post(f"/studios/{studio.uuid}/acting/", form).content.decode()
    found = _TOKEN.search(page)
    return found[1] if found else ""


def over(studio: Studio, token: str, **headers: str) -> tuple[Browser, int]:
    """A browser of the studio's host that has posted the token, and what it was answered."""
    with tenant_context(studio):
        browser = Browser(headers={"host": studio.address_host(), **headers})
    return browser, browser.post("/support/enter/", {"token": token}).status_code


def test_con_02_it_shows_who_acts_on_every_page_and_both_in_the_log(
    token: str, acme: Studio, bob: Person
) -> None:
    browser, status = over(acme, token)
    assert status == 302
    for path in ("/studio/", "/", "/account/"):
        page = browser.get(path, follow=True).content.decode()
        assert "Olga acts as Bob" in page, path
    with tenant_context(acme):
        entry = AuditEntry.objects.get(verb="acting.begun")
        assert (entry.operator_email, entry.subject_id) == ("olga@example.org", bob.public_id)
        assert entry.details == {"reason": "Ticket 7"}


def test_con_02_it_keeps_no_page_for_the_member_that_names_the_operator(
    token: str, acme: Studio, bob: Person, browser: Callable[..., Browser]
) -> None:
    path = f"/galleries/{things.make(acme)['gallery']}/"
    acting, _status = over(acme, token)
    for _n in range(2):
        assert "Olga acts as Bob" in acting.get(path).content.decode()
        assert "Olga" not in browser(acme, bob).get(path).content.decode()


def test_con_02_it_writes_both_ids_with_what_is_done(
    console: Console, olga: Operator, acme: Studio, alice: Person
) -> None:
    browser, _status = over(acme, ask(console(olga), acme, alice))
    browser.post("/studio/settings/switches/bookings/", {"on": "0"})
    assert "bookings" not in acme.switched_on()
    with tenant_context(acme):
        made = AuditEntry.objects.get(verb="modules.switched_off")
    assert (made.actor_id, made.operator_email) == (alice.public_id, "olga@example.org")


@pytest.mark.parametrize(
    "changes", [{"reason": " "}, {"minutes": "61"}, {"minutes": "0"}, {"person_id": "x"}]
)
def test_con_02_it_wants_a_reason_a_time_and_a_member(
    console: Console, olga: Operator, acme: Studio, bob: Person, changes: dict[str, str]
) -> None:
    assert ask(console(olga), acme, bob, **changes) == ""
    assert not Acting.objects.exists()


def test_con_02_it_refuses_operators_as_members_and_a_second_one_at_once(
    console: Console, olga: Operator, acme: Studio, bob: Person, alice: Person
) -> None:
    operators.make("Alice", role="observer")
    browser = console(olga)
    assert ask(browser, acme, alice) == ""
    over(acme, ask(browser, acme, bob))
    assert ask(browser, acme, bob) == ""


def test_con_02_it_lets_one_operator_be_one_person_of_two_asked_for_at_once(
    console: Console, olga: Operator, acme: Studio, bob: Person, alice: Person
) -> None:
    browser = console(olga)
    first, second = ask(browser, acme, bob), ask(browser, acme, alice)
    assert over(acme, first)[1] == 302
    assert over(acme, second)[1] == 403


def test_con_02_it_closes_what_is_for_the_studios_own_people(
    console: Console, olga: Operator, acme: Studio, alice: Person
) -> None:
    browser, _status = over(acme, ask(console(olga), acme, alice))
    answer = browser.post(DOOR, {"act": "open"})
    assert answer.status_code == 403
    assert "Support cannot do this" in answer.content.decode()
    assert browser.post("/account/password/").status_code == 403


def test_con_02_it_knows_views_that_have_to_be_closed() -> None:
    """Each of these words in a route's name stands for money, keys or the end of something."""
    words = re.compile(
        r"password|passkey|token|payout|refund|delete|export|closing|plan|erase|email_new|"
        r"recovery|bank|connect_"
    )
    closed = {
        route.name: acting_middleware.is_closed(route.view)
        for route in walking.routes(walking.STUDIO)
        if words.search(route.name) and route.name not in OPEN
    }
    assert closed
    assert [name for name, is_closed in closed.items() if not is_closed] == []


# Asked before anybody is signed in; and a page that only shows.
OPEN = {
    "accounts:second_passkey", "accounts:passkey", "accounts:passkey_question",
    "accounts:password_forgotten", "accounts:password_new", "billing:plan",
}  # fmt: skip


@pytest.mark.parametrize("why", ["reused", "late", "host", "browser", "address", "forged"])
def test_con_03_it_takes_the_token_once_in_time_here_and_in_this_browser(
    token: str, acme: Studio, bolt: Studio, why: str
) -> None:
    studio, headers = acme, {}
    if why == "reused":
        assert over(acme, token)[1] == 302
    if why == "late":
        Acting.objects.update(token_until=timezone.now())
    if why == "host":
        studio = bolt
    if why == "browser":
        headers = {"user-agent": "Another"}
    if why == "forged":
        token = f"{token}x"
    if why == "address":
        Acting.objects.update(browser_digest="0" * 64)
    browser, status = over(studio, token, **headers)
    assert status == 403
    assert browser.get("/studio/").status_code == 302


def test_con_04_it_tells_the_owner_by_mail_and_log(
    token: str, acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    mine, _status = over(acme, token)
    assert mine.post("/support/stop/").status_code == 302
    assert mine.get("/studio/").status_code == 302
    with tenant_context(acme):
        mail = OutgoingMessage.objects.get(template="console_acted")
    assert (mail.to_email, "Ticket 7" in mail.text_body) == ("alice@example.org", True)
    page = browser(acme, alice).get("/studio/settings/activity/").content.decode()
    assert "Olga began to act as Bob" in page
    assert "Olga stopped acting as Bob" in page


@pytest.mark.parametrize("what", ["time", "sign_out", "disabled", "twelve_hours", "role"])
def test_it_ends_with_its_time_and_with_the_session_in_the_console(
    token: str, acme: Studio, olga: Operator, what: str
) -> None:
    browser, _status = over(acme, token)
    now = timezone.now()
    if what == "time":
        Acting.objects.update(until=now)
    if what == "sign_out":
        OperatorSession.objects.update(ended_at=now)
    if what == "disabled":
        olga.disable(at=now)
    if what == "twelve_hours":
        OperatorSession.objects.update(begun_at=now - timedelta(hours=12))
    if what == "role":
        olga.give_role(Operator.Role.FINANCE)
    assert browser.get("/studio/")["Location"].startswith("/sign-in/")
    assert Acting.objects.get().ended_at is not None


def test_it_keeps_support_out_of_a_studio_that_closes_its_door(
    console: Console, olga: Operator, acme: Studio, alice: Person, bob: Person,
    browser: Callable[..., Browser], token: str,
) -> None:  # fmt: skip
    acting, _status = over(acme, token)
    owner, operator = browser(acme, alice), console(olga)
    owner.post(DOOR, {"act": "close"})
    assert acting.get("/studio/").status_code == 302
    assert ask(operator, acme, bob) == ""
    operator.post(f"/studios/{acme.uuid}/door/", {"reason": "A lost gallery"})
    assert "A lost gallery" in owner.get("/studio/settings/support/").content.decode()
    owner.post(DOOR, {"act": "let_in"})
    assert over(acme, ask(operator, acme, bob))[1] == 302
    with tenant_context(acme):
        assert OutgoingMessage.objects.filter(template="console_asked").count() == 1


@pytest.mark.parametrize(("minutes", "status"), [(-1, 403), (5, 302)])
def test_it_lets_support_in_no_longer_than_the_door_is_open(
    token: str, acme: Studio, minutes: int, status: int
) -> None:
    ends = timezone.now() + timedelta(minutes=minutes)
    SupportDoor.objects.create(studio=acme, is_closed=True, open_until=ends)
    assert over(acme, token)[1] == status
    assert Acting.objects.get().until == (ends if status == 302 else None)


def test_it_lets_an_owner_in_again_who_lost_every_device(
    console: Console, olga: Operator, acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    now = timezone.now()
    with tenant_context(acme):
        TABLES.totp._default_manager.create(
            holder=alice, sealed="", made_at=now, confirmed_at=now
        )  # fmt: skip
    path, operator = f"/studios/{acme.uuid}/rescue/", console(olga)
    operator.post(path, {"person_id": alice.public_id, "reason": " "})
    with tenant_context(acme):
        assert codes.has_factor(TABLES, alice)
    operator.post(path, {"person_id": alice.public_id, "reason": "Called her back"})
    with tenant_context(acme):
        assert not codes.has_factor(TABLES, alice)
        assert AuditEntry.objects.get(verb="acting.factors_reset").operator_email == olga.email
        assert OutgoingMessage.objects.get(template="console_factors").to_email == alice.email
