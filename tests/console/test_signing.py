from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from django.utils import timezone

from safelight.console import session
from safelight.console.models import TABLES, Operator, OperatorSession
from safelight.console.services import operators as services
from safelight.factors import codes, sealing, totp
from tests.support import operators
from tests.support.authenticator import Authenticator
from tests.support.world import PASSWORD

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]
RIGHT = {"email": "olga@example.org", "password": PASSWORD}


@pytest.fixture
def nora(db: None) -> Operator:
    """An operator who has never signed in."""
    return services.make_operator(email="nora@example.org", name="Nora", password=PASSWORD)


def code_of(operator: Operator) -> str:
    """What the app shows that waits to be confirmed."""
    secret = sealing.unseal(TABLES.totp._default_manager.get(holder=operator).sealed)
    assert secret is not None
    return totp.code(secret, totp.step_at(timezone.now()))


def test_con_01_it_lets_nobody_in_by_a_password_alone(console: Console, olga: Operator) -> None:
    browser = console()
    assert browser.post("/sign-in/", RIGHT)["Location"] == "/sign-in/code/"
    assert browser.get("/").headers.get("Location") == "/sign-in/"
    assert browser.get("/jobs/").status_code == 404
    assert browser.post("/sign-in/code/", {"code": "000000"}).status_code == 401
    assert browser.get("/jobs/").status_code == 404


def test_auth_03_it_makes_operators_enrol_at_their_first_sign_in(
    console: Console, nora: Operator
) -> None:
    browser = console()
    browser.post("/sign-in/", {"email": nora.email, "password": PASSWORD})
    assert browser.get("/sign-in/code/")["Location"] == "/sign-in/app/"
    assert "<svg" in browser.get("/sign-in/app/").content.decode()
    assert browser.post("/sign-in/app/", {"code": "000000"}).status_code == 401
    page = browser.post("/sign-in/app/", {"code": code_of(nora)})
    assert page.content.decode().count("<li><code>") == codes.HOW_MANY
    assert "no-store" in page["Cache-Control"]
    assert browser.get("/jobs/").status_code == 200


def test_it_takes_each_recovery_code_once(console: Console, olga: Operator) -> None:
    code = codes.make_recovery_codes(TABLES, olga, at=timezone.now())[0]
    for expected in (302, 401):
        browser = console()
        browser.post("/sign-in/", RIGHT)
        assert browser.post("/sign-in/code/", {"code": code}).status_code == expected


@pytest.mark.parametrize(
    ("column", "ago"), [("begun_at", session.LONGEST), ("seen_at", session.IDLE)]
)
def test_it_ends_a_session_after_twelve_hours_or_an_idle_one(
    console: Console, olga: Operator, column: str, ago: timedelta
) -> None:
    browser = console(olga)
    almost, over = timezone.now() - ago + timedelta(minutes=1), timezone.now() - ago
    OperatorSession.objects.update(**{column: almost})
    assert browser.get("/jobs/").status_code == 200
    OperatorSession.objects.update(**{column: over - timedelta(seconds=1)})
    assert browser.get("/jobs/").status_code == 404


def test_it_asks_for_a_fresh_proof_before_what_weighs(console: Console, olga: Operator) -> None:
    browser = console(olga)
    OperatorSession.objects.update(proved_at=timezone.now() - timedelta(minutes=11))
    form = {"name": "Ida", "email": "i@example.org", "role": "support", "password": PASSWORD}
    answer = browser.post("/operators/add/", form)
    assert answer["Location"].startswith("/prove/?next=")
    assert not Operator.objects.filter(email="i@example.org").exists()
    code = codes.make_recovery_codes(TABLES, olga, at=timezone.now())[0]
    proved = browser.post("/prove/?next=//evil.example/", {"code": code})
    assert proved["Location"] == "/"
    browser.post("/operators/add/", form)
    assert Operator.objects.get(email="i@example.org").role == "support"


def test_it_lets_nobody_change_themselves(console: Console, olga: Operator) -> None:
    browser = console(olga)
    for act in ("disable", "factors"):
        browser.post(f"/operators/{olga.factor_handle}/change/", {"act": act})
    browser.post(f"/operators/{olga.factor_handle}/change/", {"act": "role", "role": "support"})
    olga.refresh_from_db()
    assert (olga.role, olga.is_disabled) == ("chief", False)
    assert codes.has_factor(TABLES, olga)


def test_it_ends_the_sessions_of_an_operator_who_is_disabled(
    console: Console, olga: Operator, omar: Operator
) -> None:
    theirs = console(omar)
    console(olga).post(f"/operators/{omar.factor_handle}/change/", {"act": "disable"})
    assert theirs.get("/jobs/").status_code == 404
    form = {"email": omar.email, "password": PASSWORD}
    assert console().post("/sign-in/", form).status_code == 401


def test_it_makes_somebody_without_factors_enrol_again(
    console: Console, olga: Operator, omar: Operator
) -> None:
    theirs = console(omar)
    console(olga).post(f"/operators/{omar.factor_handle}/change/", {"act": "factors"})
    assert theirs.get("/jobs/").status_code == 404
    again = console()
    again.post("/sign-in/", {"email": omar.email, "password": PASSWORD})
    assert again.get("/sign-in/code/")["Location"] == "/sign-in/app/"


