"""A library's text across the low-resolution downloads of its files, and of nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime

from modules.agency.services import libraries, marks
from modules.agency.services.libraries import Terms
from modules.gallery.models import Gallery
from modules.gallery.services import marking, preparing
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import make_gallery, make_photo

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_it_marks_files_of_the_library_alone(inside_acme: Studio) -> None:
    ours = making.file(making.library("Ada", watermark="© Ada", watermark_opacity=50))
    plain, loose = making.file(making.library("Ben")), make_photo()
    found = marks.of(photo_ids=[ours.pk, plain.pk, loose.pk])
    assert {key: (mark.text, mark.opacity) for key, mark in found.items()} == {
        ours.pk: ("© Ada", 50)
    }  # fmt: skip
    assert marking._marks([ours.pk]) == found


def test_it_ends_links_to_previews_without_the_text(inside_acme: Studio) -> None:
    library, shown = making.library("Ada"), make_gallery()
    photo = making.file(library, in_gallery=shown)
    before = Gallery.objects.get(pk=shown.pk).access_revision
    terms = Terms(name="Ada", watermark="© Ada")
    libraries.change(library=library, terms=terms, by=making.owner(), at=AT)
    assert Gallery.objects.get(pk=shown.pk).access_revision > before
    assert photo.version is not None
    plain = preparing.lowres(photo.version)
    assert plain is not None
    assert plain.key not in marking.keys_now([photo])


def test_it_marks_nothing_with_the_module_switched_off(inside_acme: Studio) -> None:
    photo = making.file(making.library("Ada", watermark="© Ada"))
    inside_acme.switch_off("agency")
    assert marking._marks([photo.pk]) == {}
