"""The last day of galleries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery, Retention
from modules.gallery.services import closing, galleries, reminding, retaining, sendings
from modules.gallery.settings import GallerySettings
from safelight.accounts.models import ClientGroup, Person
from safelight.outbox import kinds, wordings
from safelight.outbox.models import OutgoingMessage
from safelight.site.services import settings
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_row

pytestmark = pytest.mark.usefixtures("inside_acme")
NOW = timezone.now()
DAY = timedelta(days=1)


def usual(**values: Any) -> None:
    settings.change_module(module="gallery", settings=GallerySettings(**values))


def test_it_gives_the_usual_last_day_to_what_is_published_from_now_on() -> None:
    before = make_gallery()
    usual(open_days=30)
    drafts = [make_gallery(published_at=None), make_gallery(published_at=None, closes_at=NOW + DAY)]
    drafts.append(make_gallery(published_at=None, parent=drafts[0]))
    for draft in drafts:
        galleries.publish(gallery=draft, at=NOW)
    days = [each.closes_at for each in Gallery.objects.filter(pk__gte=before.pk).order_by("pk")]
    assert days == [None, NOW + 30 * DAY, NOW + DAY, None]


def test_it_publishes_nothing_whose_last_day_is_over() -> None:
    draft = make_gallery(published_at=None, closes_at=NOW - DAY)
    with pytest.raises(galleries.LastDayHasPassed, match="Choose a later one"):
        galleries.publish(gallery=draft, at=NOW)


def test_it_sends_nobody_to_a_closed_door() -> None:
    parent = make_gallery(title="Summer", closes_at=NOW - DAY)
    with pytest.raises(sendings.GalleryIsDraft, match="“Summer” has closed"):
        sendings._refuse_draft(make_gallery(parent=parent))


def test_row_19_it_warns_clients_and_tells_once_that_it_has_closed(carla: Person) -> None:
    gallery = make_gallery(title="Garden", closes_at=NOW + 8 * DAY)
    group = ClientGroup.objects.create(name="Family")
    group.clients.add(carla.client)
    make_row(gallery, group=group)
    wordings.switch(mail=kinds.find("gallery_closing"), on=True)
    for days in (0, 2, 2, 9, 9):
        closing.close(at=NOW + days * DAY)
        reminding.remind(at=NOW + days * DAY)
    told = OutgoingMessage.objects.order_by("pk").values_list("template", "to_email")
    assert list(told) == [
        ("gallery_closes", "carla@example.org"), ("gallery_closing", "hello@acme.example"),
        ("gallery_closed", "carla@example.org"), ("gallery_shut", "hello@acme.example"),
    ]  # fmt: skip


def test_row_251_it_counts_the_days_of_keeping_from_the_last_day() -> None:
    usual(retention_days=90)
    gallery = make_gallery(closes_at=NOW - 70 * DAY, choose_until=NOW - 200 * DAY)
    make_gallery(closes_at=NOW - 50 * DAY, choose_until=NOW - 200 * DAY)
    retaining.retain(at=NOW)
    row = Retention.objects.get()
    assert (row.gallery, row.delete_at) == (gallery, NOW + 30 * DAY)


def test_it_is_set_by_the_form_and_listed_as_closed(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    gallery = make_gallery(title="Garden")
    hers, place = browser(acme, alice), f"/studio/galleries/{gallery.public_id}/settings/"
    fields = {"title": "Garden", "style": "standard", "layout": "rows"}
    answer = hers.post(place, {**fields, "closes_at": "next year"})
    assert answer.status_code == 422
    assert hers.post(place, {**fields, "closes_at": "2026-01-02T18:00"}).status_code == 302
    gallery.refresh_from_db()
    assert gallery.is_closed
    closed = hers.get("/studio/galleries/?show=closed").content.decode()
    assert "Garden" in closed
    assert ">Closed</span>" in closed
    assert "Garden" not in hers.get("/studio/galleries/?show=published").content.decode()
