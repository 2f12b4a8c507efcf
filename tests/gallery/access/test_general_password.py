"""Entering by the general password."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.gallery.models import AccessEntry, Gallery, Unlock
from modules.gallery.services import authorizations
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.gallery.access.doors import PASSWORD, TITLE, with_password

Knock = Callable[..., int]


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    return with_password()


@pytest.fixture
def knock(guest: Browser, gallery: Gallery) -> Knock:
    """``knock(password, address)``: the status of a try."""

    def give(password: str, address: str = "192.0.2.1") -> int:
        there = f"/galleries/{gallery.public_id}/unlock/"
        answer = guest.post(there, {"password": password}, REMOTE_ADDR=address)
        return answer.status_code

    return give


def page(browser: Browser, gallery: Gallery) -> int:
    return browser.get(f"/galleries/{gallery.public_id}/").status_code


def test_b1_b_it_asks_for_the_password_alone_of_who_has_the_link(
    guest: Browser, gallery: Gallery
) -> None:
    answer = guest.get(f"/galleries/{gallery.public_id}/")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert 'type="password"' in html
    assert "data-gallery" not in html
    assert answer["Cache-Control"] == "private, no-store"


def test_b1_c_it_opens_the_grid_with_the_right_password(
    guest: Browser, gallery: Gallery, knock: Knock
) -> None:
    assert knock(PASSWORD) == 302
    answer = guest.get(f"/galleries/{gallery.public_id}/")
    assert answer.content.decode().count('data-id="') == 3


def test_b1_d_it_tells_nothing_after_a_wrong_password(guest: Browser, gallery: Gallery) -> None:
    there = f"/galleries/{gallery.public_id}/unlock/"
    html = guest.post(there, {"password": "wrong"}).content.decode()
    assert "This password is not right" in html
    assert TITLE not in html
    assert "/data/" not in html


def test_b1_e_it_logs_the_password_and_no_name(
    guest: Browser, gallery: Gallery, knock: Knock
) -> None:
    knock(PASSWORD)
    page(guest, gallery)
    page(guest, gallery)
    entry = AccessEntry.objects.get()
    assert (entry.via, entry.email) == ("password", "")
    assert entry.remote_address == "127.0.0.1"


def test_gal_02_it_keeps_another_gallery_with_the_same_password_locked(
    guest: Browser, gallery: Gallery, knock: Knock
) -> None:
    other = with_password()
    assert knock(PASSWORD) == 302
    assert page(guest, gallery) == 200
    assert page(guest, other) == 403


def test_gal_03_it_takes_the_password_from_the_body_alone(guest: Browser, gallery: Gallery) -> None:
    there = f"/galleries/{gallery.public_id}/unlock/"
    assert guest.post(f"{there}?password={PASSWORD}").status_code == 403
    assert guest.get(f"{there}?password={PASSWORD}").status_code == 405
    assert guest.get(f"/galleries/{gallery.public_id}/?password={PASSWORD}").status_code == 403
    assert not Unlock.objects.exists()


@pytest.mark.parametrize("password", [PASSWORD, "quite another secret"])
def test_gal_03_it_writes_the_password_into_no_answer_and_no_log(
    password: str, guest: Browser, gallery: Gallery, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = guest.post(f"/galleries/{gallery.public_id}/unlock/", {"password": password})
    told = f"{answer.headers}{answer.cookies}{answer.content.decode()}{caplog.text}"
    assert password not in told


def test_gal_04_it_allows_ten_tries_from_one_address(
    guest: Browser, gallery: Gallery, knock: Knock
) -> None:
    assert [knock("wrong") for _ in range(10)] == [403] * 10
    there = f"/galleries/{gallery.public_id}/unlock/"
    answer = guest.post(there, {"password": PASSWORD}, REMOTE_ADDR="192.0.2.1")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900
    assert page(guest, gallery) == 403


def test_gal_04_it_opens_with_the_right_password_from_another_address(
    guest: Browser, gallery: Gallery, knock: Knock
) -> None:
    for _ in range(12):
        knock("wrong")
    assert knock(PASSWORD, "192.0.2.2") == 302
    assert page(guest, gallery) == 200


def test_gal_04_it_warns_the_studio_by_one_mail(gallery: Gallery, knock: Knock) -> None:
    for _ in range(13):
        knock("wrong")
    for _ in range(11):
        knock("wrong", "192.0.2.2")
    mail = OutgoingMessage.objects.get(template="gallery_guessed")
    assert mail.to_email == "hello@acme.example"
    assert TITLE in mail.subject


def test_gal_04_it_counts_no_try_for_a_right_password(gallery: Gallery, knock: Knock) -> None:
    assert {knock(PASSWORD) for _ in range(12)} == {302}


def test_gal_05_it_asks_everybody_again_after_a_new_password(
    guest: Browser, gallery: Gallery, knock: Knock
) -> None:
    knock(PASSWORD)
    assert page(guest, gallery) == 200
    authorizations.set_password(gallery=gallery, password="another one")
    assert page(guest, gallery) == 403
    assert knock(PASSWORD) == 403
    assert knock("another one") == 302
    assert page(guest, gallery) == 200


def test_it_signs_a_visitors_cookie_for_this_studio_only(
    guest: Browser, gallery: Gallery, knock: Knock, bolt: Studio
) -> None:
    knock(PASSWORD)
    cookie = guest.cookies["visitor"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    guest.cookies["visitor"] = f"{'A' * 22}{cookie.value[22:]}"
    assert page(guest, gallery) == 403
