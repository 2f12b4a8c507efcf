"""What the forms and buttons of a gallery do."""

from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Authorization, Comment, Gallery, Photo, Pick, Sending
from modules.gallery.services import authorizations, comments, galleries
from safelight.accounts.models import Visitor
from safelight.kernel import public_id
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio

from .conftest import AddPhoto, Page

LETTER = {
    "emails": "Carla <carla@example.org>\nnew@example.org",
    "subject": "Your photos",
    "message": "Here they are.",
    "enter": "on",
    "originals": "final",
}


def _said(owner: Browser, path: str) -> str:
    return owner.get(path).content.decode()


def test_it_makes_a_gallery_from_a_preset(owner: Browser, inside_acme: Studio) -> None:
    answer = owner.post("/studio/galleries/new/", {"title": "Spring", "preset": "private_password"})
    made = Gallery.objects.get(title="Spring")
    assert answer.headers["Location"].endswith(f"/{made.public_id}/")
    assert made.style == Gallery.Style.STANDARD


def test_it_makes_a_sub_gallery_that_inherits(owner: Browser, gallery: Gallery) -> None:
    owner.post(
        f"/studio/galleries/new/?under={gallery.public_id}",
        {"title": "Party", "preset": "inherit"},
    )
    made = Gallery.objects.get(title="Party")
    assert made.parent == gallery
    assert not made.own_authorizations


def test_it_searches_all_levels_and_counts_truly(owner: Browser, gallery: Gallery) -> None:
    galleries.create(title="Ida's party", parent=gallery, inherit=True)
    assert "2 galleries" in _said(owner, "/studio/galleries/?q=ida")
    assert "1 gallery" in _said(owner, "/studio/galleries/")


@pytest.mark.parametrize("after", ["x", "WyJ4IiwxXQ", "bnVsbA"])
def test_it_knows_no_page_that_was_tampered_with(after: str, owner: Browser) -> None:
    assert owner.get(f"/studio/galleries/?after={after}").status_code == 404


