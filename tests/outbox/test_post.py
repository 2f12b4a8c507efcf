from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from safelight import jobs
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.outbox import selectors
from safelight.outbox.brand import Brand
from safelight.outbox.links import NotAPath
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.posting import Posted
from safelight.outbox.rendering import UnsafeHeader
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tests.outbox import letters

BRAND = Brand(name="Atelier Nord", color="#0a7", footer="Pier 4", reply_to="hi@nord.example")


def nord(studio: Studio, about: object) -> Brand:
    return BRAND


@pytest.fixture(autouse=True)
def branded(settings: Any) -> None:
    settings.MAIL_CONTEXT = f"{__name__}.nord"


@pytest.fixture
def posted(inside_acme: Studio) -> Posted:
    with transaction.atomic():
        return letters.post(related=("gallery", "abc"))


class TestPost:
    def test_it_works(self, posted: Posted, inside_acme: Studio) -> None:
        message = posted.message
        assert posted.is_new
        assert message.subject == "News of Anna & Ben"
        assert message.from_name == "Atelier Nord"
        assert message.reply_to == "hi@nord.example"
        assert message.message_id == f"<{message.uuid}@{inside_acme.primary_host()}>"

    def test_it_escapes_html_and_leaves_text_alone(self, posted: Posted) -> None:
        assert "Anna & Ben is here" in posted.message.text_body
        assert "Anna &amp; Ben is here" in posted.message.html_body

    def test_it_links_to_the_stored_host(
        self, posted: Posted, inside_acme: Studio, settings: Any
    ) -> None:
        host = inside_acme.primary_host()
        link = f"http://{host}:{settings.PLATFORM_PORT}/galleries/1/"
        assert link in posted.message.text_body
        assert f'href="{link}"' in posted.message.html_body

    def test_it_shows_the_studios_brand_and_nobody_elses(self, posted: Posted) -> None:
        whole = posted.message.html_body + posted.message.text_body
        assert "#0a7" in whole
        assert "Pier 4" in whole
        assert "safelight" not in whole.lower()

    def test_it_is_found_by_what_it_is_about(self, posted: Posted) -> None:
        assert selectors.mails_about("gallery", "abc") == [posted.message]

    def test_it_is_once_a_key(self, posted: Posted) -> None:
        with transaction.atomic():
            again = letters.post(context={"title": "other", "path": "/"})
        assert (again.is_new, again.message.pk) == (False, posted.message.pk)
        assert Job.objects.filter(kind="outbox.send").count() == 1

    def test_it_refuses_outside_a_transaction(self, inside_acme: Studio) -> None:
        with pytest.raises(jobs.OutsideTransaction):
            letters.post()

    @pytest.mark.parametrize(
        "changes",
        [
            {"to_name": "Carla\r\nBcc: all@example.org"},
            {"reply_to": "a@example.org\nBcc: b@example.org"},
            {"context": {"title": "a\nBcc: all@example.org", "path": "/"}},
            {"to": "carla@example.org\nBcc: all@example.org"},
        ],
    )
    def test_it_refuses_line_breaks_in_headers(
        self, inside_acme: Studio, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(UnsafeHeader), transaction.atomic():
            letters.post(**changes)

    @pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "galleries/1"])
    def test_it_refuses_links_that_lead_elsewhere(self, inside_acme: Studio, path: str) -> None:
        with pytest.raises(NotAPath), transaction.atomic():
            letters.post(context={"title": "x", "path": path})

    def test_it_refuses_an_address_that_is_none(self, inside_acme: Studio) -> None:
        with pytest.raises(ValidationError), transaction.atomic():
            letters.post(to="carla")


class TestSend:
    def test_it_sends_both_parts(self, posted: Posted) -> None:
        drain()
        (sent,) = mail.outbox
        posted.message.refresh_from_db()
        assert posted.message.state == "sent"
        assert sent.body == posted.message.text_body
        assert sent.message()["Message-ID"] == posted.message.message_id

    def test_it_sends_once_when_the_job_runs_twice(self, posted: Posted) -> None:
        drain()
        Job.objects.update(state="queued")
        drain()
        assert len(mail.outbox) == 1

    def test_it_keeps_odd_names_in_one_header(self, inside_acme: Studio) -> None:
        with transaction.atomic():
            letters.post(to_name='Zoë "Z" <x>, Ltd')
        drain()
        (sent,) = mail.outbox
        assert sent.recipients() == ['"Zoë \\"Z\\" <x>, Ltd" <carla@example.org>']
        assert "carla@example.org" in str(sent.message()["To"])


@pytest.mark.fault
def test_it_stores_one_mail_of_twenty_posted_at_once(alone: Studio) -> None:
    def post_alone() -> bool:
        try:
            with tenant_context(alone), transaction.atomic():
                return letters.post().is_new
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = [future.result() for future in [pool.submit(post_alone) for _ in range(20)]]
    assert outcomes.count(True) == 1
    with tenant_context(alone):
        assert OutgoingMessage.objects.count() == 1
    with public_context():
        drain()
    assert len(mail.outbox) == 1
