"""What modules above do with galleries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from modules.gallery import facade
from modules.gallery.access import Viewer, decide
from modules.gallery.models import Authorization, Gallery, Photo
from modules.gallery.services import client_codes, sendings
from safelight.accounts.models import Person
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio

from .conftest import AddPhoto

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
CARLA = facade.Address(email="Carla@example.org", name="Carla")


@pytest.fixture
def made(inside_acme: Studio) -> Gallery:
    return facade.make_gallery(
        title="Ida", preset="protected_retouch", client=CARLA, code="", choose_until=AT
    )


def test_it_makes_a_draft_with_its_client_and_a_code(made: Gallery) -> None:
    assert (made.is_published, made.choose_until) == (False, AT)
    rows = Authorization.objects.filter(gallery=made)
    assert [row.client.person.email for row in rows if row.client] == ["carla@example.org"]
    code = client_codes.of(made)
    assert code is not None
    assert len(code.code) == client_codes.LENGTH
    assert (code.order, code.originals) == (True, "final")


def test_it_sends_the_link_with_the_code_once(made: Gallery, alice: Person) -> None:
    facade.publish(drafts=[made], at=AT)
    for _time in range(2):
        facade.send_link(
            gallery=made, client=CARLA, subject="Your photos", message="Here they are.",
            key="booking:7", by=alice, at=AT, with_code=True,
        )  # fmt: skip
    (mail,) = OutgoingMessage.objects.all()
    code = client_codes.of(made)
    assert code is not None
    assert code.code in mail.text_body
    assert code.code in mail.html_body


def test_it_sends_no_draft(made: Gallery, alice: Person) -> None:
    with pytest.raises(sendings.GalleryIsDraft):
        facade.send_link(
            gallery=made, client=CARLA, subject="x", message="y", key="k", by=alice, at=AT
        )


def test_it_says_when_photos_were_taken(gallery: Gallery, add_photo: AddPhoto) -> None:
    first, other = add_photo(gallery, "a.jpg"), add_photo(gallery, "b.jpg")
    assert facade.set_capture_times(times={first.pk: AT}) == 1
    assert dict(Photo.objects.values_list("pk", "captured_at")) == {first.pk: AT, other.pk: None}
    before = gallery.content_revision
    gallery.refresh_from_db()
    assert gallery.content_revision > before


@pytest.mark.parametrize("typed", ["lind-en 24", "LINDEN24", " linden24"])
def test_it_reads_a_code_however_it_is_typed(made: Gallery, typed: str) -> None:
    assert facade.set_code(gallery=made, code=typed).code == "LINDEN24"


@pytest.mark.parametrize("typed", ["abc", "-----------", "x" * 21])
def test_it_refuses_a_code_that_is_none(made: Gallery, typed: str) -> None:
    with pytest.raises(client_codes.BadCode):
        facade.set_code(gallery=made, code=typed)


def test_it_keeps_the_anybody_row_beside_the_code(made: Gallery) -> None:
    assert not decide(Viewer(), made).enter
    rows = Authorization.objects.filter(gallery=made, client=None)
    assert {row.is_anybody for row in rows} == {True, False}
