"""Settings of mail: words with a preview, what was sent, and who gets none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone

from safelight import outbox
from safelight.accounts.models import Client, Person
from safelight.mails.views import frames
from safelight.outbox import stops
from safelight.outbox.models import MailWords, OutgoingMessage
from tenants.models import Studio

Open = Callable[..., Browser]
BASE = "/studio/settings/mails/"
WORDS = f"{BASE}words/password_reset/"


@pytest.fixture
def desk(inside_acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(inside_acme, alice)


def reset(person: Person, key: str = "k", **more: Any) -> OutgoingMessage:
    secret = "q" * 43
    with transaction.atomic():
        return outbox.post(
            key=key, to=person.email, template="password_reset",
            context={"person": person, "path": f"/account/password/{secret}/"}, **more,
        ).message  # fmt: skip


def test_it_lists_mails_and_says_which_words_are_the_studios(desk: Browser) -> None:
    MailWords.objects.create(mail="password_reset", language="en", subject="x", text="{link}")
    page = desk.get(f"{BASE}words/").content.decode()
    assert "New password" in page
    assert page.count("Your words") == 1


def test_it_saves_words_that_can_be_sent(desk: Browser, carla: Person) -> None:
    answer = desk.post(WORDS, {"subject": "A new one", "text": "Dear you,\n\n[Here]({link})"})
    assert answer.status_code == 302
    assert reset(carla).subject == "A new one"
    assert "A new one" in desk.get(WORDS).content.decode()


def test_it_says_beside_the_field_what_is_wrong(desk: Browser) -> None:
    answer = desk.post(WORDS, {"subject": "A new one", "text": "{nobody}"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 1: {nobody} is not known to this mail." in page
    assert "{link} is missing" in page


def test_it_previews_typed_words_in_a_document_that_can_do_nothing(desk: Browser) -> None:
    typed = {"subject": "x", "text": "<script>alert(1)</script> {link}"}
    answer = desk.post(f"{WORDS}preview/", typed)
    assert "<script>" not in answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not MailWords.objects.exists()
    text = desk.post(f"{WORDS}preview/?part=text", typed).content.decode()
    assert "&lt;script&gt;" in text


def test_it_sends_a_test_to_whoever_asks_with_examples_only(desk: Browser, alice: Person) -> None:
    desk.post(f"{WORDS}test/")
    sent = OutgoingMessage.objects.get(related_kind="test")
    assert (sent.to_email, sent.subject) == (alice.email, "Test: Choose a new password")
    assert "/account/" in sent.text_body


def test_it_tests_what_is_typed_and_keeps_it_in_its_fields(desk: Browser) -> None:
    typed = {"subject": "Typed", "text": "[Here]({link})"}
    page = desk.post(f"{WORDS}test/", typed, follow=True)
    assert page.redirect_chain == [(WORDS, 302)]
    assert page.context["form"]["subject"].value() == "Typed"
    assert desk.get(WORDS).context["form"]["subject"].value() == "Choose a new password"
    assert OutgoingMessage.objects.get(related_kind="test").subject == "Test: Typed"
    assert not MailWords.objects.exists()
    refused = desk.post(f"{WORDS}test/", {"subject": "Typed", "text": "{nobody}"})
    assert refused.status_code == 422
    assert OutgoingMessage.objects.count() == 1


def test_it_goes_back_and_keeps_what_was_written(desk: Browser) -> None:
    desk.post(WORDS, {"subject": "Mine", "text": "{link}"})
    desk.post(f"{WORDS}standard/")
    page = desk.get(WORDS).content.decode()
    assert "Standard words" in page
    assert "Mine" in page


def test_it_leaves_out_only_mails_that_may_be_left_out(desk: Browser) -> None:
    assert desk.post(f"{WORDS}sending/", {"on": "0"}).status_code == 404
    optional = f"{BASE}words/order_paid_studio/"
    desk.post(f"{optional}sending/", {"on": "0"})
    assert "Send this mail" in desk.get(optional).content.decode()


@pytest.mark.parametrize("template", ["sign_in_code", "sign_in_code_or_link"])
def test_it_shows_nobody_the_digits_that_let_a_client_in(
    desk: Browser, carla: Person, template: str
) -> None:
    context = {"digits": "042117", "path": "/welcome/" if "link" in template else ""}
    with transaction.atomic():
        found = outbox.post(key="d", to=carla.email, template=template, context=context).message
    assert "042 117" in found.subject
    for place in ("", f"{found.uuid}/", f"{found.uuid}/body/", f"{found.uuid}/body/?part=text"):
        page = desk.get(f"{BASE}sent/{place}").content.decode()
        assert "Sign-in by a code" in page or "personal way in" in page
        assert "042 117" not in page
    for words, count in (("042 117", "0 mails"), (carla.email, "1 mail")):
        assert count in desk.get(f"{BASE}sent/", {"q": words}).content.decode()


def test_it_hides_ways_in_from_whoever_reads_the_log(desk: Browser, carla: Person) -> None:
    found = reset(carla)
    for part in ("", "?part=text"):
        page = desk.get(f"{BASE}sent/{found.uuid}/body/{part}").content.decode()
        assert "q" * 20 not in page
        assert "/account/password/…" in page


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/booking/{secret}/", "/booking/…/"),
        ("/orders/{known}/open/{secret}/?pay=1", "/orders/{known}/open/…/?pay=1"),
        ("/galleries/{known}/", "/galleries/{known}/"),
        ("/studio/bookings/{known}/", "/studio/bookings/{known}/"),
    ],
)
def test_it_leaves_ids_in_links_and_no_secret_as_long_as_they_are(path: str, shown: str) -> None:
    names = {"secret": "s" * 22, "known": "k" * 22}
    for host in ("acme.localhost:8000", "photos.a-name-that-is-as-long-as-secrets.example"):
        body = f'<a href="http://{host}{path.format(**names)}">See it</a>'
        assert frames.masked(body) == f'<a href="http://{host}{shown.format(**names)}">See it</a>'


def test_it_filters_the_log(desk: Browser, carla: Person, alice: Person) -> None:
    reset(carla, related=("gallery", "abc"))
    reset(alice, "other")
    for query, count in (("q=carla", 1), ("state=failed", 0), ("about=gallery:abc", 1), ("", 2)):
        page = desk.get(f"{BASE}sent/?{query}").content.decode()
        assert page.count('<th scope="row">') == count, query
    assert desk.get(f"{BASE}sent/?state=nothing").status_code == 400


def test_it_sends_again_as_a_mail_of_its_own(desk: Browser, carla: Person) -> None:
    found = reset(carla)
    desk.post(f"{BASE}sent/{found.uuid}/again/")
    assert OutgoingMessage.objects.count() == 1
    OutgoingMessage.objects.update(state="sent")
    desk.post(f"{BASE}sent/{found.uuid}/again/")
    copy = OutgoingMessage.objects.get(again_of=found)
    assert (copy.state, copy.subject) == ("queued", found.subject)
    assert copy.message_id != found.message_id
    assert str(copy.uuid) in desk.get(f"{BASE}sent/{found.uuid}/").content.decode()


def test_it_allows_mail_again_with_one_click(desk: Browser, carla: Person) -> None:
    at = timezone.now()
    stops.stop(email=carla.email, what="all", reason="bounced", at=at, said="550 no")
    found = reset(carla)
    client = f"/studio/clients/{Client.objects.get(person=carla).public_id}/"
    assert "Nothing more is sent" in desk.get(client).content.decode()
    page = desk.get(f"{BASE}sent/{found.uuid}/").content.decode()
    assert "Allow mail to this address again" in page
    assert "550 no" in desk.get(f"{BASE}addresses/").content.decode()
    stop = stops.of(carla.email)
    assert stop is not None
    desk.post(f"{BASE}addresses/{stop.public_id}/allow/")
    assert stops.of(carla.email) is None


def test_it_leaves_it_to_readers_whether_they_unsubscribe(desk: Browser) -> None:
    stops.stop(email="x@example.org", what="news", reason="asked", at=timezone.now())
    from_page = desk.get(f"{BASE}addresses/").content.decode()
    assert "x@example.org" in from_page
    assert "Allow again" not in from_page
