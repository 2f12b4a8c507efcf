"""Pages of the site: made of blocks, published, gone back to, and what is hostile in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.outbox.models import OutgoingMessage
from safelight.site import blocks, selectors, starting
from safelight.site.models import Page, PageVersion
from safelight.site.services import pages
from tenants.context import tenant_context
from tenants.models import Studio
from tests.site.test_look import picture
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
ROOT = "/studio/settings/pages/"


def made(studio: Studio, *content: dict[str, Any], kind: str = "own", slug: str = "hi") -> Page:
    """A published page of these blocks."""
    with tenant_context(studio):
        numbered = [{"id": f"b{place}", **block} for place, block in enumerate(content)]
        page = pages.make(kind=kind, title="Hello", slug=slug, draft=numbered)
        pages.publish(page=page, at=timezone.now())
    return page


def test_it_makes_a_page_and_shows_it_once_it_is_published(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine, visitor = browser(acme, alice), browser(acme)
    editor = mine.post(ROOT, {"kind": "about"}).headers["Location"]
    block = mine.get(editor).context["rows"][0]["block"]["id"]
    words = {"heading": "Nora", "text": "I **like** light", "button_url": "/book/"}
    assert mine.post(f"{editor}blocks/{block}/", words).status_code == 302
    assert visitor.get("/about/").status_code == 404
    assert "<strong>like</strong>" in mine.get(f"{editor}preview/").content.decode()
    mine.post(f"{editor}publishing/")
    shown = visitor.get("/about/").content.decode()
    assert "<strong>like</strong>" in shown
    assert 'href="/about/"' in visitor.get("/").content.decode()  # in the menu
    mine.post(f"{editor}publishing/", {"off": "1"})
    assert visitor.get("/about/").status_code == 404


def test_it_keeps_the_picture_of_a_block_until_it_is_taken_away(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine, page = browser(acme, alice), made(acme, {"kind": "cover"})
    block, url = f"{ROOT}{page.public_id}/blocks/b0/", f"{ROOT}{page.public_id}/"

    def kept() -> tuple[str, str]:
        page.refresh_from_db()
        return page.draft[0]["heading"], page.draft[0]["picture"]

    with tenant_context(acme):
        assert b"gone_picture" not in mine.get(url).content
        mine.post(block, {"heading": "Hello", "picture": picture("cover.png")})
        assert kept()[1]
        assert mine.post(block, {"heading": "Hello again"}).status_code == 302
        assert kept()[0] == "Hello again"
        assert kept()[1]
        mine.post(block, {"heading": "", "gone_picture": "on"})
        assert kept() == ("", "")


def test_it_moves_takes_out_and_brings_back(acme: Studio) -> None:
    page = made(acme, {"kind": "text"}, {"kind": "line"}, {"kind": "contact"})
    at = timezone.now()

    def order() -> list[str]:
        page.refresh_from_db()
        return [block["id"] for block in page.draft]

    with tenant_context(acme):
        pages.move_block(page=page, block_id="b2", to="earlier", at=at)
        assert order() == ["b0", "b2", "b1"]
        pages.move_block(page=page, block_id="b1", to="b0", at=at)
        assert order() == ["b1", "b0", "b2"]
        pages.remove_block(page=page, block_id="b0", at=at)
        assert order() == ["b1", "b2"]
        pages.bring_back(page=page, at=at)
        assert order() == ["b1", "b0", "b2"]
        with pytest.raises(pages.NoSuchBlock):
            pages.move_block(page=page, block_id="nothing", to="later", at=at)


def test_it_keeps_twenty_versions_and_goes_back_to_one(acme: Studio) -> None:
    page = made(acme, {"kind": "text", "text": "first"})
    with tenant_context(acme):
        for number in range(22):
            pages.write_block(
                page=page, block_id="b0", values={"text": f"{number}"}, at=timezone.now()
            )
            pages.publish(page=page, at=timezone.now())
        assert PageVersion.objects.count() == PageVersion.MOST
        oldest = page.versions.last()
        assert oldest
        pages.go_back(page=page, version=oldest, at=timezone.now())
        page.refresh_from_db()
        assert page.draft[0]["text"] == "2"
        assert page.shown["blocks"][0]["text"] == "21"
        assert page.has_news


def test_it_takes_no_address_that_is_taken_or_would_run(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    page = made(acme, {"kind": "cover"})
    mine, editor = browser(acme, alice), f"{ROOT}{page.public_id}/"
    for slug in ("studio", "galleries", "sign-in", "cart", "../x", "a/b", ""):
        answer = mine.post(editor, {"title": "T", "slug": slug})
        assert answer.status_code == 422, slug
    for url in ("javascript:x", "//evil.example", "/\\evil.example", "data:text/html,x"):
        form = {"heading": "H", "button_text": "B", "button_url": url}
        assert mine.post(f"{editor}blocks/b0/", form).status_code == 422, url
    assert mine.post(editor, {"title": "T", "slug": "hello-you"}).status_code == 302
    assert browser(acme).get("/hello-you/").status_code == 200


def test_it_shows_a_picture_that_was_sent(browser: Browse, acme: Studio, alice: Person) -> None:
    page = made(acme, {"kind": "picture"})
    mine, editor = browser(acme, alice), f"{ROOT}{page.public_id}/"
    sent = {"picture": picture("sea.png"), "alt": 'The "sea"', "width": "wide"}
    assert mine.post(f"{editor}blocks/b0/", sent).status_code == 302
    shown = mine.get(f"{editor}preview/").content.decode()
    assert 'alt="The &quot;sea&quot;"' in shown
    assert "/1200 1200w" in shown
    with tenant_context(acme):
        page.refresh_from_db()
    answer = browser(acme).get(f"/pictures/{page.draft[0]['picture']}/1200")
    assert answer["Content-Type"] == "image/webp"


def test_it_renders_every_kind_of_block_with_hostile_words(browser: Browse, acme: Studio) -> None:
    hostile = '"><script>x()</script> {{7*7}} [x](javascript:x)\nsecond\n\nthird | javascript:x'
    with tenant_context(acme):
        kinds = blocks.kinds(frozenset(world.MODULES))
        content = [
            {**blocks.new(kind), **{p.name: hostile for p in kind.parts if p.sort != "choice"}}
            for kind in kinds
        ]
    made(acme, *content)
    page = browser(acme).get("/hi/").content.decode()
    assert "<script>x()" not in page
    assert 'href="javascript' not in page
    assert "{{7*7}}" in page


def test_it_begins_with_something_for_every_kind_of_page(acme: Studio) -> None:
    with tenant_context(acme):
        site = selectors.site_settings()
        for kind in Page.Kind:
            assert starting.draft_of(kind, site, frozenset(world.MODULES)), kind
            with_less = starting.draft_of(kind, site, frozenset())
            assert all("." not in block["kind"] for block in with_less)


def test_it_mails_the_studio_what_a_visitor_writes(browser: Browse, acme: Studio) -> None:
    page = made(acme, {"kind": "contact"}, kind="contact", slug="contact")
    where, visitor = f"/contact-form/{page.public_id}/", browser(acme)
    words = {"name": "Robin", "email": "robin@example.org", "message": "Free on <b>May 3</b>?"}
    assert visitor.post(where, {**words, "email": "x"}).status_code == 422
    assert visitor.post(where, {**words, "website": "http://spam"}).status_code == 302
    assert visitor.post(where, words).status_code == 302
    with tenant_context(acme):
        mail = OutgoingMessage.objects.get(template="site_contact")
    assert mail.to_email == "hello@acme.example"
    assert mail.reply_to == "robin@example.org"
    assert "&lt;b&gt;May 3" in mail.html_body, mail.html_body
    assert "Free on <b>May 3</b>?" in mail.text_body
    tries = [visitor.post(where, words).status_code for _try in range(6)]
    assert tries[-1] == 429


def test_it_arranges_the_menu(browser: Browse, acme: Studio, alice: Person) -> None:
    made(acme, {"kind": "text"})
    mine = browser(acme, alice)
    link = {"add": "1", "title": "Blog", "url": "https://blog.example/"}
    assert mine.post(f"{ROOT}menu/", {**link, "url": "javascript:x"}).status_code == 422
    assert mine.post(f"{ROOT}menu/", link).status_code == 302
    form = {"place-0": "2", "title-0": "About us", "shown-0": "on", "place-1": "1"}
    assert mine.post(f"{ROOT}menu/", form).status_code == 302
    page = browser(acme).get("/").content.decode()
    assert ">About us</a>" in page
    assert "blog.example" not in page
    form = {"title-0": "Blog", "title-1": "About us", "shown-0": "on", "shown-1": "on"}
    mine.post(f"{ROOT}menu/", form)
    page = browser(acme).get("/").content.decode()
    assert page.index("blog.example") < page.index(">About us</a>")


def test_it_leads_from_every_foot_to_legal_texts_here_or_elsewhere(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    page = made(acme, {"kind": "text"}, kind="privacy", slug="privacy")
    assert 'href="/privacy/"' in browser(acme).get("/sign-in/").content.decode()
    mine, editor = browser(acme, alice), f"{ROOT}{page.public_id}/"
    form = {"title": "Privacy", "slug": "privacy", "external_url": "https://law.example/me"}
    mine.post(editor, form)
    mine.post(f"{editor}publishing/")
    assert browser(acme).get("/privacy/").headers["Location"] == "https://law.example/me"
