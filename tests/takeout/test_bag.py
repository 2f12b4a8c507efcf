"""An export as its owner gets it: a bag that is proven by another program than ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import jsonschema
import pytest
from django.test import Client as Browser

from modules.commerce.models import Document, Order
from modules.gallery.models import Gallery, Photo, PhotoVersion, Rating
from safelight.accounts.models import Person, Visitor
from safelight.outbox.models import OutgoingMessage
from safelight.storage import keys, objects
from safelight.takeout.models import Export
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.papers import papers
from tests.gallery.factories import make_gallery, make_photo, original
from tests.support import world
from tests.takeout import bags, filling

Open = Callable[..., Browser]


@pytest.fixture
def filled(acme: Studio, carla: Person) -> Studio:
    """Two photos of one name in one gallery, one of them rated; a paper; words of the studio."""
    with tenant_context(acme):
        wedding = make_gallery(title="Wedding 50% / spring")
        below = make_gallery(title="Party", parent=wedding)
        rated = make_photo(name="IMG 1.jpg", in_gallery=wedding, stored=True)
        make_photo(name="img 1.JPG", in_gallery=wedding, stored=True)
        make_photo(name="../évil.jpg", in_gallery=below, stored=True)
        Photo.objects.filter(pk=rated.pk).update(title="The <first>", keywords=["rings"])
        digest = hashlib.sha256(original()).hexdigest()
        PhotoVersion.objects.update(sha256=digest)
        visitor = Visitor.objects.create(person=carla)
        Rating.objects.create(visitor=visitor, photo=rated, stars=4, at=rated.created_at)
        order = Order.objects.create(
            number=1, visitor=visitor, person=carla, email=carla.email, name=carla.name,
            currency="EUR", placed_at=rated.created_at, placement_key="k",
        )  # fmt: skip
        Document.objects.create(
            order=order, kind="invoice", number=1, issued_at=rated.created_at, data=papers.said()
        )
    return acme


def test_it_is_a_valid_bag_with_every_file_as_it_was(
    filled: Studio, alice: Person, browser: Open, tmp_path: Path
) -> None:
    export = bags.exported(filled, alice)
    bag = bags.unpacked(filled, browser(filled, alice), export, tmp_path)
    assert bagit.Bag(str(bag)).validate()
    mapped = {
        line["row"]: line for line in bags.rows(bag, "files.jsonl") if line["kind"] == "photo"
    }
    with tenant_context(filled):
        for version in PhotoVersion.objects.all():
            with objects.from_environment().open(keys.join(version.object_key, "original")) as file:
                assert (bag / "data" / mapped[version.pk]["path"]).read_bytes() == file.read()
            assert mapped[version.pk]["name"] == version.name
    found = sorted(path.name for path in (bag / "data/photos/Wedding 50_ - spring").iterdir())
    assert found == ["IMG 1.jpg", "IMG 1.jpg.xmp", "Party", "img 1 (2).JPG"]
    assert [path.suffix for path in (bag / "data/invoices").iterdir()] == [".pdf"]


def test_it_says_what_clients_said_beside_the_file(
    filled: Studio, alice: Person, browser: Open, tmp_path: Path
) -> None:
    bag = bags.unpacked(filled, browser(filled, alice), bags.exported(filled, alice), tmp_path)
    packet = (bag / "data/photos/Wedding 50_ - spring/IMG 1.jpg.xmp").read_text()
    assert "<xmp:Rating>4</xmp:Rating>" in packet
    assert "The &lt;first&gt;" in packet
    assert "<rdf:li>rings</rdf:li>" in packet


def test_iso_22_it_fits_the_schema_that_goes_along_and_has_no_word_of_another_studio(
    filled: Studio, bolt: Studio, alice: Person, browser: Open, tmp_path: Path
) -> None:
    """ISO-22, its half about exports."""
    bag = bags.unpacked(filled, browser(filled, alice), bags.exported(filled, alice), tmp_path)
    schema = json.loads((bag / "data/schema.json").read_text())
    for path in schema["$defs"]:
        checker = jsonschema.Draft202012Validator(schema["$defs"][path])
        for line in bags.rows(bag, path):
            checker.validate(line)
    people = bags.rows(bag, "accounts/person.jsonl")
    assert {person["email"] for person in people} >= {"alice@example.org", "carla@example.org"}
    whole = b"".join(path.read_bytes() for path in bag.rglob("*") if path.is_file())
    assert world.canary("acme").encode() in whole
    assert world.canary("bolt").encode() not in whole
    assert b"argon2" not in whole


def test_it_goes_on_where_a_download_was_cut(filled: Studio, alice: Person, browser: Open) -> None:
    export, opened = bags.exported(filled, alice), browser(filled, alice)
    whole = bags.downloaded(filled, opened, export)
    assert len(whole) == export.bytes
    assert bags.downloaded(filled, opened, export, range="bytes=1000-") == whole[1000:]


def test_it_names_a_file_that_the_storage_has_lost_and_is_a_valid_bag_still(
    filled: Studio, alice: Person, browser: Open, tmp_path: Path
) -> None:
    with tenant_context(filled):
        lost = Photo.objects.get(name="IMG 1.jpg").version
        assert lost is not None
        objects.from_environment().delete_object(lost.object_key)
    export = bags.exported(filled, alice)
    bag = bags.unpacked(filled, browser(filled, alice), export, tmp_path)
    assert export.missing == 1
    assert bags.rows(bag, "missing.jsonl")[0]["row"] == lost.pk
    assert bagit.Bag(str(bag)).validate()


def test_it_mails_whoever_asked(filled: Studio, alice: Person) -> None:
    export = bags.exported(filled, alice)
    assert export.state == Export.State.READY
    with tenant_context(filled):
        mail = OutgoingMessage.objects.get(template="takeout_ready")
    assert mail.to_email == alice.email
    assert "/studio/settings/export/" in mail.text_body


def test_it_has_the_galleries_of_the_studio(
    filled: Studio, alice: Person, browser: Open, tmp_path: Path
) -> None:
    bag = bags.unpacked(filled, browser(filled, alice), bags.exported(filled, alice), tmp_path)
    with tenant_context(filled):
        titles = set(Gallery.objects.values_list("title", flat=True))
    assert {row["title"] for row in bags.rows(bag, "gallery/gallery.jsonl")} == titles


def test_it_has_every_photo_and_order_of_a_larger_studio(
    acme: Studio, alice: Person, browser: Open, tmp_path: Path
) -> None:
    with tenant_context(acme):
        filling.fill(photos=60, orders=5)
    whole = bags.downloaded(acme, browser(acme, alice), bags.exported(acme, alice))
    (tmp_path / "export.zip").write_bytes(whole)
    with tenant_context(acme):
        assert filling.check(tmp_path / "export.zip").startswith("60 photos equal the originals, 5")
