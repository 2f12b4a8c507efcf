"""GAL-21, CON-07, WEB-04: whatever people write stays text: on pages, in mails, in lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order, OrderItem
from modules.commerce.services.orders import mails
from modules.gallery.facts import DeliverySource
from modules.gallery.models import DownloadEntry, Gallery, Photo, Pick
from safelight.accounts.models import Person, Visitor
from safelight.accounts.services import people
from safelight.outbox.models import OutgoingMessage
from safelight.site.models import SiteSettings
from safelight.web import csvfiles
from tenants import resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things
from tests.routes.test_crawl import crawl
from tests.support import operators, world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
WORD = "'\"><b id=pwn>"


@pytest.fixture
def made(acme: Studio, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One of everything in acme, with the word in every text."""
    monkeypatch.setattr(things, "secret_of", lambda studio: WORD)
    Studio.objects.filter(pk=acme.pk).update(name=f"Studio {WORD}")
    resolve.forget_all()
    found = things.make(acme)
    with tenant_context(acme):
        SiteSettings.objects.update(name=f"Studio {WORD}", tagline=f"Photos {WORD}")
        Gallery.objects.update(description=WORD)
        Gallery.shown().update(published_at=timezone.now())
        Person.objects.filter(email="carla@example.org").update(name=f"Carla {WORD}")
        Photo.objects.update(title=WORD, caption=WORD, keywords=[WORD])
        gallery = Gallery.shown().get()
        photo = Photo.objects.get(placements__gallery=gallery)
        visitor = Visitor.objects.create(name=WORD)
        Pick.objects.create(photo=photo, visitor=visitor, at=timezone.now())
        DownloadEntry.objects.create(
            gallery=gallery, photo=photo, name=WORD, what="original", email=WORD,
            at=timezone.now(),
        )  # fmt: skip
    return found


@pytest.mark.parametrize("who", ["alice@example.org", "carla@example.org", None])
def test_gal_21_it_shows_words_as_text_on_every_page(
    acme: Studio, made: dict[str, str], browser: Browse, who: str | None
) -> None:
    person = world.person(acme, who) if who else None
    starts = ("/", "/studio/", f"/galleries/{made['gallery']}/", f"/orders/{made['order']}/")
    pages = crawl(browser(acme, person), *starts)
    shown = [text for text in pages.values() if "text/html" in text]
    assert any("pwn" in text for text in shown)
    for path, text in pages.items():
        if "text/html" in text:
            assert "<b id" not in text, path
            assert '"&gt;<' not in text, path


def test_con_07_it_shows_a_studios_words_as_text_in_the_console(made: dict[str, str]) -> None:
    console = operators.sign_in(operators.make(f"Olga {WORD}"))
    pages = crawl(console, "/", f"/studios/{made['studio']}/", "/jobs/")
    assert any("pwn" in text for text in pages.values())
    shown = {path: text for path, text in pages.items() if "text/csv" not in text}
    assert not [path for path, text in shown.items() if "<b id" in text]


def test_gal_21_it_sends_words_as_text(acme: Studio, made: dict[str, str], alice: Person) -> None:
    with tenant_context(acme), transaction.atomic():
        order = Order.objects.get(public_id=made["order"])
        mails.order_placed(order)
        mails.order_cancelled(order)
        mails.order_delivered(order.deliveries.get(), [delivered(order)])
        people.invite_client(email="eve@example.org", name=WORD, by=alice, at=timezone.now())
        sent = list(OutgoingMessage.objects.exclude(state="failed"))
    assert len(sent) == 6
    for mail in sent:
        assert "<b id" not in mail.html_body, mail.template
        assert "\n" not in mail.subject
    assert any("pwn" in mail.html_body for mail in sent)


def delivered(order: Order) -> OrderItem:
    item: OrderItem = order.items.get()
    file = DeliverySource(
        name=f"{WORD}.jpg", key="k", variant="original", bytes=1, crc32=1, media_type="image/jpeg"
    )
    item.file = asdict(file)
    return item


@pytest.mark.parametrize("cell", ["=1+1", "@x", "-2", "+1", "\t=1", "\r=1", "\n=1", " =1", "＝1"])
def test_web_04_it_lets_no_cell_be_a_formula(cell: str) -> None:
    row = csvfiles.respond("x.csv", ["a"], [[cell]]).content.decode().removeprefix("\ufeff")
    assert row.split("a\r\n", 1)[1].startswith(("'", "\"'"))
