"""The gallery's page as its clients see it."""

from __future__ import annotations

import gzip

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.gallery.models import Comment, Gallery, Photo, Pick, Rating
from modules.gallery.services import photos
from safelight.accounts.models import Person, Visitor
from safelight.site.services import settings
from safelight.web import packed
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row
from tests.support import world


def shown(browser: Browser, gallery: Gallery, query: str = "") -> str:
    return browser.get(f"/galleries/{gallery.public_id}/{query}").content.decode()


def photos_of(gallery: Gallery) -> list[Photo]:
    return list(Photo.objects.filter(placements__gallery=gallery).order_by("placements__position"))


def test_it_works(guest: Browser, gallery: Gallery) -> None:
    response = guest.get(f"/galleries/{gallery.public_id}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Ida &amp; Jonas" in html
    assert html.count('data-id="') == 3
    assert "3 photos" in html
    assert response["Cache-Control"] == "private, no-store"


def test_it_says_that_there_are_no_photos_yet(guest: Browser, inside_acme: Studio) -> None:
    gallery = make_gallery()
    make_row(gallery)
    assert "There are no photos here yet" in shown(guest, gallery)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?picked=yes", ["IMG_0.JPG"]),
        ("?picked=no", ["IMG_1.JPG", "IMG_2.JPG"]),
        ("?stars=3", ["IMG_1.JPG"]),
        ("?stars=5", []),
        ("?state=FINAL", ["IMG_2.JPG"]),
        ("?commented=yes", ["IMG_0.JPG"]),
        ("?ordered=yes", []),
        ("?picked=maybe&stars=9&state=x&after=x", ["IMG_0.JPG", "IMG_1.JPG", "IMG_2.JPG"]),
    ],
)
def test_it_filters_without_scripts(
    query: str, names: list[str], acme: Studio, carla: Person, gallery: Gallery
) -> None:
    visitor, now = Visitor.objects.create(person=carla), timezone.now()
    first, second, third = photos_of(gallery)
    Pick.objects.create(photo=first, visitor=visitor, at=now)
    Rating.objects.create(photo=second, visitor=visitor, stars=3, at=now)
    Comment.objects.create(gallery=gallery, photo=first, visitor=visitor, text="Fine", at=now)
    photos.set_state(photo_ids=[third.pk], state="FINAL")
    html = shown(world.browser(acme, carla), gallery, query)
    assert [name for name in ("IMG_0.JPG", "IMG_1.JPG", "IMG_2.JPG") if name in html] == names


def test_it_goes_on_behind_the_first_screen_and_keeps_the_filter(
    guest: Browser, inside_acme: Studio
) -> None:
    gallery = make_gallery(photos=50)
    make_row(gallery)
    html = shown(guest, gallery, "?picked=no")
    last = photos_of(gallery)[47]
    assert html.count('data-id="') == 48
    assert f"?picked=no&amp;after={last.public_id}" in html
    assert shown(guest, gallery, f"?picked=no&after={last.public_id}").count('data-id="') == 2


def test_gal_01_it_counts_comments_of_this_gallery_only(guest: Browser, gallery: Gallery) -> None:
    other, visitor = make_gallery(), Visitor.objects.create()
    Comment.objects.create(
        gallery=other, photo=photos_of(gallery)[0], visitor=visitor, text="Elsewhere",
        at=timezone.now(),
    )  # fmt: skip
    assert 'data-comments="1"' not in shown(guest, gallery)


@pytest.mark.parametrize("parent_is_open", [True, False])
def test_gal_01_it_names_the_gallery_above_to_those_who_may_enter_it(
    parent_is_open: bool, guest: Browser, inside_acme: Studio
) -> None:
    parent = make_gallery(title="Secret shoot", hidden=False)
    make_row(parent, enter=parent_is_open)
    gallery = make_gallery(parent=parent)
    make_row(gallery)
    assert ("Secret shoot" in shown(guest, gallery)) is parent_is_open


