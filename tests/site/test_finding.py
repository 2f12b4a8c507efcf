"""ISO-23 and GAL-21: what search engines and shared links are told, and of what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from defusedxml import ElementTree
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone
from django.utils.html import escape

from modules.gallery.models import Authorization, Gallery, Photo, PhotoVersion, Placement
from safelight import outbox
from safelight.accounts.models import Client, Person
from safelight.outbox import kinds
from safelight.outbox.models import OutgoingMessage
from safelight.site.models import Page
from safelight.site.services import pages
from safelight.storage import keys
from tenants import limits, resolve
from tenants.context import tenant_context
from tenants.models import Domain, Studio

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]


def gallery(studio: Studio, title: str, *, open_to: str = "anybody", **fields: Any) -> Gallery:
    """A published gallery with a photo; ``open_to`` nobody has a row for Carla alone."""
    with tenant_context(studio):
        values = {"hidden": False, "published_at": timezone.now(), **fields}
        made = Gallery.objects.create(title=title, **values)
        photo = Photo.objects.create(name="a.jpg", name_key="a.jpg")
        photo.version = PhotoVersion.objects.create(
            photo=photo, object_key=keys.new_object(studio.uuid), name="a.jpg", bytes=10,
            media_type="image/jpeg", sha256="0" * 64, crc32=1, width=6, height=4,
            renditions={"2048": [6, 4, 10, 1]}, ready_at=timezone.now(),
            uploaded_at=timezone.now(),
        )  # fmt: skip
        photo.save(update_fields=["version"])
        Placement.objects.create(gallery=made, photo=photo)
        carla = None
        if open_to != "anybody":
            carla = Client.objects.get(person__email="carla@example.org")
            Authorization.objects.create(gallery=made, enter=False)
        Authorization.objects.create(gallery=made, client=carla, enter=True)
    return made


def addresses(browser: Browser) -> list[str]:
    tree = ElementTree.fromstring(browser.get("/sitemap.xml").content)
    return [
        each.text or "" for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def told(page: str) -> list[dict[str, Any]]:
    """Everything that the page tells in JSON-LD."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [thing for text in found for thing in json.loads(text)["@graph"]]


def test_iso_23_it_lists_what_everybody_may_see_and_nothing_else(
    browser: Browse, acme: Studio, bolt: Studio, alice: Person
) -> None:
    shown = gallery(acme, "Coast")
    gallery(bolt, "Coast")
    hidden = gallery(acme, "Hidden", hidden=True)
    gallery(acme, "Under it", parent=hidden)
    gallery(acme, "Draft", published_at=None)
    gallery(acme, "Carla's", open_to="carla")
    with tenant_context(acme):
        for kind, slug in (("about", "about"), ("contact", "contact")):
            page = pages.make(kind=kind, title=kind, slug=slug, draft=[])
        pages.publish(page=page, at=timezone.now())
    base = "http://acme.localhost:8000"
    wanted = [f"{base}/", f"{base}/contact/", f"{base}/galleries/{shown.public_id}/"]
    for who in (browser(acme), browser(acme, alice)):
        assert addresses(who) == wanted
    assert f"Sitemap: {base}/sitemap.xml" in browser(acme).get("/robots.txt").content.decode()


@pytest.mark.parametrize("fields", [{"hidden": True}, {"open_to": "carla"}])
def test_iso_23_it_tells_nothing_of_a_gallery_that_is_not_public(
    browser: Browse, acme: Studio, carla: Person, fields: dict[str, Any]
) -> None:
    made = gallery(acme, "Birthday", **fields)
    where = f"/galleries/{made.public_id}/"
    page = browser(acme, carla).get(where).content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "og:" not in page
    assert "ld+json" not in page
    assert browser(acme, carla).get(f"{where}card.jpg").status_code == 404


def test_gal_21_it_tells_of_a_public_gallery_whatever_its_title(
    browser: Browse, acme: Studio
) -> None:
    title = '0;url=//x" http-equiv="refresh "><script>x()</script></title>{{7*7}}'
    made = gallery(acme, title, description="</script><script>y()</script>")
    page = browser(acme).get(f"/galleries/{made.public_id}/").content.decode()
    assert f'property="og:title" content="{escape(title)}"' in page
    assert "<script>x()" not in page
    assert "<script>y()" not in page
    things = told(page)
    assert [thing["@type"] for thing in things] == ["ImageGallery", "BreadcrumbList"]
    assert things[0]["name"] == title
    assert re.search(r'<link rel="canonical" href="http://acme.localhost:8000/galleries/', page)
    card = browser(acme).get(f"/galleries/{made.public_id}/card.jpg")
    assert card.status_code == 302
    assert ":8001/" in card.headers["Location"]


def test_it_names_the_primary_host_in_canonical_links(browser: Browse, acme: Studio) -> None:
    Domain.objects.filter(tenant=acme).update(is_primary=False)
    Domain.objects.create(domain="nora.example", tenant=acme, kind="custom", is_primary=True)
    resolve.forget_all()
    page = Browser(headers={"host": "nora.example"}).get("/").content.decode()
    assert 'rel="canonical" href="http://nora.example:8000/"' in page
    assert told(page)[0]["@type"] == "LocalBusiness"


def test_it_names_the_platform_only_where_the_plan_says_so(browser: Browse, acme: Studio) -> None:
    where = gallery(acme, "Coast")
    paths = ["/", "/sign-in/", f"/galleries/{where.public_id}/", "/nothing/", "/cart/",
             "/password/forgotten/", "/site.webmanifest", "/robots.txt"]  # fmt: skip
    for path in paths:
        answer = browser(acme).get(path)
        said = f"{answer.headers} {answer.content.decode()}"
        assert "safelight" not in said.lower().replace("/static/safelight/", ""), path
    limits.write(acme, limits.Limits(plan_name="Free", has_white_label=False))
    resolve.forget_all()
    for path in paths[:3]:
        assert ">Made with Safelight</a>" in browser(acme).get(path).content.decode(), path


def test_it_keeps_drafts_and_pages_of_one_person_out_of_search(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    with tenant_context(acme):
        page = pages.make(kind=Page.Kind.ABOUT, title="About", slug="about", draft=[])
    draft = f"/studio/settings/pages/{page.public_id}/preview/"
    for path in (draft, "/account/", "/cart/", "/studio/settings/look/preview/"):
        assert 'content="noindex' in browser(acme, alice).get(path).content.decode(), path


def test_it_shows_errors_in_the_studios_own_look(browser: Browse, acme: Studio) -> None:
    page = browser(acme).get("/nothing-here/").content.decode()
    assert "data-branded" in page
    assert re.search(r'href="/brand/\d+\.css"', page)


def test_it_writes_no_mail_to_clients_that_names_the_platform_or_its_host(acme: Studio) -> None:
    for mail in kinds.declared():
        if mail.to == "client":
            assert "safelight" not in f"{mail.title} {mail.subject} {mail.text}".lower(), mail.name
    Domain.objects.filter(tenant=acme).update(is_primary=False)
    Domain.objects.create(domain="nora.example", tenant=acme, kind="custom", is_primary=True)
    with tenant_context(acme):
        words = {"digits": "", "path": "/sign-in/mail/secret/"}
        with transaction.atomic():
            outbox.post(key="k", to="robin@example.org", template="sign_in_link", context=words)
        sent = OutgoingMessage.objects.get()
    said = f"{sent.html_body} {sent.text_body} {sent.message_id} {sent.from_name}".lower()
    assert "safelight" not in said
    assert "localhost" not in said
    assert "http://nora.example" in said
