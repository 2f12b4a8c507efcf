"""Which final is of which photo, and that finals are in no list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery, Photo
from modules.gallery.services import galleries, photos, transfers
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row

pytestmark = pytest.mark.django_db
Open = Callable[..., Browser]


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    made = make_gallery(title="School fair", hidden=False)
    make_row(made, enter=True)
    return made


@pytest.fixture
def home(gallery: Gallery) -> Gallery:
    return transfers.begin(gallery=gallery, who="anybody")


@pytest.mark.parametrize(
    ("here", "final", "of"),
    [
        ("IMG_1.jpg", "IMG_1.jpg", "IMG_1.jpg"),
        ("IMG_1.CR2", "img_1.jpg", "IMG_1.CR2"),
        ("Mädchen.jpg", "Mädchen.JPG", "Mädchen.jpg"),  # noqa: RUF001 - the same in NFD
        ("IMG_1.jpg", "IMG_1-2.jpg", None),
        ("IMG_1.jpg", "IMG_11.jpg", None),
        ("<b>.jpg", "<B>.png", "<b>.jpg"),
        ("a%00b.jpg", "a%00b.tif", "a%00b.jpg"),
        ("..jpg", "..jpg", "..jpg"),
    ],
)
def test_it_matches_by_name(
    here: str, final: str, of: str | None, gallery: Gallery, home: Gallery
) -> None:
    make_photo(in_gallery=gallery, name=here)
    made = make_photo(in_gallery=home, name=final)
    matching = transfers.matched(gallery)
    assert [pair.photo.name for pair in matching.pairs] == ([of] if of else [])
    assert len(matching.strays) == (0 if of else 1)
    found = transfers.photo_of(gallery, made)
    assert (found.name if found else None) == of


def test_it_gives_to_nobody_what_may_be_of_two_photos(gallery: Gallery, home: Gallery) -> None:
    make_photo(in_gallery=gallery, name="IMG_1.jpg")
    make_photo(in_gallery=gallery, name="IMG_1.png")
    make_photo(in_gallery=home, name="IMG_1.tif")
    exact = make_photo(in_gallery=home, name="IMG_1.png")
    matching = transfers.matched(gallery)
    assert [pair.final.id for pair in matching.pairs] == [exact.pk]
    (stray,) = matching.strays
    assert stray.near == ("IMG_1.jpg", "IMG_1.png")


def test_it_is_begun_once(gallery: Gallery, home: Gallery) -> None:
    assert transfers.begin(gallery=gallery, who="nobody") == home
    gallery.refresh_from_db()
    assert gallery.transfer == "nobody"


def test_it_never_publishes_finals(home: Gallery) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        home.publish(at=timezone.now())


def test_it_is_in_no_list_of_the_team(
    gallery: Gallery, home: Gallery, acme: Studio, browser: Open, alice: Person
) -> None:
    mine = browser(acme, alice)
    listed = mine.get("/api/v1/galleries/").json()["results"]
    assert [each["id"] for each in listed] == [gallery.public_id]
    for address in ("/studio/galleries/", f"/studio/galleries/?under={gallery.public_id}",
                    "/studio/galleries/?q=School", "/studio/galleries/new/"):  # fmt: skip
        assert home.public_id not in mine.get(address).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/galleries/{}/", "/studio/galleries/{}/", "/studio/galleries/{}/settings/",
     "/api/v1/galleries/{}/", "/api/v1/galleries/{}/photos/"],
)  # fmt: skip
def test_it_has_no_page_of_its_own(
    address: str, home: Gallery, acme: Studio, browser: Open, alice: Person
) -> None:
    assert browser(acme, alice).get(address.format(home.public_id)).status_code == 404
    assert browser(acme).get(address.format(home.public_id)).status_code in {302, 401, 403, 404}


def test_it_is_not_part_of_download_all(gallery: Gallery, home: Gallery) -> None:
    make_photo(in_gallery=home, name="A.jpg")
    assert not Photo.objects.filter(placements__gallery=gallery).exists()
    assert galleries.loss(gallery=gallery) == galleries.Loss(galleries=1, photos=1)


def test_it_goes_with_its_gallery(gallery: Gallery, home: Gallery) -> None:
    final = make_photo(in_gallery=home, name="A.jpg")
    galleries.delete(gallery=gallery)
    assert not Photo.objects.filter(pk=final.pk).exists()
    assert not Gallery.objects.filter(pk=home.pk).exists()


def test_it_ends_links_when_a_photo_gets_another_name(gallery: Gallery, home: Gallery) -> None:
    photo = make_photo(in_gallery=gallery, name="A.jpg")
    before = home.access_revision
    photos.rename(photo=photo, name="B.jpg")
    home.refresh_from_db()
    assert home.access_revision > before


def test_it_deletes_the_ticked_finals_and_no_photo(
    gallery: Gallery, home: Gallery, acme: Studio, browser: Open, alice: Person
) -> None:
    photo, final = make_photo(in_gallery=gallery, name="A.jpg"), make_photo(in_gallery=home)
    address = f"/studio/galleries/{gallery.public_id}/transfer/finals/"
    browser(acme, alice).post(address, {"final": [photo.public_id, final.public_id]})
    assert list(Photo.objects.all()) == [photo]
