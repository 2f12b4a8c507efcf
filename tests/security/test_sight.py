"""GAL-01 for the team: a file of another photographer is told of by no door of a limited member.

Each door is knocked at twice: by a member whose sight leaves the file out, and by the twin, whom
nothing limits. Where the twin finds it, too, the door would prove nothing.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from modules.gallery import asking
from modules.gallery.access import Right, Sight, revisions
from modules.gallery.models import (
    Archive,
    BatchFile,
    Comment,
    DownloadEntry,
    Gallery,
    Photo,
    Pick,
    Placement,
)
from modules.gallery.services import arriving, batches
from safelight.accounts.models import Member, Person, Role, Visitor
from safelight.kernel import permissions
from safelight.storage import keys
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo
from tests.gallery.plane import fetch
from tests.support import world

NAME, DESK, ELSEWHERE = "SECRETMARK_7.JPG", "Deskmark of Berta", "Branchmark"


@dataclass(frozen=True)
class Scene:
    """A gallery with one's own photo and Berta's, her home, and a gallery out of one's branch."""

    gallery: Gallery
    home: Gallery
    elsewhere: Gallery
    own: Photo
    secret: Photo
    member: Person
    browser: Browser


@pytest.fixture
def scene(inside_acme: Studio, bob: Person) -> Scene:
    gallery = make_gallery(title="Open day", comments_on=True, ratings_on=True)
    home = make_gallery(title=DESK, is_home=True, published_at=None)
    elsewhere = make_gallery(title=ELSEWHERE, photos=1)
    secret = make_photo(in_gallery=home, stored=True, name=NAME, caption=NAME)
    own = make_photo(in_gallery=gallery, stored=True, name="MINE_1.JPG")
    Placement.objects.create(gallery=gallery, photo=secret, position=7)
    gallery.cover = secret
    gallery.save(update_fields=["cover"])
    _said_about(gallery, secret, bob)
    codes = [each.code for each in permissions.all_permissions()]
    role = Role.objects.create(name="Everything but the owner", permissions=codes)
    Member.objects.filter(person=bob).update(role=role)
    return Scene(gallery, home, elsewhere, own, secret, bob, world.browser(inside_acme, bob))


def _said_about(gallery: Gallery, photo: Photo, uploader: Person) -> None:
    at, visitor = timezone.now(), Visitor.objects.create(name="Guest")
    Pick.objects.create(photo=photo, visitor=visitor, at=at)
    Comment.objects.create(gallery=gallery, photo=photo, visitor=visitor, text=NAME, at=at)
    DownloadEntry.objects.create(gallery=gallery, photo=photo, name=NAME, what="original", at=at)
    opened = batches.open_batch(
        gallery=gallery, state="FINAL", by=uploader, at=at,
        files=[batches.Announced(name=NAME, size=9)],
    )  # fmt: skip
    BatchFile.objects.filter(batch=opened.batch).update(
        photo=photo, version=photo.version, outcome="kept_both", reason=NAME
    )


