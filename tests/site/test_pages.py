"""The site's home page, the workspace's, and what belongs to neither."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client as Browser
from django.utils.safestring import SafeString, mark_safe

from safelight.accounts.models import Person
from safelight.kernel.manifest import Manifest
from safelight.site.cards import Card
from safelight.site.views import site as site_views
from safelight.site.views import workspace as workspace_views
from tenants import resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]


@pytest.fixture
def one_module() -> SimpleNamespace:
    """A registry in which gallery alone has parts of the home pages."""
    sample = Manifest(
        name="gallery", title="G", site_home="sample.section", needs_you="sample.needs"
    )
    return SimpleNamespace(manifests=lambda: (sample,))


def test_it_shows_the_studios_name_and_never_ours(browser: Browse, acme: Studio) -> None:
    page = browser(acme).get("/").content.decode()
    assert world.canary("acme") in page
    assert "Safelight" not in page
    assert 'href="/sign-in/"' in page


def test_it_shows_a_section_of_each_module_that_is_on(
    browser: Browse, acme: Studio, monkeypatch: pytest.MonkeyPatch, one_module: SimpleNamespace
) -> None:
    asked: list[str] = []

    def section(path: str) -> Callable[[object], SafeString]:
        asked.append(path)
        return lambda request: mark_safe("<section>Spring</section>")  # noqa: S308 - our own text

    monkeypatch.setattr(site_views, "registry", one_module)
    monkeypatch.setattr(site_views, "import_string", section)
    assert "<section>Spring</section>" in browser(acme).get("/").content.decode()
    assert asked == ["sample.section"]
    asked.clear()
    for module in ("commerce", "gallery"):
        acme.switch_off(module)
    resolve.forget_all()
    assert "Spring" not in browser(acme).get("/").content.decode()
    assert asked == []


def test_it_shows_what_needs_the_member(
    browser: Browse,
    acme: Studio,
    alice: Person,
    monkeypatch: pytest.MonkeyPatch,
    one_module: SimpleNamespace,
) -> None:
    card = Card(title="Two <b>new</b> orders", text="Since noon", url="/studio/orders/", count=2)
    monkeypatch.setattr(workspace_views, "registry", one_module)
    monkeypatch.setattr(workspace_views, "import_string", lambda path: lambda request: [card])
    page = browser(acme, alice).get("/studio/").content.decode()
    assert "Two &lt;b&gt;new&lt;/b&gt; orders" in page
    assert 'href="/studio/orders/"' in page


def test_it_shows_each_member_the_steps_that_are_theirs(
    browser: Browse, acme: Studio, alice: Person, bob: Person
) -> None:
    assert "First steps" in browser(acme, alice).get("/studio/").content.decode()
    page = browser(acme, bob).get("/studio/")
    assert page.status_code == 200
    assert "First steps" not in page.content.decode()


def test_it_keeps_clients_out_of_the_workspace(
    browser: Browse, acme: Studio, carla: Person
) -> None:
    page = browser(acme, carla).get("/studio/")
    assert page.status_code == 403
    assert "not open to you" in page.content.decode()


def test_it_names_no_gallery_to_robots(browser: Browse, acme: Studio) -> None:
    answer = browser(acme).get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /studio/" in answer.content.decode()
    assert "galler" not in answer.content.decode()


def test_it_answers_404_with_a_page(browser: Browse, acme: Studio) -> None:
    answer = browser(acme).get("/nothing-here/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_auth_12_it_refuses_forms_without_their_token(acme: Studio) -> None:
    strict = world.browser(acme, enforce_csrf_checks=True)
    for path in ("/sign-in/", "/password/forgotten/", "/sign-out/", "/account/password/"):
        answer = strict.post(path, {"email": "alice@example.org"})
        assert answer.status_code == 403
        assert "This form is too old" in answer.content.decode()


def test_iso_30_it_answers_alike_for_what_is_and_what_never_was(
    browser: Browse, acme: Studio, bolt: Studio
) -> None:
    """Somebody else's client and nobody's: the same status and the same bytes."""
    alice = world.person(acme, "alice@example.org")
    theirs = world.person(bolt, "carla@example.org").client.public_id
    with tenant_context(acme):
        mine = browser(acme, alice)
    pages = [mine.get(f"/studio/clients/{key}/") for key in (theirs, "A" * 22)]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].content == pages[1].content


def test_iso_31_it_lets_nobody_keep_pages_of_people(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    for path in (
        "/",
        "/sign-in/",
        "/account/",
        "/studio/",
        "/studio/clients/",
        "/studio/settings/",
    ):
        kept = mine.get(path).headers.get("Cache-Control", "")
        assert "no-store" in kept
        assert "private" in kept
