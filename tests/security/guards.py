"""The guards of what security asks for, how each is taken away, and the test that misses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import ANY

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import default_key_func
from django.db import models
from django_tenants.postgresql_backend import base as wrapper

from safelight.accounts import throttle
from safelight.connect.models import ConnectedAccount
from safelight.domains.models import Claim
from safelight.jobs import base, claims, runner
from safelight.storage import signing
from tenants import middleware, resolve, rows
from tests.accounts import test_links, test_throttle
from tests.connect import test_receiving
from tests.domains import test_proving
from tests.jobs import test_studios
from tests.storage import test_links as test_signed
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

    ``given`` and ``made``, by calls, are arguments that are no fixtures where it runs; ``needs``
    are fixtures that those calls rest on. ``early``: the guard is gone before the fixtures are made
    as well.
    """

    item: str
    what: str
    remove: Callable[[Patch], Any]
    test: Callable[..., Any]
    given: dict[str, Any] = field(default_factory=dict)
    made: dict[str, Callable[[], Any]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    early: bool = False


def _believe_rollbacks(patch: Patch) -> None:
    """As django-tenants was before 4.0.1."""
    plain = wrapper.original_backend.DatabaseWrapper
    patch.setattr(wrapper.DatabaseWrapper, "rollback", plain.rollback)
    patch.setattr(wrapper.DatabaseWrapper, "savepoint_rollback", plain.savepoint_rollback)


def _believe_rollbacks_for_a_while(patch: Patch) -> None:
    _believe_rollbacks(patch)
    patch.setattr(test_concurrency, "ROUNDS", 40)


def lead_every_host_to_acme(patch: Patch) -> None:
    found = resolve.studio_at("acme.localhost")
    patch.setattr(resolve, "studio_at", lambda _host: found)


def _first_come_first_served(patch: Patch) -> None:
    patch.setattr(claims, "_TAKE", claims._TAKE.replace("ORDER BY served_at, lane", "ORDER BY id"))


def _any_account(patch: Patch) -> None:
    every = ConnectedAccount.objects.all
    patch.setattr(ConnectedAccount.objects, "filter", lambda **_asked: every())


ISOLATION = [
    Guard(
        "ISO-04", "a host leads to its own studio", lead_every_host_to_acme,
        test_links.test_iso_04_it_refuses_a_reset_of_another_studio,
    ),
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
