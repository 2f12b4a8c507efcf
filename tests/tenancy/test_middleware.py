from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client as Browser
from django.utils import timezone

from tenants import life, resolve, schema
from tenants.models import Domain, Studio
from tests.support import world

HOST = settings.PLATFORM_HOST


def answer(host: str, path: str = "/api/v1/") -> tuple[int, str]:
    response = Browser(headers={"host": host}).get(path)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(
    "host",
    [f"acme.{HOST}", f"ACME.{HOST}", f"acme.{HOST}.", f"acme.{HOST}:8000", f"Acme.{HOST}.:8000"],
)
def test_iso_07_it_knows_a_studio_by_every_way_to_write_its_host(acme: Studio, host: str) -> None:
    assert answer(host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        f"nobody.{HOST}", f"www.acme.{HOST}", "example.org", "xn--acm-dma.example", "127.0.0.1",
        f"acme.{HOST}.evil.example", f"acme,bolt.{HOST}", f"acme .{HOST}", "", f"{HOST}@acme",
    ],
)  # fmt: skip
def test_iso_07_it_answers_404_on_a_host_it_does_not_know(acme: Studio, host: str) -> None:
    status, page = answer(host)
    assert status == 404
    assert "canary" not in page


def test_iso_07_it_does_not_believe_a_forwarded_host(acme: Studio, bolt: Studio) -> None:
    browser = Browser(headers={"host": f"nobody.{HOST}", "x-forwarded-host": f"bolt.{HOST}"})
    assert browser.get("/api/v1/").status_code == 404


def test_iso_11_it_is_in_public_after_a_view_has_failed(acme: Studio) -> None:
    browser = Browser(headers={"host": f"acme.{HOST}"}, raise_request_exception=False)
    browser.get("/api/v1/", {"limit": "\x00"})
    assert schema.current() == "public"
    browser = Browser(headers={"host": HOST}, raise_request_exception=False)
    browser.get("/")
    assert schema.current() == "public"


def test_iso_12_it_closes_a_studio_whose_schema_is_behind(acme: Studio, bolt: Studio) -> None:
    Studio.objects.filter(pk=acme.pk).update(schema_version="older")
    resolve.forget_all()
    status, page = answer(f"acme.{HOST}")
    assert status == 503
    assert "canary" not in page
    assert answer(f"bolt.{HOST}")[0] == 200


def test_iso_12_it_does_not_read_a_missing_table_from_public(
    acme: Studio, browser: Callable[..., Browser]
) -> None:
    from tenants.context import tenant_context  # noqa: PLC0415 - beside its only use

    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        shared = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [acme.schema_name])
        own = {row[0] for row in cursor.fetchall()}
    both = {"django_content_type", "django_session", "django_migrations"}
    assert shared & own <= both
    with tenant_context(acme):
        assert schema.current() == acme.schema_name


def test_iso_12_it_answers_nobody_of_a_studio_that_lost_a_table(acme: Studio, bolt: Studio) -> None:
    form = {"email": "alice@example.org", "password": world.PASSWORD}
    asking = Browser(headers={"host": f"acme.{HOST}"}, raise_request_exception=False)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE "{acme.schema_name}".accounts_person CASCADE')
        answer = asking.post("/sign-in/", form)
        transaction.set_rollback(True)
    assert answer.status_code in {500, 503}
    page = answer.content.decode()
    assert not any(word in page for word in ("canary", "accounts_person", acme.schema_name))
    assert Browser(headers={"host": f"bolt.{HOST}"}).post("/sign-in/", form).status_code == 302


def test_it_tells_clients_of_a_suspended_studio_so(acme: Studio) -> None:
    life.suspend(studio=acme, why=Studio.Why.OPERATOR, at=timezone.now())
    resolve.forget_all()
    assert answer(f"acme.{HOST}")[0] == 503
    life.resume(studio=acme)
    resolve.forget_all()
    assert answer(f"acme.{HOST}")[0] == 200


def test_it_answers_410_for_a_studio_that_is_closing(acme: Studio) -> None:
    Studio.objects.filter(pk=acme.pk).update(state=Studio.State.CLOSING)
    resolve.forget_all()
    assert answer(f"acme.{HOST}")[0] == 410


def test_it_asks_no_query_when_warm(
    acme: Studio, django_assert_num_queries: Callable[..., Any]
) -> None:
    host = f"acme.{HOST}"
    resolve.studio_at(host)
    with django_assert_num_queries(0):
        assert resolve.studio_at(host) is not None


def test_it_follows_a_changed_domain_at_once(acme: Studio) -> None:
    assert answer(f"acme.{HOST}")[0] == 200
    Domain.objects.filter(tenant=acme).update(domain=f"renamed.{HOST}")
    resolve.forget_all()
    assert answer(f"acme.{HOST}")[0] == 404
    assert answer(f"renamed.{HOST}")[0] == 200


@pytest.fixture(autouse=True)
def _forget_what_was_rolled_back(db: None) -> None:
    resolve.forget_all()