def test_it_turns_pages_of_photos(
    owner: Browser, gallery: Gallery, at: Page, add_photo: AddPhoto,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("modules.gallery.workspace.reads.contents.PER_PAGE", 2)
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        add_photo(gallery, name)
    first = owner.get(at(""))
    names = [tile.photo.name for tile in first.context["contents"].tiles]
    rest = owner.get(at("") + first.context["contents"].next_url).context["contents"]
    assert names + [tile.photo.name for tile in rest.tiles] == ["a.jpg", "b.jpg", "c.jpg"]
    assert (rest.count, rest.next_url) == (3, "")


def test_it_sets_the_state_of_what_is_selected_here(
    owner: Browser, gallery: Gallery, at: Page, add_photo: AddPhoto
) -> None:
    here, elsewhere = add_photo(gallery), add_photo(galleries.create(title="Other"), "b.jpg")
    chosen = [here.public_id, elsewhere.public_id]
    owner.post(at("photos/actions/"), {"action": "state", "state": "FINAL", "photo": chosen})
    assert Photo.objects.get(pk=here.pk).state == "FINAL"
    assert Photo.objects.get(pk=elsewhere.pk).state == "UNDEFINED"


def test_it_saves_settings(owner: Browser, gallery: Gallery, at: Page) -> None:
    fields = {"title": "New", "style": "standard", "layout": "grid", "order_states": ["PROOF"]}
    assert owner.post(at("settings/"), fields).status_code == 302
    gallery.refresh_from_db()
    assert (gallery.title, gallery.layout, gallery.order_states) == ("New", "grid", ["PROOF"])
    assert not gallery.hidden


def test_it_deletes_only_when_the_title_is_typed(
    owner: Browser, gallery: Gallery, at: Page
) -> None:
    assert owner.post(at("delete/"), {"title": "ida"}).status_code == 422
    assert owner.post(at("delete/"), {"title": "Ida & Jonas"}).status_code == 302
    assert not Gallery.objects.filter(pk=gallery.pk).exists()


def test_it_names_each_bad_address_and_lists_nobody(
    owner: Browser, gallery: Gallery, at: Page
) -> None:
    emails = "carla@example.org; wrong@\nx y"
    answer = owner.post(at("authorizations/clients/"), {"clients-emails": emails})
    assert answer.status_code == 422
    assert "“wrong@” is no address." in answer.content.decode()
    assert not Authorization.objects.filter(gallery=gallery, client__isnull=False).exists()


def test_it_saves_every_row_of_the_table(owner: Browser, gallery: Gallery, at: Page) -> None:
    row = authorizations.anybody(gallery)
    answers = {f"{row.public_id}-enter": "on", f"{row.public_id}-originals": "all"}
    owner.post(at("authorizations/rows/"), answers)
    row.refresh_from_db()
    assert (row.enter, row.originals, row.order) == (True, "all", False)


def test_it_shows_the_count_before_it_sends(owner: Browser, gallery: Gallery, at: Page) -> None:
    galleries.publish(gallery=gallery, at=timezone.now())
    letter = {**LETTER, "sending": public_id.new()}
    looked = owner.post(at("send/"), {**letter, "check": "1"}).content.decode()
    assert "This sends 2 mails" in looked
    assert not OutgoingMessage.objects.exists()
    for _ in range(2):
        owner.post(at("send/"), {**letter, "send": "1"})
    assert OutgoingMessage.objects.count() == 2
    assert Sending.objects.count() == 1


def test_it_offers_to_publish_a_draft_before_sending(
    owner: Browser, gallery: Gallery, at: Page
) -> None:
    assert "Publish it first" in _said(owner, at("send/"))
    answer = owner.post(at("send/"), {**LETTER, "sending": public_id.new(), "send": "1"})
    assert answer.status_code == 422
    assert not OutgoingMessage.objects.exists()


def test_it_leads_to_the_tab_that_has_what_publishing_lacks(
    owner: Browser, gallery: Gallery, at: Page
) -> None:
    gallery.preset = "private_password"
    gallery.save(update_fields=["preset"])
    Authorization.objects.filter(gallery=gallery).update(enter=True)
    assert owner.post(at("publish/")).headers["Location"] == at("authorizations/")
    authorizations.set_password(gallery=gallery, password="sunflower")
    assert owner.post(at("publish/")).headers["Location"] == at("")


def test_it_says_when_a_password_is_asked_and_not_in_the_mail(
    owner: Browser, gallery: Gallery, at: Page
) -> None:
    authorizations.set_password(gallery=gallery, password="sunflower")
    galleries.publish(gallery=gallery, at=timezone.now())
    assert "It is not put into the mail by itself" in _said(owner, at("send/"))


def test_it_exports_picks_that_no_spreadsheet_runs(
    owner: Browser, gallery: Gallery, at: Page, add_photo: AddPhoto
) -> None:
    visitor = Visitor.objects.create(name="=cmd|' /C calc'!A0")
    Pick.objects.create(photo=add_photo(gallery, "a.jpg"), visitor=visitor, at=timezone.now())
    rows = _said(owner, at("feedback/picks.csv")).splitlines()
    assert rows[1] == "'=cmd|' /C calc'!A0,a.jpg,UNDEFINED"
    assert _said(owner, at("feedback/picks.txt")) == "a.jpg\n"


def test_it_hides_a_comment_and_shows_it_again(
    owner: Browser, gallery: Gallery, at: Page, add_photo: AddPhoto
) -> None:
    comment = Comment.objects.create(
        gallery=gallery, photo=add_photo(gallery), visitor=Visitor.objects.create(),
        text="Hm", at=timezone.now(),
    )  # fmt: skip
    owner.post(at(f"comments/{comment.public_id}/"))
    assert Comment.objects.get().hidden_at is not None
    comments.show(comment=Comment.objects.get())
    assert Comment.objects.get().hidden_at is None


def test_it_answers_a_comment_as_the_studio(
    owner: Browser, gallery: Gallery, at: Page, add_photo: AddPhoto
) -> None:
    photo = add_photo(gallery)
    owner.post(at(f"photos/{photo.public_id}/comments/"), {"text": "We will."})
    assert Comment.objects.get().by_team
    assert "We will." in _said(owner, at("feedback/"))


def test_it_tells_of_comments_without_an_answer(
    owner: Browser, gallery: Gallery, at: Page, add_photo: AddPhoto
) -> None:
    photo = add_photo(gallery)
    Comment.objects.create(
        gallery=gallery, photo=photo, visitor=Visitor.objects.create(), text="?",
        at=timezone.now(),
    )  # fmt: skip
    assert "without an answer" in _said(owner, "/studio/")
    owner.post(at(f"photos/{photo.public_id}/comments/"), {"text": "We will."})
    assert "without an answer" not in _said(owner, "/studio/")


def test_it_reads_as_many_rows_for_many_photos_as_for_one(
    owner: Browser, gallery: Gallery, at: Page, add_photo: AddPhoto,
    django_assert_max_num_queries: object,
) -> None:  # fmt: skip
    for number in range(30):
        add_photo(gallery, f"{number}.jpg")
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        owner.get(at(""))
