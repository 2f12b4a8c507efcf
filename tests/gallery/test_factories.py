"""The factories of the gallery's tests."""

from __future__ import annotations

from modules.gallery import selectors
from safelight.storage import keys, objects
from tenants.models import Studio
from tests.gallery.factories import make_client, make_gallery, make_photo, make_row, original


def test_it_makes_a_gallery_of_ready_photos_in_their_order(inside_acme: Studio) -> None:
    gallery = make_gallery(photos=3)
    last = make_photo(in_gallery=gallery, state="FINAL")
    shown = list(selectors.photos_of(gallery, None))
    assert len(shown) == 4
    assert shown[-1] == last


def test_it_stores_a_photos_files(inside_acme: Studio) -> None:
    version = make_photo(stored=True).version
    assert version is not None
    store = objects.from_environment()
    assert store.size(keys.join(version.object_key, "original")) == len(original())
    assert store.size(keys.join(version.object_key, "400")) == version.renditions["400"][2]


def test_it_lists_a_client_by_address(inside_acme: Studio) -> None:
    row = make_row(make_gallery(), client=make_client("groom@example.org"))
    assert str(row) == "groom@example.org"
