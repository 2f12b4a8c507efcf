"""A sign-up whose process is killed in the middle leaves the spare as it was, and no orphan."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.signup import addresses, services
from tenants import provision
from tenants.context import public_context, tenant_context
from tenants.models import Domain, Studio


def die(*args: Any, **kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_row_1_it_leaves_nothing_behind_when_it_is_killed(
    django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with django_db_blocker.unblock(), public_context():
        spare = provision.make_spare()
        connection.close()  # A connection does not survive being in two processes.
        child = os.fork()
        if child == 0:
            try:
                monkeypatch.setattr("safelight.outbox.links.site", die)
                services.open_studio(
                    name="Nora", address="nora-killed", owner_name="Nora", at=timezone.now(),
                    email="nora@example.org", password="a tripod by the sea",
                )  # fmt: skip
            finally:
                os._exit(1)
        try:
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
            assert Studio.objects.get(pk=spare.pk).state == Studio.State.SPARE
            assert not Domain.objects.filter(domain="nora-killed.localhost").exists()
            addresses.check("nora-killed", at=timezone.now())
            with tenant_context(spare):
                assert not Person.objects.exists()
        finally:
            provision.drop(spare)