@pytest.mark.parametrize(
    "title", ['0;url=//x" http-equiv="refresh', '"><script>x', "</title>{{7*7}}"]
)
def test_gal_21_it_shows_a_title_as_text_only(
    title: str, guest: Browser, inside_acme: Studio
) -> None:
    gallery = make_gallery(title=title, description=title, hidden=False, photos=1)
    make_row(gallery)
    make_photo(in_gallery=gallery, name=f"{title}.JPG", caption=title)
    for path in ("/", f"/galleries/{gallery.public_id}/"):
        assert title not in guest.get(path).content.decode()


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "<svg onload=x>", '<a href=" javascript:x">y</a>']
)
def test_gal_22_it_makes_no_link_and_no_element_of_a_description(
    text: str, guest: Browser, inside_acme: Studio
) -> None:
    gallery = make_gallery(description=text)
    make_row(gallery)
    html = shown(guest, gallery)
    assert 'href="javascript' not in html
    assert "<svg onload" not in html
    assert 'href=" javascript' not in html


def test_it_shows_a_change_at_once(guest: Browser, gallery: Gallery) -> None:
    assert shown(guest, gallery).count('data-state="FINAL" data-actions') == 0
    photos.set_state(photo_ids=[photos_of(gallery)[0].pk], state="FINAL")
    assert shown(guest, gallery).count('data-state="FINAL" data-actions') == 1


def test_it_shows_nobody_what_is_kept_for_another(
    acme: Studio, carla: Person, gallery: Gallery
) -> None:
    mine, other = world.browser(acme, carla), world.browser(acme)
    photo = photos_of(gallery)[0]
    mine.put(f"/api/v1/galleries/{gallery.public_id}/photos/{photo.public_id}/pick/")
    assert 'data-picked="1"' in shown(mine, gallery)
    assert 'data-picked="1"' not in shown(other, gallery)
    assert 'data-picked="1"' in shown(mine, gallery)


def test_it_keeps_pages_apart_by_rights(acme: Studio, carla: Person, gallery: Gallery) -> None:
    make_row(gallery, client=carla.client)
    assert "Download all" in shown(world.browser(acme), gallery)
    assert "download/" not in shown(world.browser(acme, carla), gallery).replace(
        "/ID/download/", ""
    )


@pytest.mark.parametrize("kept", [True, False])
def test_it_asks_as_much_for_many_photos_as_for_few(
    kept: bool, guest: Browser, inside_acme: Studio
) -> None:
    asked = []
    for count in (2, 40):
        gallery = make_gallery(photos=count)
        make_row(gallery)
        shown(guest, gallery)
        if not kept:
            cache.clear()
        with CaptureQueriesContext(connection) as queries:
            shown(guest, gallery)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    # The studio's schema, the gallery with the decision; the cache had the studios' version too,
    # so that its pages, its host and its plan are asked anew.
    assert asked[0] <= (2 if kept else 11)


def test_it_is_small(guest: Browser, inside_acme: Studio) -> None:
    gallery = make_gallery(photos=60, comments_on=True, ratings_on=True, style="proofing")
    make_row(gallery, order=True, originals="all")
    path = f"/galleries/{gallery.public_id}/"
    packed = guest.get(path, headers={"accept-encoding": "gzip"})
    assert len(packed.content) < 30_000
    assert b"IMG_" in gzip.decompress(packed.content)


def test_it_shows_each_visitor_a_token_of_their_own(acme: Studio, gallery: Gallery) -> None:
    first, second = (world.browser(acme) for _ in range(2))
    shown(first, gallery)
    tokens = [token_in(shown(browser, gallery)) for browser in (first, second, first)]
    assert len(set(tokens)) == 3
    for browser, token in zip((first, second), tokens, strict=False):
        strict = Client(enforce_csrf_checks=True, headers={"host": acme.primary_host()})
        strict.cookies = browser.cookies
        photo = photos_of(gallery)[0].public_id
        path = f"/api/v1/galleries/{gallery.public_id}/photos/{photo}/pick/"
        assert strict.put(path, headers={"x-csrftoken": token}).status_code == 200
        assert strict.put(path, headers={"x-csrftoken": "x" * 64}).status_code == 403


