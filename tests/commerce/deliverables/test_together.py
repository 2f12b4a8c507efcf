"""Thirty downloads at once of a gallery with five included photos: five are given, never six."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from modules.commerce.models import IncludedPhoto
from modules.commerce.services.deliverables import gate
from safelight.jobs import switches
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.committing import forget_jobs, together
from tests.commerce.deliverables.terms import set_terms
from tests.commerce.factories import photos_of, shop

AT_ONCE, INCLUDED = 30, 5


def race(studio: Studio) -> tuple[list[Any], list[int]]:
    """What each of thirty clients was refused, or raised; the numbers that were taken."""
    with tenant_context(studio):
        gallery = shop(None, photos=AT_ONCE)
        set_terms(gallery, included=INCLUDED)
        ids = [photo.pk for photo in photos_of(gallery)]

    def fetch(photo_id: int) -> list[int]:
        with transaction.atomic():
            return gate.count(
                gallery_id=gallery.pk, photo_ids=[photo_id], visitor_id=None, at=timezone.now()
            )

    calls = [lambda pk=pk: fetch(pk) for pk in ids]
    found = [
        each for at in range(0, AT_ONCE, 10) for each in together(studio, *calls[at : at + 10])
    ]
    forget_jobs()
    with tenant_context(studio):
        numbers = IncludedPhoto.objects.order_by("number").values_list("number", flat=True)
        return found, list(numbers)


def test_it_gives_five_of_thirty(fresh_studio: Studio) -> None:
    found, numbers = race(fresh_studio)
    assert numbers == [1, 2, 3, 4, 5]
    assert sorted(len(refused) for refused in found) == [0] * 5 + [1] * 25


def test_it_never_gives_six_even_without_its_lock(
    fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the database still takes each number once, but clients meet that as a failure."""
    monkeypatch.setattr(switches, "is_off", lambda name: name == "locks")
    found, numbers = race(fresh_studio)
    assert len(numbers) <= INCLUDED
    assert numbers == sorted(set(numbers))
    assert any(isinstance(each, Exception) for each in found)
