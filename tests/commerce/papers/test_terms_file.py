"""Row 8: the studio's terms as a PDF go along with what is delivered."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, TermsFile
from modules.commerce.services.delivery import delivering, recalculating, terms_file
from modules.commerce.services.delivery.terms_file import NotATermsFile
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import customer, mails, photos_of, place, retouch

Open = Callable[..., Browser]
URL = "/studio/orders/terms/"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def placed(gallery: Gallery, carla: Person) -> Order:
    return place(customer(carla), gallery)


def keep(by: Person, body: bytes = PDF, name: str = "Terms.pdf") -> TermsFile:
    return terms_file.keep(file=BytesIO(body), name=name, by=by, at=timezone.now())


def deliver(order: Order, gallery: Gallery, by: Person) -> None:
    retouch(*photos_of(gallery))
    recalculating.recalculate(order=order, by=by, at=timezone.now())
    delivering.deliver_ready(order=order, by=by, at=timezone.now())
    drain(delayed=True)


def test_row_8_it_goes_along_with_the_delivery_only(
    placed: Order, gallery: Gallery, alice: Person
) -> None:
    keep(alice, name="Our terms.pdf")
    deliver(placed, gallery, alice)
    (delivered,) = mails("order_delivered")
    assert [each["name"] for each in delivered.attachments] == ["Our terms.pdf"]
    sent = {each.subject: each.attachments for each in mail.outbox}
    assert [(a[0], a[1], a[2]) for a in sent[delivered.subject]] == [
        ("Our terms.pdf", PDF, "application/pdf")
    ]
    assert mails("order_placed")[0].attachments == []


def test_it_leaves_out_what_was_taken_away(placed: Order, gallery: Gallery, alice: Person) -> None:
    keep(alice)
    terms_file.leave_out(by=alice, at=timezone.now())
    deliver(placed, gallery, alice)
    assert mails("order_delivered")[0].attachments == []


def test_it_sends_the_file_that_held_when_the_mail_was_posted(
    inside_acme: Studio, alice: Person
) -> None:
    first = keep(alice)
    second = keep(alice, PDF + b"%%EOF\n")
    assert terms_file.current() == second
    assert [each.key for each in terms_file.attachments()] == [second.object_key]
    assert first.object_key != second.object_key


@pytest.mark.parametrize(
    ("body", "sentence"),
    [(b"<html>", "no PDF"), (b"%PDF-1.7 torn", "no PDF"), (b"", "no PDF"),
     (PDF + b" " * terms_file.LARGEST, "larger than 5 MB")],
)  # fmt: skip
def test_it_refuses_what_is_no_pdf_or_too_large(
    body: bytes, sentence: str, inside_acme: Studio, alice: Person
) -> None:
    with pytest.raises(NotATermsFile, match=sentence):
        keep(alice, body)
    assert not TermsFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\r\nBcc: x.pdf", "a Bcc- x.pdf"), ("../../etc/passwd", "etc-passwd.pdf"),
     ("", "terms.pdf"), ("AGB.PDF", "AGB.pdf")],
)  # fmt: skip
def test_it_keeps_a_name_that_harms_no_header_and_no_disk(
    given: str, kept: str, inside_acme: Studio, alice: Person
) -> None:
    assert keep(alice, name=given).name == kept


def test_it_is_set_and_taken_away_on_its_page(
    inside_acme: Studio, alice: Person, browser: Open
) -> None:
    page = browser(inside_acme, alice)
    bad = SimpleUploadedFile("x.pdf", b"nothing")
    assert "This is no PDF" in page.post(URL, {"terms": bad}, follow=True).content.decode()
    good = SimpleUploadedFile("AGB.pdf", PDF)
    assert "AGB.pdf" in page.post(URL, {"terms": good}, follow=True).content.decode()
    assert "AGB.pdf" not in page.post(URL, {"action": "leave-out"}, follow=True).content.decode()
    assert page.post(URL, {}).status_code == 422
    assert terms_file.current() is None