def test_it_counts_a_new_comment_at_once(acme: Studio, gallery: Gallery) -> None:
    guest, other = world.browser(acme), world.browser(acme)
    assert 'data-comments="1"' not in shown(guest, gallery)
    photo = photos_of(gallery)[0].public_id
    path = f"/api/v1/galleries/{gallery.public_id}/photos/{photo}/comments/"
    assert other.post(path, {"text": "Fine"}, "application/json").status_code == 201
    assert 'data-comments="1"' in shown(guest, gallery)


def test_it_names_whoever_is_signed_in_and_nobody_else(
    acme: Studio, carla: Person, gallery: Gallery
) -> None:
    assert "carla" in shown(world.browser(acme, carla), gallery).lower()
    assert "carla" not in shown(world.browser(acme), gallery).lower()


def test_it_closes_to_a_client_whose_row_goes_while_the_page_is_kept(
    acme: Studio, carla: Person, inside_acme: Studio
) -> None:
    closed_to_others = make_gallery(photos=1)
    row, mine = make_row(closed_to_others, client=carla.client), world.browser(acme, carla)
    here = f"/galleries/{closed_to_others.public_id}/"
    assert [mine.get(here).status_code for _ in range(2)] == [200, 200]
    row.delete()
    assert mine.get(here).status_code == 404


def test_it_shows_what_changes_around_a_page_that_is_kept(
    guest: Browser, inside_acme: Studio
) -> None:
    above = make_gallery(title="All of Skerries", hidden=False, photos=1)
    make_row(above)
    below = make_gallery(title="The coast", parent=above, hidden=True, photos=1)
    make_row(below)
    assert "The coast" not in shown(guest, above)
    assert "All of Skerries" in shown(guest, below)
    Gallery.objects.filter(pk=below.pk).update(hidden=False)
    Gallery.objects.filter(pk=above.pk).update(title="Skerries")
    assert "The coast" in shown(guest, above)
    assert "All of Skerries" not in shown(guest, below)


def test_it_shows_a_message_once_and_keeps_none(
    acme: Studio, carla: Person, gallery: Gallery
) -> None:
    mine = world.browser(acme, carla)
    shown(mine, gallery)
    say(mine, "Wait and see")
    assert "Wait and see" in shown(mine, gallery)
    assert "Wait and see" not in shown(mine, gallery)


def say(browser: Browser, text: str) -> None:
    session = browser.session
    session["_messages"] = f'[["__json_message",0,20,"{text}",""]]'
    session.save()


def token_in(html: str) -> str:
    return html.partition('name="csrf-token" content="')[2][:64]


def test_it_keeps_the_page_for_each_language_apart(guest: Browser, gallery: Gallery) -> None:
    settings.change(values={"languages": ["de", "pl"]})

    def asked(language: str) -> str:
        return guest.get(
            f"/galleries/{gallery.public_id}/", headers={"accept-language": language}
        ).content.decode()

    first = {language: asked(language) for language in ("de", "en", "pl", "fr")}
    again = {language: asked(language) for language in ("fr", "pl", "en", "de")}
    for language, words in {"de": "3 Fotos", "pl": "3 zdjęcia", "en": "3 photos"}.items():
        for page in (first[language], again[language]):
            assert f'<html lang="{language}"' in page
            assert words in page
    assert '<html lang="en"' in first["fr"]
    assert packed.HOLE not in first["de"]
    token = first["de"].partition('name="csrf-token" content="')[2].partition('"')[0]
    assert first["de"].partition('class="languages"')[2].count(token) == 1
