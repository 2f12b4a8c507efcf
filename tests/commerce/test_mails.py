"""Whose words go into the mails of an order."""

from __future__ import annotations

from modules.commerce.models import CartItem
from safelight.accounts.models import Person
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.commerce.factories import customer, fill, mails, place, shop

NOTE = "Buy at evil.example"
SOFTER = "Softer skin, please"


def written(person: Person | None) -> tuple[OutgoingMessage, OutgoingMessage]:
    """An order with a note, and one for each photo; the client's mail and the studio's."""
    gallery, who = shop(person), customer(person)
    fill(who, gallery)
    CartItem.objects.update(note=SOFTER)
    place(who, note=NOTE)
    return mails("order_placed")[-1], mails("order_placed_studio")[-1]


def test_it_repeats_no_typed_words_to_an_address_that_anybody_typed(inside_acme: Studio) -> None:
    mine, theirs = written(None)
    for body in (mine.text_body, mine.html_body):
        assert NOTE not in body
        assert SOFTER not in body
    for body in (theirs.text_body, theirs.html_body):
        assert NOTE in body
        assert SOFTER in body


def test_it_repeats_the_notes_to_whoever_signed_in(inside_acme: Studio, carla: Person) -> None:
    mine, _theirs = written(carla)
    for body in (mine.text_body, mine.html_body):
        assert NOTE in body
        assert SOFTER in body
