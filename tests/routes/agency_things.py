"""A library with a file in it, and a set of rights, for routes that name them."""

from __future__ import annotations

from modules.agency.models import Library, RightsSet
from modules.gallery import facade as gallery
from tests.gallery.factories import make_photo


def of_libraries(secret: str) -> dict[str, str]:
    library = Library.objects.create(
        name=f"Desk {secret}", home=gallery.make_home(name=f"Desk {secret}"), note=secret
    )
    photo = make_photo(name=f"desk-{secret}.jpg")
    gallery.place_in_home(home=library.home, photo_ids=[photo.pk])
    rights_set = RightsSet.objects.create(name=f"Hand {secret}", rights=["see"])
    return {
        "library": library.public_id, "library_file": photo.public_id,
        "rights_set": rights_set.public_id,
    }  # fmt: skip
