"""A write that is sent again under its key is not done again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery
from modules.gallery.services import presets
from safelight.accounts.models import ApiToken, ClientGroup, Person
from safelight.api import forgetting, idempotency
from safelight.api.models import IdempotencyRecord
from safelight.jobs import registry as kinds
from tenants.context import tenant_context
from tenants.models import Studio
from tests.api.conftest import Program
from tests.support import world

WRITE = "/api/v1/probe/write/"
REPLAY = "Idempotent-Replay"
FAMILY = {"name": "Family"}
pytestmark = pytest.mark.usefixtures("probed")


@pytest.fixture
def asking(program: Program, token: str) -> Browser:
    return program(token)


def write(browser: Browser, body: dict[str, Any], key: str = "one", **headers: str) -> Any:
    said = {"Idempotency-Key": key, **headers}
    return browser.post(WRITE, body, "application/json", headers=said)


def names(studio: Studio) -> list[str]:
    with tenant_context(studio):
        return list(ClientGroup.objects.order_by("name").values_list("name", flat=True))


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.django_db
class TestOneAfterTheOther:
    def test_it_gives_the_first_answer_again(self, acme: Studio, asking: Browser) -> None:
        first, again = write(asking, FAMILY), write(asking, FAMILY)
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json() == again.json()
        assert REPLAY not in first.headers
        assert again[REPLAY] == "true"
        assert names(acme) == ["Family"]

    def test_it_gives_an_empty_answer_again(self, acme: Studio, asking: Browser) -> None:
        headers = {"Idempotency-Key": "one"}
        assert asking.delete(WRITE, headers=headers).status_code == 204
        write(asking, FAMILY, "two")
        again = asking.delete(WRITE, headers=headers)
        assert (again.status_code, again.content, again[REPLAY]) == (204, b"", "true")
        assert names(acme) == ["Family"]

    def test_it_does_it_twice_under_two_keys_and_under_none(
        self, acme: Studio, asking: Browser
    ) -> None:
        for name, key in (("a", "one"), ("b", "two"), ("c", ""), ("d", "")):
            assert write(asking, {"name": name}, key).status_code == 201
        assert names(acme) == ["a", "b", "c", "d"]

    def test_it_refuses_another_write_under_the_key(self, acme: Studio, asking: Browser) -> None:
        write(asking, FAMILY)
        assert code(write(asking, {"name": "Friends"})) == (422, "idempotency_key_reused")
        headers = {"Idempotency-Key": "one"}
        assert code(asking.delete(WRITE, headers=headers)) == (422, "idempotency_key_reused")
        path = f"{WRITE}?x=1"
        answer = asking.post(path, FAMILY, "application/json", headers=headers)
        assert code(answer) == (422, "idempotency_key_reused")
        assert names(acme) == ["Family"]

    def test_it_keeps_callers_apart(self, acme: Studio, bob: Person, program: Program) -> None:
        with tenant_context(acme):
            secrets = [ApiToken.issue(bob, name=name)[1] for name in "ab"]
        for name, secret in zip("ab", secrets, strict=True):
            answer = write(program(secret), {"name": name})
            assert (answer.status_code, REPLAY in answer.headers) == (201, False)
        assert names(acme) == ["a", "b"]

    def test_it_keeps_visitors_apart_who_have_kept_nothing(self, acme: Studio) -> None:
        for name, secret in (("a", "s" * 32), ("b", "t" * 32)):
            browser = world.browser(acme)
            browser.cookies["csrf"] = secret
            for replayed in (False, True):
                answer = write(browser, {"name": name}, **{"X-CSRFToken": secret})
                assert (answer.status_code, REPLAY in answer.headers) == (201, replayed)
        assert names(acme) == ["a", "b"]

    def test_it_keeps_studios_apart(self, acme: Studio, bolt: Studio) -> None:
        for studio in (acme, bolt):
            browser = world.browser(studio)
            assert REPLAY not in write(browser, FAMILY).headers
            assert names(studio) == ["Family"]

    @pytest.mark.parametrize("how", ["refused", "disallowed", "lost", "throttled", "broken"])
    def test_it_lets_a_refused_write_be_tried_again(
        self, acme: Studio, asking: Browser, how: str
    ) -> None:
        failed = write(asking, {**FAMILY, "then": how})
        assert failed.status_code >= 400
        assert names(acme) == []
        assert write(asking, {**FAMILY, "then": how}).status_code == failed.status_code
        done = write(asking, FAMILY)
        assert (done.status_code, REPLAY in done.headers) == (201, False)
        assert names(acme) == ["Family"]

    def test_it_leaves_nothing_after_a_crash_between_effect_and_answer(
        self, acme: Studio, asking: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(idempotency, "keep", _crash)
            assert write(asking, FAMILY).status_code == 500
        assert names(acme) == []
        with tenant_context(acme):
            assert not IdempotencyRecord.objects.exists()
        done = write(asking, FAMILY)
        assert (done.status_code, REPLAY in done.headers) == (201, False)

    def test_it_checks_who_asks_before_it_answers_again(
        self, acme: Studio, asking: Browser, token: str
    ) -> None:
        write(asking, FAMILY)
        with tenant_context(acme):
            ApiToken.objects.get(beginning=token[:8]).revoke(at=timezone.now())
        assert code(write(asking, FAMILY)) == (401, "authentication_failed")

    @pytest.mark.parametrize("key", ["k" * 256, "a\tb", "a\x7fb"])
    def test_it_refuses_a_key_that_it_cannot_keep(
        self, acme: Studio, asking: Browser, key: str
    ) -> None:
        assert code(write(asking, FAMILY, key)) == (400, "invalid")
        assert names(acme) == []

    def test_it_keeps_the_longest_keys_apart(self, acme: Studio, asking: Browser) -> None:
        for name in "ab":
            assert write(asking, {"name": name}, "k" * 254 + name).status_code == 201
        assert names(acme) == ["a", "b"]

    def test_it_reads_a_body_that_is_no_json(self, asking: Browser) -> None:
        said = {"Idempotency-Key": "one"}
        assert code(asking.post(WRITE, {"name": "x"}, headers=said))[0] == 415
        # A form, in which the check of CSRF looks for its token.
        page = Browser(
            headers={"host": "acme.localhost"}, enforce_csrf_checks=True,
            raise_request_exception=False,
        )  # fmt: skip
        page.cookies["csrf"] = "t" * 32
        form = {"name": "x", "csrfmiddlewaretoken": "t" * 32}
        assert code(page.post(WRITE, form, headers=said))[0] == 415

    def test_it_takes_no_notice_of_reads(self, acme: Studio, asking: Browser) -> None:
        for _ in range(2):
            answer = asking.get("/api/v1/galleries/", headers={"Idempotency-Key": "one"})
            assert REPLAY not in answer.headers
        with tenant_context(acme):
            assert not IdempotencyRecord.objects.exists()

    def test_it_forgets_answers_after_a_while(self, acme: Studio, asking: Browser) -> None:
        write(asking, FAMILY, "old")
        with tenant_context(acme):
            old = timezone.now() - forgetting.KEPT - timedelta(seconds=1)
            IdempotencyRecord.objects.update(made_at=old)
        write(asking, {"name": "Friends"}, "new")
        with tenant_context(acme):
            forgetting.forget(at=timezone.now())
            assert [record.key for record in IdempotencyRecord.objects.all()] == ["new"]
        assert kinds.spec("api.forget_answers").every == timedelta(days=1)


class TestAllAtOnce:
    THREADS = 20

    def test_it_is_done_once(self, at_once: Callable[..., list[Any]], fresh_studio: Studio) -> None:
        answers = at_once(self.THREADS)
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert sum(REPLAY in answer.headers for answer in answers) == self.THREADS - 1
        with tenant_context(fresh_studio):
            assert Gallery.objects.count() == 1


@pytest.fixture
def at_once(fresh_studio: Studio) -> Callable[..., list[Any]]:
    """``at_once(n)``: the same new gallery, asked for by so many threads with one key."""
    with tenant_context(fresh_studio):
        owner = Person.objects.get(email="alice@example.org")
        secret = ApiToken.issue(owner, name="x")[1]
    host = fresh_studio.primary_host()

    def ask(_number: int) -> Any:
        browser = Browser(headers={"host": host, "authorization": f"Bearer {secret}"})
        body = {"title": "Wedding", "preset": presets.PRESETS[0].key}
        headers = {"Idempotency-Key": "one"}
        try:
            return browser.post("/api/v1/galleries/", body, "application/json", headers=headers)
        finally:
            connection.close()

    def run(threads: int) -> list[Any]:
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(ask, range(threads)))

    return run


def _crash(*_: object) -> None:
    raise RuntimeError("the worker was killed")
