"""Who came in is written down once a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from modules.gallery.facts import Recipient
from modules.gallery.models import AccessEntry, Gallery
from modules.gallery.services import logs

AT = timezone.now()


def recipient(**facts: Any) -> Recipient:
    known = {"visitor_id": None, "person_id": None, "email": "", "remote_address": "10.0.0.1"}
    return Recipient(**known | facts)


def enter(gallery: Gallery, *, hours: float = 0, via: str = "anybody", **facts: Any) -> None:
    logs.entered(gallery=gallery, via=via, who=recipient(**facts), at=AT + timedelta(hours=hours))


def test_it_writes_one_entry_for_a_visit_and_another_for_the_next(gallery: Gallery) -> None:
    for hours in (0, 1, 5.9, 6.1, 7):
        enter(gallery, hours=hours)
    assert AccessEntry.objects.count() == 2


def test_it_tells_visits_apart_by_who_comes_and_by_which_row(gallery: Gallery) -> None:
    for _ in range(2):
        enter(gallery)
        enter(gallery, remote_address="10.0.0.2")
        enter(gallery, via="password")
        enter(gallery, via="client", email="carla@example.org")
        enter(gallery, via="client", email="dora@example.org")
    assert AccessEntry.objects.count() == 5


def test_it_writes_nothing_of_the_team(gallery: Gallery) -> None:
    enter(gallery, via="team")
    assert not AccessEntry.objects.exists()


def test_it_asks_the_database_once_for_many_pages_of_a_visit(
    gallery: Gallery, django_assert_num_queries: Callable[..., Any]
) -> None:
    enter(gallery)
    with django_assert_num_queries(0):
        enter(gallery, hours=1)


def test_it_finds_the_visit_that_another_process_wrote_down(gallery: Gallery) -> None:
    enter(gallery)
    logs._visits.clear()
    enter(gallery, hours=1)
    logs._visits.clear()
    enter(gallery, hours=6.1)
    assert AccessEntry.objects.count() == 2


def test_it_remembers_no_more_visits_than_it_may(gallery: Gallery, monkeypatch: Any) -> None:
    monkeypatch.setattr(logs, "MOST_VISITS", 3)
    for number in range(10):
        enter(gallery, remote_address=f"10.0.1.{number}")
    assert len(logs._visits) <= 3
