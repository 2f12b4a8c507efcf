"""Orders to a lab by e-mail (B12): one mail with sheet and links, and a copy to the studio."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from modules.labs.adapters.mailed import LAB
from modules.labs.contract import Accepted, Away, NoNews, Progress, Refused, Submission, Works
from safelight.jobs.testing import drain
from safelight.outbox.models import OutgoingMessage
from safelight.storage import objects
from tenants.models import Studio
from tests.labs import making

LAB_ADDRESS = "orders@darkroom.example"
ACCOUNT = making.account({"email": LAB_ADDRESS, "copy": "", "customer_number": "K-17"})
TOKEN = "https://acme.test/labs/files/token-1"


@pytest.fixture
def order(inside_acme: Studio) -> Submission:
    piece = making.piece(making.print_file(making.picture()))
    return making.submission(piece, links_end_at=making.PLACED + timedelta(days=14))


def letters(template: str = "labs_order") -> dict[str, OutgoingMessage]:
    return {each.to_email: each for each in OutgoingMessage.objects.filter(template=template)}


def test_it_mails_the_lab_and_a_copy_to_the_studio(order: Submission) -> None:
    answer = LAB.submit(ACCOUNT, order)
    assert isinstance(answer, Accepted)
    assert (answer.progress.lab_id, answer.repeated) == ("LAB-0007", False)
    found = letters()
    assert set(found) == {LAB_ADDRESS, "hello@acme.example"}
    assert found["hello@acme.example"].subject.startswith("Copy: ")
    for each in found.values():
        for body in (each.text_body, each.html_body):
            for told in (TOKEN, "Lindenweg 3", "K-17", "May 18, 2026", "Fine art print", "matte"):
                assert told in body
    assert found[LAB_ADDRESS].reply_to == "hello@acme.example"


def test_it_attaches_the_order_sheet(order: Submission) -> None:
    LAB.submit(ACCOUNT, order)
    drain()
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        name, body, media_type = sent.attachments[0]
        assert (name, media_type) == ("Print order LAB-0007.pdf", "application/pdf")
        assert bytes(body)[:5] == b"%PDF-"


def test_it_sends_one_mail_however_often_it_is_asked(order: Submission) -> None:
    LAB.submit(ACCOUNT, order)
    answer = LAB.submit(ACCOUNT, order)
    assert isinstance(answer, Accepted)
    assert answer.repeated
    assert OutgoingMessage.objects.count() == 2


def test_it_says_that_an_order_was_sent_before(order: Submission) -> None:
    LAB.submit(ACCOUNT, order)
    again = making.submission(*order.pieces, key="key-2", again=1)
    answer = LAB.submit(ACCOUNT, again)
    assert isinstance(answer, Accepted)
    assert answer.progress.lab_id == "LAB-0007"
    latest = OutgoingMessage.objects.get(key="labs.mailed:key-2")
    assert latest.subject == "Sent again: print order LAB-0007"
    assert "print it only once" in latest.text_body


def test_it_is_away_while_the_storage_is(
    order: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise objects.StorageAway("no answer")

    monkeypatch.setattr(objects.FileStore, "write", away)
    assert isinstance(LAB.submit(ACCOUNT, order), Away)
    assert not OutgoingMessage.objects.exists()


def test_it_refuses_an_order_whose_file_is_gone(order: Submission) -> None:
    of_object = order.pieces[0].files[0].key.rpartition("/")[0]
    objects.from_environment().delete_object(of_object)
    answer = LAB.submit(ACCOUNT, order)
    assert isinstance(answer, Refused)
    assert [each.piece for each in answer.issues] == ["piece-1"]
    assert not OutgoingMessage.objects.exists()


def test_it_tells_that_a_mail_was_refused(order: Submission) -> None:
    assert isinstance(LAB.status(ACCOUNT, lab_id="LAB-0007"), NoNews)
    LAB.submit(ACCOUNT, order)
    message = letters()[LAB_ADDRESS]
    message.fail(error="The mail server answered 550 no such user")
    progress = LAB.status(ACCOUNT, lab_id="LAB-0007")
    assert isinstance(progress, Progress)
    assert [each.code for each in progress.issues] == ["mail_failed"]
    assert "550 no such user" in progress.issues[0].sentence


def test_it_asks_the_lab_once_to_take_an_order_back(order: Submission) -> None:
    LAB.submit(ACCOUNT, order)
    for _again in range(2):
        answer = LAB.cancel(ACCOUNT, lab_id="LAB-0007")
        assert isinstance(answer, Refused)
        assert answer.code == "asked"
    assert len(letters("labs_take_back")) == 2
    assert len(letters()) == 2


@pytest.mark.parametrize("typed", [{"email": ""}, {"email": "x@"}, {"email": "", "copy": "a@b"}])
def test_it_checks_what_was_typed(typed: dict[str, str], inside_acme: Studio) -> None:
    assert isinstance(LAB.check(making.account(typed)), Refused)
    assert isinstance(LAB.check(ACCOUNT), Works)