def test_it_ends_other_sessions_with_the_password(console: Console, olga: Operator) -> None:
    other, mine = console(olga), console(olga)
    wrong = mine.post("/account/password/", {"old": "wrong", "new": "a longer new sentence"})
    assert wrong.status_code == 422
    mine.post("/account/password/", {"old": PASSWORD, "new": "a longer new sentence"})
    assert (mine.get("/jobs/").status_code, other.get("/jobs/").status_code) == (200, 404)


def test_it_ends_single_sessions_of_ones_own(
    console: Console, olga: Operator, omar: Operator
) -> None:
    other, mine, theirs = console(olga), console(olga), console(omar)
    first, _this = olga.sessions.order_by("pk")
    end = f"/account/sessions/{first.public_id}/end/"
    assert end in mine.get("/account/").content.decode()
    assert theirs.post(end).status_code == 404
    assert mine.post(end).headers["Location"] == "/account/"
    assert (mine.get("/jobs/").status_code, other.get("/jobs/").status_code) == (200, 404)
    assert mine.post(end).status_code == 404


def test_it_lists_no_session_that_has_run_out(console: Console, olga: Operator) -> None:
    mine = console(olga)
    begun = timezone.now() - timedelta(hours=2)
    over = OperatorSession.objects.create(
        operator=olga, begun_at=begun, seen_at=begun, proved_at=begun
    )
    assert over.public_id not in mine.get("/account/").content.decode()


def test_auth_01_it_throttles_guesses_at_the_old_password(console: Console, olga: Operator) -> None:
    mine, form = console(olga), {"old": "wrong", "new": "a longer new sentence"}
    answers = [mine.post("/account/password/", form).status_code for _try in range(11)]
    assert answers == [422] * 10 + [429]
    assert mine.post("/account/password/", {**form, "old": PASSWORD}).status_code == 429


def test_it_signs_out_and_the_old_session_is_dead(console: Console, olga: Operator) -> None:
    browser = console(olga)
    old = browser.cookies["session"].value
    browser.post("/sign-out/")
    browser.cookies["session"] = old
    assert browser.get("/jobs/").status_code == 404


def test_auth_01_it_throttles_guesses_of_passwords_and_codes(
    console: Console, olga: Operator
) -> None:
    browser = console()
    wrong = {**RIGHT, "password": "wrong"}
    answers = [browser.post("/sign-in/", wrong).status_code for _ in range(12)]
    assert answers == [401] * 10 + [429] * 2
    omar = operators.make("Omar", role="observer")
    half = console()
    half.post("/sign-in/", {"email": omar.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    tried = [half.post("/sign-in/code/", {"code": "111111"}).status_code for _ in range(11)]
    assert tried == [401] * 10 + [429]


def test_auth_01_it_does_not_lock_operators_out_of_their_own_browser(
    console: Console, olga: Operator
) -> None:
    """Somebody who signed in here before is counted apart from strangers who guess."""
    mine = console(olga)
    mine.post("/sign-out/")
    for _ in range(12):
        console().post("/sign-in/", {**RIGHT, "password": "wrong"}, REMOTE_ADDR="192.0.2.9")
    assert console().post("/sign-in/", RIGHT).status_code == 429
    assert mine.post("/sign-in/", RIGHT).status_code == 302


def test_it_makes_an_operator_from_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPERATOR_PASSWORD", PASSWORD)
    said = StringIO()
    call_command("make_operator", email="Ida@example.org", name="Ida", role="engineer", stdout=said)
    ida = Operator.objects.get(email="ida@example.org")
    assert (ida.role, codes.has_factor(TABLES, ida)) == ("engineer", False)
    assert said.getvalue() == "ida@example.org may sign in on the console.\n"


def test_it_refuses_a_weak_password_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPERATOR_PASSWORD", "password")
    with pytest.raises(CommandError, match="too short"):
        call_command("make_operator", email="ida@example.org", name="Ida")


def test_it_gives_each_role_its_acts_and_no_other(console: Console, olga: Operator) -> None:
    engineer = operators.make("Emil", role="engineer")
    browser = console(engineer)
    assert browser.get("/operators/").status_code == 403
    assert browser.post("/jobs/kind/", {"kind": "x", "counted": "0"}).status_code == 302
    finance = console(operators.make("Fina", role="finance"))
    assert finance.post("/jobs/kind/", {"kind": "x", "counted": "0"}).status_code == 403


def test_it_takes_a_passkey_as_the_second_step_and_from_its_holder_only(
    console: Console, olga: Operator, omar: Operator
) -> None:
    device, mine = Authenticator(f"http://{operators.HOST}"), console(olga)
    answer = device.make(mine.post("/account/passkeys/question/").json())
    mine.post("/account/passkeys/", {"answer": answer, "name": "Key on my ring"})
    assert "Key on my ring" in mine.get("/account/").content.decode()
    for operator, location in ((olga, "/"), (omar, "/sign-in/code/")):
        browser = console()
        browser.post("/sign-in/", {"email": operator.email, "password": PASSWORD})
        question = browser.post("/passkeys/question/").json()
        used = browser.post("/sign-in/passkey/", {"answer": device.use(question)})
        assert used["Location"] == location, operator
    assert console().post("/passkeys/question/").status_code == 404


def test_it_asks_for_a_fresh_proof_before_a_passkey_is_made(
    console: Console, olga: Operator
) -> None:
    browser = console(olga)
    OperatorSession.objects.update(proved_at=timezone.now() - timedelta(minutes=11))
    for path in ("/account/passkeys/", "/account/passkeys/question/"):
        assert browser.post(path)["Location"].startswith("/prove/"), path