@pytest.fixture
def limit(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Any:
    """``limit(Right.SEE, …)``: what the member may do in Berta's home from now on."""

    def now(*rights: Right) -> None:
        sight = Sight(
            person_id=scene.member.pk,
            galleries=frozenset({scene.gallery.pk}),
            homes={scene.home.pk: frozenset(rights)} if rights else {},
        )
        monkeypatch.setattr(asking, "sight_of", lambda modules, *, member: sight)

    return now


def _pages(scene: Scene) -> Iterator[str]:
    """Pages that speak of the gallery; the twin reads of Berta's file on each."""
    studio, site = _addresses(scene.gallery)
    photo = scene.secret.public_id
    yield from ("/studio/galleries/?q=Branch", f"{studio}", f"{studio}?q=secret")
    yield from (f"{studio}feedback/", f"{studio}feedback/picks.csv", f"{studio}feedback/picks.txt")
    yield from (f"{studio}activity/", f"{studio}activity/downloads.csv")
    yield from (f"{site}?style=all", f"{site}?after={scene.own.public_id}")
    yield from (f"/api/v1{site}photos/", f"/api/v1{site}photos/?site=1", "/api/v1/galleries/")
    yield f"/api/v1/batches/{scene.gallery.batches.get().public_id}/"
    yield from (f"{studio}photos/{photo}/", f"{site}photos/{photo}/", "/studio/galleries/")


def _addresses(gallery: Gallery) -> tuple[str, str]:
    return f"/studio/galleries/{gallery.public_id}/", f"/galleries/{gallery.public_id}/"


def _tells(answer: Any, scene: Scene) -> bool:
    """Whether the answer names the file, what it was made of, or what is out of sight."""
    content = getattr(answer, "content", b"") or b"".join(getattr(answer, "streaming_content", ()))
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    assert scene.secret.version is not None
    identity = keys.identity_of(scene.secret.version.object_key).hex
    text = content.decode("latin-1") + str(answer.headers)
    return any(word in text for word in (NAME, DESK, ELSEWHERE, identity))


def test_it_tells_of_it_on_no_page(scene: Scene, limit: Any) -> None:
    pages = list(_pages(scene))
    told = {page for page in pages if _tells(scene.browser.get(page), scene)}
    assert told == set(pages), "the twin, whom nothing limits, finds it on each of them"
    limit()
    told = {page for page in pages if _tells(scene.browser.get(page), scene)}
    assert told == set()


def test_it_counts_it_nowhere(scene: Scene, limit: Any) -> None:
    studio, _site = _addresses(scene.gallery)
    needs = "photo has a comment without an answer"
    assert needs in scene.browser.get("/studio/").content.decode()
    assert scene.browser.get(f"{studio}").context["photo_count"] == 2
    limit()
    assert needs not in scene.browser.get("/studio/").content.decode()
    assert scene.browser.get(f"{studio}").context["photo_count"] == 1
    rows = scene.browser.get("/studio/galleries/").context["listing"].rows
    assert [(row.gallery.pk, row.photos) for row in rows] == [(scene.gallery.pk, 1)]


# What is asked of one photo: method, address after the gallery's, and what is sent.
ASKED = {
    "the photo's page": ("get", "S/photos/P/", {}),
    "the client's page of it": ("get", "C/photos/P/", {}),
    "preview": ("get", "C/photos/P/download/?as=lowres", {}),
    "original": ("get", "C/photos/P/download/?as=original", {}),
    "photo for programs": ("get", "A/photos/P/", {}),
    "comments for programs": ("get", "A/photos/P/comments/", {}),
    "comment": ("post", "A/photos/P/comments/", {"text": "Lovely"}),
    "pick": ("put", "A/photos/P/pick/", {}),
    "stars": ("put", "A/photos/P/rating/", {"stars": 4}),
    "name": ("post", "S/photos/P/name/", {"name": "Other.jpg"}),
    "state": ("post", "S/photos/P/state/", {"state": "PROOF"}),
    "version": ("post", "S/photos/P/version/", {"number": "1"}),
    "answer": ("post", "S/photos/P/comments/", {"text": "Thanks"}),
}


def _ask(scene: Scene, what: str) -> int:
    method, address, body = ASKED[what]
    studio, site = _addresses(scene.gallery)
    places = {"S": studio[:-1], "C": site[:-1], "A": f"/api/v1{site[:-1]}"}
    path = places[address[0]] + address[1:].replace("/P/", f"/{scene.secret.public_id}/")
    kind = {} if address[0] == "S" or method == "get" else {"content_type": "application/json"}
    return int(getattr(scene.browser, method)(path, body, **kind).status_code)


@pytest.mark.parametrize("what", sorted(ASKED))
def test_it_is_not_there_to_be_asked_for(scene: Scene, limit: Any, what: str) -> None:
    assert _ask(scene, what) < 400, "the twin"
    limit()
    assert _ask(scene, what) == 404


@pytest.mark.parametrize("what", ["original", "lowres"])
def test_it_lies_in_no_archive(scene: Scene, limit: Any, what: str) -> None:
    there = f"{_addresses(scene.gallery)[1]}archive/?as={what}"
    scene.browser.get(there)
    limit()
    scene.browser.get(there)
    whole, limited = Archive.objects.order_by("pk")
    assert set(whole.photo_ids) == {scene.own.pk, scene.secret.pk}
    assert limited.photo_ids == [scene.own.pk]


@pytest.mark.parametrize("what", ["original", "lowres"])
def test_it_ends_links_that_were_signed_before(
    scene: Scene, limit: Any, what: str, django_capture_on_commit_callbacks: Any
) -> None:
    site = _addresses(scene.gallery)[1]
    asked = [
        f"{site}photos/{scene.secret.public_id}/download/?as={what}",
        f"{site}archive/?as={what}",
    ]
    signed = [scene.browser.get(each).headers["Location"] for each in asked]
    with django_capture_on_commit_callbacks(execute=True):
        revisions.raise_for([scene.gallery.pk])
    assert [fetch(scene.browser, url).status for url in signed] == [200, 200], "the twin"
    limit()
    with django_capture_on_commit_callbacks(execute=True):
        revisions.raise_for([scene.gallery.pk])
    assert [fetch(scene.browser, url).status for url in signed] == [404, 404]


def test_it_ends_thumbnails_that_were_signed_before(
    scene: Scene, limit: Any, django_capture_on_commit_callbacks: Any
) -> None:
    there = f"/api/v1{_addresses(scene.gallery)[1]}photos/{scene.secret.public_id}/"
    url = scene.browser.get(there).json()["small"]
    limit()
    with django_capture_on_commit_callbacks(execute=True):
        revisions.raise_for([scene.gallery.pk])
    assert fetch(scene.browser, url).status == 404


def test_it_has_no_prices_to_be_set(scene: Scene, limit: Any) -> None:
    names = ("photo_prices", "gallery_prices")
    ids = [scene.gallery.public_id, scene.secret.public_id]
    one = reverse("commerce_workspace:photo_prices", args=ids)
    other = reverse("commerce_workspace:gallery_prices", args=[scene.elsewhere.public_id])
    assert [scene.browser.post(path).status_code for path in (one, other)] == [302, 302], names
    limit()
    assert [scene.browser.post(path).status_code for path in (one, other)] == [404, 404], names


@pytest.mark.parametrize("rights", [(), (Right.SEE,)], ids=["out of sight", "only seen"])
@pytest.mark.parametrize("action", ["state", "delete", "remove", "place"])
def test_it_is_not_changed_in_a_selection(
    scene: Scene, limit: Any, action: str, rights: tuple[Right, ...]
) -> None:
    limit(*rights)
    chosen = [scene.own.public_id, scene.secret.public_id] if rights else [scene.secret.public_id]
    body = {
        "action": action, "photo": chosen, "state": "FINAL", "target": scene.gallery.public_id,
    }  # fmt: skip
    scene.browser.post(f"{_addresses(scene.gallery)[0]}photos/actions/", body)
    before = (scene.own.state, scene.secret.state, 3)
    for photo in (scene.own, scene.secret):
        photo.refresh_from_db()
    places = Placement.objects.filter(photo__in=[scene.own, scene.secret]).count()
    assert (scene.own.state, scene.secret.state, places) == before, "nothing is half done"


def test_it_is_changed_by_who_may(scene: Scene, limit: Any) -> None:
    """The twin of the one before."""
    limit(Right.SEE, Right.EDIT)
    body = {"action": "state", "photo": [scene.secret.public_id], "state": "FINAL"}
    scene.browser.post(f"{_addresses(scene.gallery)[0]}photos/actions/", body)
    scene.secret.refresh_from_db()
    assert scene.secret.state == "FINAL"


@pytest.mark.parametrize("page", ["", "feedback/", "settings/", "activity/", "authorizations/"])
def test_it_knows_no_gallery_of_another_branch(scene: Scene, limit: Any, page: str) -> None:
    studio, site = _addresses(scene.elsewhere)
    paths = (f"{studio}{page}", site, f"/api/v1{site}", f"/api/v1{site}photos/")
    assert {scene.browser.get(path).status_code for path in paths} == {200}, "the twin"
    limit()
    assert {scene.browser.get(path).status_code for path in paths} == {404}


def test_it_makes_no_gallery_beside_ones_branch(scene: Scene, limit: Any) -> None:
    body = {"title": "Mine alone", "preset": "public"}
    kind = {"content_type": "application/json"}

    def make(**above: str) -> Any:
        return scene.browser.post("/api/v1/galleries/", body | above, **kind)  # type: ignore[arg-type]

    assert make().status_code == 201, "the twin"
    limit()
    answer = make()
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "outside_branches")
    assert make(parent=scene.elsewhere.public_id).status_code == 404
    assert make(parent=scene.gallery.public_id).status_code == 201
    scene.browser.post("/studio/galleries/new/", body)
    scene.browser.post(f"{_addresses(scene.gallery)[0]}move/", {"parent": ""})
    assert Gallery.objects.filter(title="Mine alone").count() == 2


