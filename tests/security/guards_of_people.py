"""The guards of people, of the console and of answers, and the tests that miss them."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware
from django.template import engines
from django.test import Client as Browser

from safelight.accounts import throttle
from safelight.accounts.models import OneTimeLink
from safelight.console import acting_middleware
from safelight.console.models import OperatorEntry
from safelight.console.services import acting
from safelight.factors import codes
from tests.accounts import test_links, test_second_factor, test_sign_in, test_throttle
from tests.console import test_acting, test_deeds
from tests.security import test_every_answer, test_inert_words
from tests.security.guards import Guard, Patch
from tests.support import operators


def _no_trigger(_patch: Patch) -> None:
    with connection.cursor() as cursor:  # Rolled back with the test.
        cursor.execute(f"ALTER TABLE {OperatorEntry._meta.db_table} DISABLE TRIGGER USER")


def _count_nothing(patch: Patch) -> None:
    patch.setattr(throttle.Counter, "count", lambda _counter, *, at, lasts=False: None)


def _write_words_as_they_are(patch: Patch) -> None:
    backend: Any = engines["django"]
    patch.setattr(backend.engine, "autoescape", False)


def _console() -> Browser:
    return operators.sign_in(operators.make())


def _plain_answer(_self: Any, _request: Any, response: Any) -> Any:
    return response


PEOPLE = [
    Guard(
        "AUTH-01", "tries are counted", _count_nothing,
        test_throttle.test_auth_01_it_refuses_after_ten_guesses_at_an_account,
    ),
    Guard(
        "AUTH-03", "who has a second factor is asked for it",
        lambda patch: patch.setattr(codes, "has_factor", lambda _tables, _holder: False),
        test_second_factor.test_auth_03_it_asks_for_it_after_a_reset_too,
    ),
    Guard(
        "AUTH-04", "a session's key changes at sign-in",
        lambda patch: patch.setattr(SessionBase, "cycle_key", lambda _session: None),
        test_sign_in.test_auth_04_it_rotates_the_session_id,
    ),
    Guard(
        "AUTH-08", "a link is used up",
        lambda patch: patch.setattr(OneTimeLink, "use", lambda _link, *, at: True),
        test_links.test_auth_08_it_works_once,
    ),
    Guard(
        "AUTH-12", "a form carries its page's token",
        lambda patch: patch.setattr(CsrfViewMiddleware, "process_view", lambda *_asked: None),
        test_every_answer.test_auth_12_it_changes_nothing_without_the_token_of_the_page,
        {"who": None, "method": "post"}, {"olga": _console},
    ),
    Guard(
        "CON-02", "views are closed to support",
        lambda patch: patch.setattr(acting_middleware, "is_closed", lambda _view: False),
        test_acting.test_con_02_it_closes_what_is_for_the_studios_own_people,
    ),
    Guard(
        "CON-03", "the token is the browser's that asked",
        lambda patch: patch.setattr(acting, "browser_of", lambda _request: "0" * 64),
        test_acting.test_con_03_it_takes_the_token_once_in_time_here_and_in_this_browser,
        {"why": "browser"}, early=True,
    ),
    Guard(
        "CON-06", "the table takes entries alone", _no_trigger,
        test_deeds.test_con_06_it_keeps_entries_against_the_database_user,
        {"statement": "UPDATE {} SET reason = 'x'"},
    ),
    Guard(
        "CON-07", "templates write words as text",
        _write_words_as_they_are,
        test_inert_words.test_con_07_it_shows_a_studios_words_as_text_in_the_console,
    ),
    Guard(
        "WEB-02", "every answer carries the headers",
        lambda patch: patch.setattr(SecurityMiddleware, "process_response", _plain_answer),
        test_every_answer.test_web_02_it_guards_every_answer_by_headers,
        {"who": None}, {"olga": _console},
    ),
]  # fmt: skip
