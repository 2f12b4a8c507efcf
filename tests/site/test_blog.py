"""Posts of the studio's blog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from defusedxml import ElementTree
from django.db import IntegrityError
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.site import blog
from safelight.site.models import Page
from safelight.site.services import pages
from tenants.context import tenant_context
from tenants.models import Studio
from tests.site.test_blocks import ROOT, made

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
FIRST = date(2026, 3, 1)


def post(studio: Studio, title: str, *, day: date = FIRST, **fields: Any) -> Page:
    """A published post of one text."""
    with tenant_context(studio):
        block = {"id": "b0", "kind": "text", "heading": "", "text": f"All about **{title}**"}
        slug = title.lower().replace(" ", "-")
        page = pages.make(kind=Page.Kind.POST, title=title, slug=slug, draft=[block])
        pages.describe(page=page, values={"day": day, **fields}, at=timezone.now())
        pages.publish(page=page, at=timezone.now())
    return page


def test_row_225_it_writes_a_post_and_shows_it_once_it_is_published(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine, visitor = browser(acme, alice), browser(acme)
    assert visitor.get("/blog/").status_code == visitor.get("/blog/feed.xml").status_code == 404
    editor = mine.post(ROOT, {"post": "A day by the sea"}).headers["Location"]
    assert visitor.get("/blog/a-day-by-the-sea/").status_code == 404
    assert "A day by the sea" in mine.get(f"{editor}preview/").content.decode()
    mine.post(f"{editor}publishing/")
    shown = visitor.get("/blog/a-day-by-the-sea/").content.decode()
    assert timezone.localdate().isoformat() in shown
    assert "BlogPosting" in shown
    assert 'href="/blog/"' in visitor.get("/").content.decode()  # in the menu
    assert visitor.get("/a-day-by-the-sea/").status_code == 404
    mine.post(f"{editor}publishing/", {"off": "1"})
    assert visitor.get("/blog/a-day-by-the-sea/").status_code == 404


def test_it_lists_posts_by_their_day_a_dozen_a_leaf(browser: Browse, acme: Studio) -> None:
    for number in range(14):
        post(acme, f"Post {number}", day=FIRST + timedelta(days=number // 2))
    visitor = browser(acme)
    page = visitor.get("/blog/").content.decode()
    titles = [f"Post {number}<" for number in range(13, -1, -1)]
    assert [title in page for title in titles] == [True] * 12 + [False] * 2
    assert [page.index(title) for title in titles[:12]] == sorted(
        page.index(title) for title in titles[:12]
    )
    with tenant_context(acme):
        older = blog.leaf()
    assert older is not None
    rest = visitor.get(f"/blog/?after={older.older}").content.decode()
    assert [title in rest for title in titles] == [False] * 12 + [True] * 2
    assert visitor.get("/blog/?after=nothing").status_code == 404


def test_it_leads_to_the_posts_before_and_after(browser: Browse, acme: Studio) -> None:
    for number, title in enumerate(("One", "Two", "Three")):
        post(acme, title, day=FIRST + timedelta(days=number))
    page = browser(acme).get("/blog/two/").content.decode()
    assert 'href="/blog/one/" rel="prev"' in page
    assert 'href="/blog/three/" rel="next"' in page


def test_it_feeds_readers_with_whatever_a_title_holds(browser: Browse, acme: Studio) -> None:
    post(acme, "Ida & <b>Jonas</b>", slug="ida", description="]]> by the sea")
    feed = browser(acme).get("/blog/feed.xml")
    assert feed["Content-Type"].startswith("application/atom+xml")
    name = "{http://www.w3.org/2005/Atom}"
    entry = ElementTree.fromstring(feed.content).find(f"{name}entry")
    assert entry is not None
    found = [entry.findtext(f"{name}{part}") for part in ("title", "summary", "published")]
    assert found == ["Ida & <b>Jonas</b>", "]]> by the sea", "2026-03-01T00:00:00Z"]
    assert "/blog/ida/</loc>" in browser(acme).get("/sitemap.xml").content.decode()


def test_it_shows_the_newest_in_a_block_and_no_draft(browser: Browse, acme: Studio) -> None:
    block = {"kind": "posts", "heading": "What is new", "count": "3"}
    made(acme, block, slug="news")
    visitor = browser(acme)
    assert "What is new" not in visitor.get("/news/").content.decode()
    for number in range(4):
        post(acme, f"Post {number}", day=FIRST + timedelta(days=number))
    with tenant_context(acme):
        pages.unpublish(page=Page.objects.get(title="Post 3"))
    page = visitor.get("/news/").content.decode()
    assert [f"Post {number}<" in page for number in range(4)] == [True, True, True, False]


def test_it_keeps_the_day_of_a_post(browser: Browse, acme: Studio, alice: Person) -> None:
    page = post(acme, "Hello")
    mine, editor = browser(acme, alice), f"{ROOT}{page.public_id}/"
    form = {"title": "Hello", "slug": "hello"}
    assert mine.post(editor, {**form, "day": "soon"}).status_code == 422
    assert mine.post(editor, {**form, "day": ""}).status_code == 302
    assert mine.post(editor, {**form, "slug": "feed.xml"}).status_code == 422
    with tenant_context(acme):
        page.refresh_from_db()
        assert page.day == FIRST
        with pytest.raises(IntegrityError):
            Page.objects.filter(pk=page.pk).update(day=None)


def test_it_leaves_a_page_of_that_address_where_it_was(browser: Browse, acme: Studio) -> None:
    made(acme, {"kind": "text", "text": "My old **diary**"}, slug="blog")
    assert "<strong>diary</strong>" in browser(acme).get("/blog/").content.decode()
