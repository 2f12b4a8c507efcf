"""The guide of a new studio, from its look to a gallery that a client has in their mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery, Sending, SendingRecipient
from safelight.accounts.models import Client, Person
from safelight.site import first_steps
from safelight.site.models import SiteSettings
from tenants.models import Studio

Browse = Callable[..., Browser]
STEPS = "/studio/first-steps/"


@pytest.fixture
def mine(browser: Browse, acme: Studio, alice: Person) -> Browser:
    return browser(acme, alice)


def home(browser: Browser) -> str:
    return browser.get("/studio/").content.decode()


def test_it_begins_with_the_look_and_counts_what_is_there(mine: Browser, acme: Studio) -> None:
    page = home(mine)
    for title in (
        "Make the site yours", "Make your first gallery", "Upload photos",
        "Share it with a client", "Invite a colleague", "Be paid online",
    ):  # fmt: skip
        assert title in page
    # Bob is on the team already.
    assert "1 of 6" in page


def test_it_ends_with_a_shared_gallery_its_link_and_the_mail(
    mine: Browser, inside_acme: Studio
) -> None:
    gallery = Gallery.objects.create(title="Wedding")
    sending = Sending.objects.create(
        gallery=gallery, subject="Your photos", message="Here", at=timezone.now()
    )
    client = Client.objects.get(person__email="carla@example.org")
    SendingRecipient.objects.create(sending=sending, client=client)
    page = home(mine)
    assert f"http://acme.localhost:8000/galleries/{gallery.public_id}/" in page
    assert "“Your photos” went to 1 person: carla@example.org" in page
    assert f"/studio/galleries/{gallery.public_id}/" in page


def test_it_counts_everybody_whom_the_mail_went_to(mine: Browser, inside_acme: Studio) -> None:
    gallery = Gallery.objects.create(title="Wedding")
    sending = Sending.objects.create(gallery=gallery, subject="Here", message="", at=timezone.now())
    for number in range(6):
        person = Person.objects.create(email=f"c{number}@example.org")
        client = Client.objects.create(person=person)
        SendingRecipient.objects.create(sending=sending, client=client)
    page = home(mine)
    assert "“Here” went to 6 people: c0@example.org" in page
    assert "c3@example.org, …" in page


def test_it_offers_to_show_what_is_left_only_while_something_is(
    mine: Browser, inside_acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'name="again"' in mine.get(STEPS).content.decode()
    monkeypatch.setattr(first_steps.Guide, "is_done", True)
    assert 'name="again"' not in mine.get(STEPS).content.decode()


def test_it_skips_each_step_and_comes_back_from_help(mine: Browser, inside_acme: Studio) -> None:
    for key in ("brand", "gallery", "upload", "share", "payments"):
        assert "First steps" in home(mine)
        assert mine.post(STEPS, {"skip": key})["Location"] == "/studio/"
    page = home(mine)
    assert "First steps" not in page
    assert f'href="{STEPS}"' in page
    assert mine.get(STEPS).content.decode().count("skipped") == 5
    mine.post(STEPS, {"again": "1"})
    assert "First steps" in home(mine)


def test_it_hides_as_a_whole_and_keeps_settings_of_modules(
    mine: Browser, inside_acme: Studio
) -> None:
    SiteSettings.objects.filter(pk=1).update(modules={"gallery": {"spacing": 3}})
    mine.post(STEPS, {"skip": "*"})
    assert "First steps" not in home(mine)
    assert SiteSettings.objects.get(pk=1).modules["gallery"] == {"spacing": 3}
