"""Switching a module off closes every door of it at once and keeps its data; on opens them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from safelight.accounts.models import ClientGroup, Member, Person, Role
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.kernel import gate, hooks, registry
from safelight.site import selectors
from safelight.site.services import settings as stored
from tenants import modules, resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.dummy_module import acts, enabling, notes
from tests.dummy_module.installing import uninstalled
from tests.dummy_module.settings import DummySettings
from tests.support.world import MODULES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on")]
Browse = Callable[..., Browser]
Switch = Callable[..., None]
OWN = ("/studio/dummy/", "/dummy/", "/api/v1/dummy/")
DOORS = (*OWN, "/studio/settings/modules/dummy/")
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


@pytest.fixture(params=["itself", "what it requires"])
def off(request: pytest.FixtureRequest, on: None, switch: Switch) -> None:
    """The dummy is off: switched off itself, or because the gallery is."""
    switch(on=False, module="dummy" if request.param == "itself" else "gallery")


@pytest.fixture
def caught(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


@pytest.mark.usefixtures("off")
def test_it_closes_pages_and_api(owner: Browser) -> None:
    for path in OWN:
        for method in METHODS:
            assert getattr(owner, method)(path).status_code == 404, (path, method)
    assert {owner.get(path).status_code for path in DOORS} == {404}
    error = owner.get("/api/v1/dummy/").json()["error"]
    assert error == {"code": "not_found", "message": "There is nothing at this address."}


@pytest.mark.usefixtures("off")
def test_it_leaves_the_menu_home_pages_settings_and_description(owner: Browser) -> None:
    for path in ("/studio/", "/", "/studio/settings/", "/api/v1/", "/api/v1/schema/"):
        assert "dummy" not in owner.get(path).content.decode().lower(), path


def test_it_skips_a_job_that_was_asked_for_before(
    acme: Studio, switch: Switch, caught: pytest.LogCaptureFixture
) -> None:
    acts.enqueue(acme, "too late")
    switch(on=False)
    drain()
    job = Job.objects.get(kind="dummy.note")
    assert (job.state, job.error) == ("skipped", "The module dummy is off.")
    assert "(dummy.note) skipped: dummy is off" in caught.text
    assert ("acme", "too late") not in notes.said


@pytest.mark.usefixtures("off")
def test_it_leaves_the_schedule() -> None:
    assert acts.tick() == []


def test_it_stops_hearing(acme: Studio, switch: Switch) -> None:
    acts.publish(acme, 1)
    switch(on=False)
    acts.publish(acme, 2)
    assert Job.objects.filter(kind="outbox.hear").count() == 1
    drain()
    assert Job.objects.get(kind="outbox.hear").state == "skipped"
    assert not [word for _studio, word in notes.said if word.startswith("heard")]


@pytest.mark.usefixtures("off")
def test_it_answers_no_hook(acme: Studio) -> None:
    asked = gate.enabled_modules(acme)
    assert hooks.call(asked, "dummy_question", word="Hello") == []


@pytest.mark.usefixtures("off")
def test_it_takes_no_uploads(owner: Browser) -> None:
    refused = acts.upload(owner)
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")
    assert ("acme", "upload begun") not in notes.said


def test_it_grants_nothing_and_stays_on_the_role(acme: Studio, switch: Switch) -> None:
    with tenant_context(acme):
        role = Role.objects.create(name="Dummy", permissions=["dummy.use", "gallery.view"])
    switch(on=False)
    assert role.allows(gate.enabled_modules(acme)) == {"gallery.view"}
    with tenant_context(acme):
        role.refresh_from_db()
    assert role.permissions == ["dummy.use", "gallery.view"]
    switch(on=True)
    assert role.allows(gate.enabled_modules(acme)) == {"dummy.use", "gallery.view"}


def test_it_keeps_its_data_and_comes_back_with_all_of_it(
    acme: Studio, switch: Switch, owner: Browser
) -> None:
    with tenant_context(acme):
        stored.change_module(module="dummy", settings=DummySettings(greeting="Ahoy"))
    switch(on=False)
    with tenant_context(acme):
        assert selectors.site_settings().modules["dummy"]["greeting"] == "Ahoy"
        assert ClientGroup.objects.filter(name=enabling.GROUP).count() == 1
    switch(on=True)
    assert [owner.get(path).status_code for path in DOORS] == [200] * len(DOORS)
    assert "Ahoy" in owner.get("/").content.decode()
    assert acts.upload(owner).status_code == 201
    assert acts.tick() == ["acme"]
    acts.publish(acme, 3)
    drain()
    assert {("acme", "tidied"), ("acme", "heard 3")} <= set(notes.said)
    with tenant_context(acme):
        assert ClientGroup.objects.filter(name=enabling.GROUP).count() == 1


def test_it_is_nothing_to_a_studio_that_never_had_it(
    bolt: Studio, mallory: Person, browser: Browse
) -> None:
    assert {browser(bolt, mallory).get(path).status_code for path in DOORS} == {404}
    acts.publish(bolt, 4)
    acts.enqueue(bolt, "work")
    drain()
    assert set(Job.objects.values_list("state", flat=True)) == {"skipped"}


class TestSwitchingOn:
    def test_it_brings_what_is_required_lowest_first(self, acme: Studio, switch: Switch) -> None:
        for module in ("dummy", "commerce", "gallery"):
            switch(on=False, module=module)
        assert _on(acme) == ("gallery", "dummy")
        assert _on(acme) == ()

    def test_it_prepares_the_module_each_time(self, switch: Switch) -> None:
        switch(on=True)
        assert len(notes.said) == 1
        switch(on=False)
        switch(on=True)
        assert notes.said == [("acme", "enabled in acme")] * 2

    def test_it_leaves_a_module_off_whose_preparing_fails(
        self, acme: Studio, switch: Switch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        switch(on=False)
        monkeypatch.setattr(enabling, "prepare", _fail)
        with pytest.raises(ZeroDivisionError):
            _on(acme)
        assert "dummy" not in acme.switched_on()
        with tenant_context(acme):
            assert not ClientGroup.objects.filter(name="half done").exists()

    def test_it_refuses_a_module_that_is_not_installed(self, acme: Studio) -> None:
        with pytest.raises(registry.UnknownModule):
            modules.switch_on(studio=acme, module="nothing", at=acme.created_at)


def test_it_is_gone_once_it_is_not_installed(owner: Browser, acme: Studio, bob: Person) -> None:
    """Its row in a studio that had it on opens nothing, and its permission grants nothing."""
    with tenant_context(acme):
        role = Member.objects.get(person=bob).role
    role.permissions = ["dummy.use"]
    with uninstalled("tests.dummy_module"):
        resolve.forget_all()
        assert {owner.get(path).status_code for path in DOORS} == {404}
        assert gate.enabled_modules(acme) == set(MODULES)
        assert role.allows(acme.switched_on()) == frozenset()
        assert reverse("site:home", settings.ROOT_URLCONF) == "/"


def _on(studio: Studio) -> tuple[str, ...]:
    return modules.switch_on(studio=studio, module="dummy", at=studio.created_at)


def _fail(studio: Any) -> None:
    ClientGroup.objects.create(name="half done")
    raise ZeroDivisionError
