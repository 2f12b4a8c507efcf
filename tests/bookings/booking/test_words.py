"""Words with variables: contracts, mails, and the signature under them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy

from modules.bookings.models import Signature
from modules.bookings.services import wording
from modules.bookings.services.booking import invite, telling
from modules.bookings.services.contracts import paper, signing
from modules.bookings.services.fees import charging
from modules.bookings.services.mails import posting, words
from safelight.accounts.services import people
from safelight.outbox.models import OutgoingMessage
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour

NOBODY = signing.Signer(name="", agrees=False, remote_address=None, browser="")
pytestmark = pytest.mark.usefixtures("inside_acme")


def _signed(text: str = making.CONTRACT, **signer: object) -> Signature:
    portrait, package = making.offered()
    making.with_contract(portrait, text)
    booking = making.held(portrait, package, free_hour())
    who: dict[str, Any] = {
        "name": "Carla Client",
        "agrees": True,
        "remote_address": "192.0.2.7",
        "browser": "Test",
    }
    seen = signing.show(booking=booking, at=timezone.now(), remote_address="192.0.2.7").sha256
    return signing.sign(
        booking=booking, signer=signing.Signer(**who | signer), seen=seen, at=timezone.now()
    )


@pytest.mark.parametrize("text", ["Dear {{nobody}}", "Dear {{client_name", "{{ }}"])
def test_it_refuses_words_that_nobody_could_fill_in(text: str) -> None:
    with pytest.raises(wording.UnknownVariables):
        wording.check(text)


def test_it_fills_in_a_value_and_never_reads_it_for_variables() -> None:
    assert wording.fill("Dear {{ client_name }}", {"client_name": "{{fee}}"}) == "Dear {{fee}}"


def test_it_names_the_mail_whose_words_are_wrong() -> None:
    with pytest.raises(words.MailWordsRefused) as refused:
        words.checked({"reminder": {"subject": "", "text": "{{nobody}}"}})
    assert list(refused.value.fields) == ["reminder-text"]


def test_it_takes_the_words_of_the_session_type_and_one_line_as_subject() -> None:
    portrait, package = making.offered(mails={"moved": {"subject": "New: {{client_name}}"}})
    booking = making.held(portrait, package, free_hour(), name="Carla Client")
    said = words.of(portrait, "moved", {"client_name": "Carla\nBcc: x"})
    assert said.subject == "New: Carla Bcc: x"
    assert dict(posting.facts(booking))["What"] == portrait.title


def test_it_keeps_the_very_words_with_their_digest_and_trail() -> None:
    signature = _signed()
    assert "Carla Client" in signature.text
    assert signing.holds(signature)
    assert [each["what"] for each in signature.trail] == ["shown", "agreed", "signed"]
    assert signature.trail[-1]["from"] == "192.0.2.7"
    signature.text += "!"
    assert not signing.holds(signature)


def test_it_signs_once_however_often_it_is_asked() -> None:
    first = _signed()
    again = signing.sign(booking=first.booking, signer=NOBODY, seen="", at=timezone.now())
    assert again.pk == first.pk


def test_it_refuses_words_that_are_not_those_that_were_read() -> None:
    portrait, package = making.offered()
    making.with_contract(portrait)
    booking = making.held(portrait, package, free_hour())
    signer = signing.Signer(name="Carla Client", agrees=True, remote_address=None, browser="")
    with pytest.raises(signing.ContractHasChanged):
        signing.sign(booking=booking, signer=signer, seen="0" * 64, at=timezone.now())


def test_it_makes_the_same_pdf_each_time() -> None:
    signature = _signed(drawn=[[[0, 0], [1000, 1000]]])
    assert signature.drawn == [[[0, 0], [1000, 1000]]]
    assert paper.pdf(signature) == paper.pdf(signature)


@pytest.mark.parametrize("drawn", [[[["x", 1]]], [[[1]]], [[1]], [[[1, 1]]] * 300])
def test_it_passes_over_what_is_no_drawing(drawn: object) -> None:
    assert signing.checked_drawing(drawn) == []  # type: ignore[arg-type]


def test_it_writes_no_line_of_a_calendar_entry_beyond_75_octets() -> None:
    portrait, package = making.offered(title="Ö" * 90, place="Here, there; \\ and\nthere")
    booking = making.held(portrait, package, free_hour())
    written = invite.ics(booking, at=timezone.now())
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert rb"LOCATION:Here\, there\; \\ and\nthere" in written


def test_it_writes_to_a_client_in_their_language_unless_the_type_has_words_of_its_own() -> None:
    portrait, package = making.offered(mails={"moved": {"subject": "New: {{client_name}}"}})
    booking = making.held(portrait, package, free_hour(), name="Nora", email="nora@example.org")
    booking.client = people.list_client(email="nora@example.org")
    booking.client.person.language = "de"
    at, button = timezone.now(), posting.Button(text=gettext_lazy("Pay now"), path="/x/")
    # Whoever's request it is.
    with translation.override("pl"), transaction.atomic():
        for kind in ("payment", "moved"):
            posting.to_client(booking, kind, at=at, button=button)
    theirs, own = OutgoingMessage.objects.order_by("-pk")[:2][::-1]
    assert (theirs.language, own.language) == ("de", "en")
    with translation.override("de"):
        assert gettext("Pay now") in theirs.text_body
    assert "Pay now" not in theirs.text_body
    assert "Pay now" in own.text_body
    assert own.subject == "New: Nora"


def test_it_speaks_to_a_guest_as_the_page_did_and_to_the_team_as_the_studio() -> None:
    portrait, package = making.offered()
    with translation.override("fr"), transaction.atomic():
        booking = making.held(portrait, package, free_hour(), name="Ann", email="ann@example.org")
        telling.asked(booking, at=timezone.now())
    charge = charging.ask(booking, "whole", amount=900, due_on=None, at=timezone.now())
    mails = OutgoingMessage.objects.filter(key__startswith="bookings.").order_by("pk")
    assert {mail.to_email == "ann@example.org": mail.language for mail in mails} == {
        True: "fr",
        False: "en",
    }
    assert mails.get(language="en").subject == "Say yes or no: Ann"
    assert charge.order.language == "fr"