def test_it_answers_for_a_clash_of_names_as_if_it_were_not_there(scene: Scene, limit: Any) -> None:
    there = f"/api/v1{_addresses(scene.gallery)[1]}batches/"
    body = {"files": [{"name": NAME, "size": 9}]}
    twin = scene.browser.post(there, body, content_type="application/json")
    assert twin.json()["clashes"] == [NAME]
    limit()
    answer = scene.browser.post(there, body, content_type="application/json")
    assert answer.json()["clashes"] == []


@pytest.mark.parametrize(
    ("rights", "status"), [((), 404), ((Right.SEE,), 403), ((Right.UPLOAD,), 201)]
)
def test_it_takes_uploads_into_a_home_by_the_right_alone(
    scene: Scene, limit: Any, rights: tuple[Right, ...], status: int
) -> None:
    limit(*rights)
    there = f"/api/v1{_addresses(scene.home)[1]}batches/"
    body = {"files": [{"name": "New.jpg", "size": 9}]}
    answer = scene.browser.post(there, body, content_type="application/json")
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("rights", "outcome"),
    [((), "added"), ((Right.SEE,), "kept_both"), ((Right.SEE, Right.EDIT), "replaced")],
)
def test_it_is_replaced_by_a_file_of_its_name_by_who_may(
    scene: Scene, limit: Any, rights: tuple[Right, ...], outcome: str
) -> None:
    limit(*rights)
    opened = batches.open_batch(
        gallery=scene.gallery, state="FINAL", by=scene.member, at=timezone.now(),
        files=[batches.Announced(name=NAME, size=9)], on_clash="replace",
    )  # fmt: skip
    decided = arriving.decide(file=opened.batch.files.get(), gallery=scene.gallery)
    assert decided.outcome == outcome
    file = BatchFile(batch=opened.batch, name=NAME, replaces=scene.secret)
    assert arriving.decide(file=file, gallery=scene.gallery).outcome == outcome
