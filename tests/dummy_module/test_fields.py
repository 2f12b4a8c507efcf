"""One test for each field of the manifest: that it is used, and what it does."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Sum
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from modules.gallery import hooks as gallery_hooks
from modules.gallery.models import PhotoVersion
from safelight.accounts.models import Client, ClientGroup, Person
from safelight.jobs.testing import drain
from safelight.kernel import events, hooks, permissions, registry, takeouts
from safelight.kernel.manifest import Manifest
from safelight.privacy import erasing
from safelight.site import selectors
from safelight.uploads import counting
from tenants.context import tenant_context
from tenants.models import Studio
from tests.dummy_module import acts, enabling, manifest, notes
from tests.dummy_module.settings import DummySettings
from tests.gallery.factories import make_photo, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on")]
Browse = Callable[..., Browser]
MODULES = frozenset({"gallery", "dummy"})
# Filled in by the registry.
NOT_DECLARED = {"package"}


def _untouched(declared: Any) -> set[str]:
    """Fields of a dataclass that hold their default."""
    return {
        field.name
        for field in dataclasses.fields(declared)
        if getattr(declared, field.name) == field.default
    }


def test_it_uses_every_field() -> None:
    assert _untouched(manifest.MANIFEST) == NOT_DECLARED
    parts = [*manifest.MANIFEST.navigation, *manifest.MANIFEST.uploads]
    assert [_untouched(part) for part in parts] == [set()] * len(parts)


def test_it_has_a_test_for_every_field() -> None:
    tested = {name.removeprefix("test_field_") for name in globals() if "test_field_" in name}
    assert tested == {field.name for field in dataclasses.fields(Manifest)}


def test_field_name() -> None:
    assert registry.module("dummy").title == "Dummy"


def test_field_title(owner: Browser) -> None:
    page = owner.get("/studio/settings/").content.decode()
    assert ">Dummy<" in "".join(page.split())


def test_field_about(owner: Browser) -> None:
    page = owner.get("/studio/settings/switches/").content.decode()
    assert str(registry.module("dummy").about) in page


def test_field_first_steps(owner: Browser) -> None:
    assert "Greet the dummy" in owner.get("/studio/").content.decode()


def test_field_requires(acme: Studio, switch: Callable[..., None], owner: Browser) -> None:
    switch(on=False, module="gallery")
    switch(on=False)
    switch(on=True)
    assert acme.switched_on() >= MODULES
    assert registry.module("dummy").requires == ("gallery",)


def test_field_workspace(owner: Browser) -> None:
    assert owner.get("/studio/dummy/").content == b"The dummy's page of the workspace"


def test_field_site(browser: Browse, acme: Studio) -> None:
    assert browser(acme).get("/dummy/").content == b"The dummy's page of the site"


def test_field_api(owner: Browser) -> None:
    assert owner.get("/api/v1/dummy/").json() == [{"name": "a thing"}]
    assert owner.get("/api/v1/").json()["dummy"].endswith("/api/v1/dummy/")
    described = owner.get("/api/v1/schema/").json()["paths"]["/api/v1/dummy/"]["get"]
    assert described["x-module"] == "dummy"


def test_field_permissions(browser: Browse, acme: Studio, bob: Person) -> None:
    assert manifest.USE in permissions.all_permissions()
    asking = browser(acme, bob)
    assert [asking.get(path).status_code for path in ("/studio/dummy/", "/api/v1/dummy/")] == [
        403, 403,
    ]  # fmt: skip


def test_field_navigation(owner: Browser, browser: Browse, acme: Studio, bob: Person) -> None:
    page = owner.get("/studio/").content.decode()
    assert "Dummy of the menu" in page
    assert ">17<" in page
    assert "g d" in page
    covered = owner.get("/studio/first-steps/").content.decode()
    assert '<a href="/studio/dummy/" aria-current="page"' in covered
    assert "Dummy of the menu" not in browser(acme, bob).get("/studio/").content.decode()


def test_field_needs_you(owner: Browser) -> None:
    assert "The dummy needs you" in owner.get("/studio/").content.decode()


def test_field_site_home(browser: Browse, acme: Studio) -> None:
    assert '<section id="dummy">Hello</section>' in browser(acme).get("/").content.decode()


def test_field_settings(owner: Browser, acme: Studio) -> None:
    address = reverse("settings:module", settings.ROOT_URLCONF, args=["dummy"])
    assert "Greeting of the dummy" in owner.get(address).content.decode()
    owner.post(address, {"greeting": "Ahoy", "loud": "on", "times": "3"})
    with tenant_context(acme):
        stored = selectors.module_settings("dummy", DummySettings)
    assert stored == DummySettings(greeting="Ahoy", loud=True, times=3)


def test_field_schedule(acme: Studio) -> None:
    assert acts.tick() == ["acme"]
    drain()
    assert ("acme", "tidied") in notes.said


def test_field_jobs(acme: Studio) -> None:
    acts.enqueue(acme, "work")
    drain()
    assert ("acme", "work") in notes.said


def test_field_publishes() -> None:
    assert events.event_class("dummy.Happened").__module__ == registry.module("dummy").publishes


def test_field_listens(acme: Studio) -> None:
    acts.publish(acme, 7)
    drain()
    assert ("acme", "heard 7") in notes.said


def test_field_hookspecs() -> None:
    assert "dummy_question" in hooks.specified()


def test_field_extends() -> None:
    assert hooks.call(MODULES, "dummy_question", word="Hello") == ["Hello, said the dummy"]
    ordered = gallery_hooks.ordered_photos(MODULES, visitor_id=1, photo_ids=[5, 6])
    assert ordered == {5}


def test_field_uploads(owner: Browser, browser: Browse, acme: Studio, bob: Person) -> None:
    assert acts.upload(owner).status_code == 201
    assert notes.said[-2:] == [("acme", "upload begun"), ("acme", "upload received")]
    refused = acts.upload(owner, b"too many")
    assert (refused.status_code, json.loads(refused.content)["error"]["code"]) == (
        422, "too_big_for_the_dummy",
    )  # fmt: skip
    assert acts.upload(browser(acme, bob)).status_code == 403


def test_field_mails(acme: Studio) -> None:
    mail = acts.write(acme, "Hello")
    assert (mail.subject, mail.text_body.partition("\n")[0]) == (
        f"Hello from {mail.from_name}", "The dummy says Hello.",
    )  # fmt: skip


def test_field_keeps(inside_acme: Studio) -> None:
    make_version(photo=make_photo(), bytes=1000)
    kept = PhotoVersion.objects.aggregate(bytes=Sum("bytes"))["bytes"]
    assert counting.recount(at=timezone.now()) == -kept < -1000


def test_field_site_parts(owner: Browser, browser: Browse, acme: Studio) -> None:
    assert "Greeting of the dummy" in owner.get(acts.page(owner)).content.decode()
    assert "/dummy/</loc>" in browser(acme).get("/sitemap.xml").content.decode()


def test_field_takeout() -> None:
    assert "dummy.Note" in takeouts.takeouts()["dummy"].stays


def test_field_privacy(acme: Studio, carla: Person) -> None:
    with tenant_context(acme):
        outlook = erasing.outlook(client=carla.client, at=timezone.now())
    assert "What the dummy forgot to write down" in outlook.kept


def test_field_on_enable(acme: Studio, bolt: Studio) -> None:
    assert notes.said == [("acme", "enabled in acme")]
    for studio, rows in ((acme, 1), (bolt, 0)):
        with tenant_context(studio):
            assert ClientGroup.objects.filter(name=enabling.GROUP).count() == rows
            assert Client.objects.exists()


def test_field_package() -> None:
    assert registry.module("dummy").package == "tests.dummy_module"
