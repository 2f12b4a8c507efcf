"""The guards of what security asks for, how each is taken away, and the test that misses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import ANY

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import caches
from django.core.cache.backends.base import default_key_func
from django.db import connection, models
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware
from django.template import engines
from django.test import Client as Browser
from django_tenants.postgresql_backend import base as wrapper

from safelight.accounts import throttle
from safelight.accounts.models import OneTimeLink
from safelight.connect.models import ConnectedAccount
from safelight.console import acting_middleware
from safelight.console.models import OperatorEntry
from safelight.console.services import acting
from safelight.domains.models import Claim
from safelight.factors import codes
from safelight.jobs import base, claims, runner
from safelight.storage import signing
from tenants import middleware, rows
from tests.accounts import test_links, test_second_factor, test_sign_in, test_throttle
from tests.connect import test_receiving
from tests.console import test_acting, test_deeds
from tests.domains import test_proving
from tests.jobs import test_studios
from tests.security import test_every_answer, test_inert_words
from tests.storage import test_links as test_signed
from tests.support import operators
from tests.tenancy import (
    test_cache,
    test_concurrency,
    test_context,
    test_fairness,
    test_middleware,
)
from tests.vitals import test_logs

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Guard:
    """``test`` has to fail once ``remove`` has run.

    ``given`` and ``made``, by calls, are arguments that are no fixtures where it runs. ``early``:
    the guard is gone before the fixtures are made as well.
    """

    item: str
    what: str
    remove: Callable[[Patch], Any]
    test: Callable[..., Any]
    given: dict[str, Any] = field(default_factory=dict)
    made: dict[str, Callable[[], Any]] = field(default_factory=dict)
    early: bool = False


def _believe_rollbacks(patch: Patch) -> None:
    """As django-tenants was before 4.0.1."""
    plain = wrapper.original_backend.DatabaseWrapper
    patch.setattr(wrapper.DatabaseWrapper, "rollback", plain.rollback)
    patch.setattr(wrapper.DatabaseWrapper, "savepoint_rollback", plain.savepoint_rollback)


def _believe_rollbacks_for_a_while(patch: Patch) -> None:
    _believe_rollbacks(patch)
    patch.setattr(test_concurrency, "ROUNDS", 40)


def _no_trigger(_patch: Patch) -> None:
    with connection.cursor() as cursor:  # Rolled back with the test.
        cursor.execute(f"ALTER TABLE {OperatorEntry._meta.db_table} DISABLE TRIGGER USER")


def _first_come_first_served(patch: Patch) -> None:
    patch.setattr(claims, "_TAKE", claims._TAKE.replace("ORDER BY served_at, lane", "ORDER BY id"))


def _count_nothing(patch: Patch) -> None:
    patch.setattr(throttle.Counter, "count", lambda _counter, *, at, lasts=False: None)


def _any_account(patch: Patch) -> None:
    every = ConnectedAccount.objects.all
    patch.setattr(ConnectedAccount.objects, "filter", lambda **_asked: every())


def _write_words_as_they_are(patch: Patch) -> None:
    backend: Any = engines["django"]
    patch.setattr(backend.engine, "autoescape", False)


def _console() -> Browser:
    return operators.sign_in(operators.make())


def _plain_answer(_self: Any, _request: Any, response: Any) -> Any:
    return response


ISOLATION = [
    Guard(
        "ISO-06", "a signature that covers the studio",
        lambda patch: patch.setattr(signing.Keyring, "is_signed", lambda *_said: True),
        test_signed.test_iso_06_it_refuses_a_link_replayed_for_another_studio,
    ),
    Guard(
        "ISO-07", "no forwarded host is believed",
        lambda patch: patch.setattr("django.conf.settings.USE_X_FORWARDED_HOST", True),
        test_middleware.test_iso_07_it_does_not_believe_a_forwarded_host,
    ),
    Guard(
        "ISO-09", "the search path is set anew after a rollback", _believe_rollbacks_for_a_while,
        test_concurrency.test_iso_09_it_is_never_in_another_studio, {"limited": True},
    ),
    Guard(
        "ISO-10", "the search path is set anew after a rollback", _believe_rollbacks,
        test_concurrency.test_iso_10_it_reads_the_present_studio_after_a_rollback_inside_it,
        {"limited": True},
    ),
    Guard(
        "ISO-12", "the schema's version is compared",
        lambda patch: patch.setattr(middleware, "code_version", lambda: ANY),
        test_middleware.test_iso_12_it_closes_a_studio_whose_schema_is_behind,
    ),
    Guard(
        "ISO-13", "a row stays at home",
        lambda patch: patch.setattr(rows.StudioRow, "_stay_at_home", lambda _row: None),
        test_context.test_iso_13_it_refuses_to_save_a_row_in_another_studio,
    ),
    Guard(
        "ISO-14", "a queryset stays at home",
        lambda patch: patch.setattr(rows.StudioQuerySet, "db", models.QuerySet.db),
        test_context.test_iso_14_it_refuses_to_evaluate_a_queryset_of_another_studio,
    ),
    Guard(
        "ISO-15", "a job asks whether its studio is there",
        lambda patch: patch.setattr(runner, "_run_for_a_studio", runner._work),
        test_studios.test_iso_15_it_cancels_the_work_of_a_studio_that_is_gone,
    ),
    Guard(
        "ISO-16", "a task names its studio",
        lambda patch: patch.setattr(base.StudioTask, "__call__", lambda task: task.run()),
        test_studios.TestMessage().test_iso_16_it_refuses_one_without_a_studio,
    ),
    Guard(
        "ISO-18", "keys of the cache name the schema",
        lambda patch: patch.setattr(caches["default"], "key_func", default_key_func),
        test_cache.test_iso_18_it_keeps_the_same_cache_key_apart,
    ),
    Guard(
        "ISO-18", "counts of tries name the schema",
        lambda patch: patch.setattr(
            throttle.Counter, "_key", lambda counter: f":tries:{counter._digest()}"
        ),
        test_throttle.test_iso_18_it_counts_each_studio_alone,
    ),
    Guard(
        "ISO-24", "a proof is this attempt's own",
        lambda patch: patch.setattr(Claim, "shows_the_record", True),
        test_proving.test_iso_24_it_takes_no_record_of_an_earlier_attempt,
    ),
    Guard(
        "ISO-26", "pages of errors say nothing",
        lambda patch: patch.setattr("django.conf.settings.DEBUG", True),
        test_logs.test_iso_26_it_says_in_the_log_alone_what_went_wrong,
    ),
    Guard(
        "ISO-27", "studios take turns", _first_come_first_served,
        test_fairness.test_iso_27_it_takes_the_one_job_of_a_studio_before_a_thousand_of_another,
    ),
    Guard(
        "ISO-34", "an event is whose account it names", _any_account,
        test_receiving.test_iso_34_it_goes_by_the_account_whatever_the_event_says_of_studios,
    ),
]  # fmt: skip

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

GUARDS = ISOLATION + PEOPLE
