"""What a studio that moves away would miss: contracts, statements, pictures of the site, hosts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.test import Client as Browser
from django.utils import timezone

from modules.agency.models import Contributor, Statement
from safelight.accounts.models import Person
from safelight.site.models import SitePicture
from safelight.storage import keys, objects
from tenants.context import current_studio, tenant_context
from tenants.models import Studio
from tests.routes import bookings_things
from tests.takeout import bags


def fill() -> None:
    bookings_things.make("canary")
    Statement.objects.create(
        number=7, contributor=Contributor.objects.create(name="Ansel / A"), name="Ansel / A",
        currency="EUR", last_date=date(2026, 5, 31), opening=0, closing=0, entries=0,
        actor="Alice", closed_at=timezone.now(),
    )  # fmt: skip
    of_object = keys.new_object(current_studio().uuid)
    SitePicture.objects.create(
        kind="photo", name="Lake.tiff", object_key=of_object, width=9, height=9, bytes=9,
        variants={"400": "image/webp", "2048": "image/jpeg", "1200": "image/webp"},
    )  # fmt: skip
    for variant in ("400", "1200", "2048"):
        objects.from_environment().write(keys.join(of_object, variant), [variant.encode()])


def test_it_has_papers_pictures_of_the_site_and_hosts(
    acme: Studio, alice: Person, browser: Callable[..., Browser], tmp_path: Path
) -> None:
    with tenant_context(acme):
        fill()
    export = bags.exported(acme, alice)
    bag = bags.unpacked(acme, browser(acme, alice), export, tmp_path) / "data"
    (contract,), (statement,) = (bag / "contracts").iterdir(), (bag / "statements").iterdir()
    assert contract.name.endswith(" Carla canary Contract canary.pdf")
    assert statement.name == "7 Ansel - A.pdf"
    assert {contract.read_bytes()[:5], statement.read_bytes()[:5]} == {b"%PDF-"}
    assert (bag / "site/Lake.jpg").read_bytes() == b"2048"
    said = json.loads((bag / "studio.json").read_text())
    assert said["address"] == acme.address
    assert [host["kind"] for host in said["hosts"]] == ["address"]
    assert {each["module"] for each in said["modules"]} >= {"gallery", "bookings"}
