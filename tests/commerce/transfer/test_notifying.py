"""*Notify clients*: once for each client and order, after a look at what matches (B6 b, d, e)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.commerce.models import TransferNotice
from modules.commerce.services import transferring
from modules.commerce.services.transferring.notifying import FinalsAreShut
from modules.gallery.services import galleries, transfers
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.commerce.transfer.conftest import Fair, Open

pytestmark = pytest.mark.django_db


def report(fair: Fair) -> transferring.Report:
    return transferring.report(
        gallery_id=fair.gallery.pk, with_prints=False,
        transferred=transfers.matched(fair.gallery).photo_ids,
    )  # fmt: skip


def test_it_tells_each_client_once_and_again_of_a_new_order(fair: Fair) -> None:
    fair.transfer("A.jpg", "B.jpg")
    first = fair.order("A")
    assert fair.notify().now == [first]
    again = fair.notify()
    assert (again.now, again.before) == ([], [first])
    second = fair.order("B")
    third = fair.notify()
    assert (third.now, third.before) == ([second], [first])
    assert [mail.to_email for mail in mails("finals_ready")] == ["anna@example.org"] * 2


def test_it_puts_the_personal_link_in_the_mail(fair: Fair) -> None:
    fair.transfer("A.jpg")
    order = fair.order("A")
    fair.notify()
    (mail,) = mails("finals_ready")
    assert fair.path(order) in mail.text_body
    assert "A.jpg" in mail.text_body
    assert f"/orders/{order.public_id}/open/" not in mail.text_body


def test_it_waits_for_money_and_for_all_finals(fair: Fair) -> None:
    fair.transfer("A.jpg")
    unpaid, half = fair.order("A", paid=False), fair.order("A", "B")
    told = fair.notify()
    assert told.now == []
    assert {line.order for line in told.waiting} == {unpaid, half}
    assert fair.notify(incomplete=True).now == [half]
    fair.transfer("B.jpg")
    assert fair.notify().before == [half]


def test_it_hands_over_what_is_there_and_the_rest_when_it_comes(fair: Fair) -> None:
    fair.transfer("A.jpg")
    order = fair.order("A", "B")
    fair.notify(incomplete=True)
    states = order.items.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["delivered", "external"]
    fair.transfer("B.jpg")
    fair.notify()
    order.refresh_from_db()
    assert list(states.all()) == ["delivered", "delivered"]
    assert order.fulfilment == "fulfilled"


def test_it_lists_what_does_not_match_before_anything_is_sent(fair: Fair) -> None:
    fair.transfer("A.jpg", "D.jpg")
    fair.order("A", "B")
    matching = transfers.matched(fair.gallery)
    assert [stray.final.name for stray in matching.strays] == ["D.jpg"]
    assert [photo.name for photo in matching.bare] == ["B.jpg", "C.jpg"]
    assert report(fair).missing == ["B.jpg"]
    assert mails("finals_ready") == []


def test_it_refuses_while_nobody_could_download(fair: Fair) -> None:
    fair.transfer("A.jpg")
    fair.order("A")
    fair.allow("nobody")
    with pytest.raises(FinalsAreShut):
        fair.notify()
    fair.allow("ordered")
    galleries.unpublish(gallery=fair.gallery)
    with pytest.raises(FinalsAreShut):
        fair.notify()
    assert mails("finals_ready") == []


def test_it_says_on_its_page_who_was_told_and_who_before(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    fair.transfer("A.jpg")
    fair.order("A")
    mine = browser(acme, alice)
    address = f"/studio/orders/galleries/{fair.gallery.public_id}/notify/"
    assert "1 client was told now" in mine.post(address).content.decode()
    assert "1 client was told before" in mine.post(address).content.decode()


def test_it_shows_the_report_on_the_tab_of_the_gallery(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    fair.transfer("A.jpg", "D<script>.jpg")
    fair.order("A", "B")
    address = f"/studio/galleries/{fair.gallery.public_id}/transfer/"
    page = browser(acme, alice).get(address).content.decode()
    assert "1 final matches no photo" in page
    assert "D&lt;script&gt;.jpg" in page
    assert "1 ordered photo has no final yet" in page
    assert "anna@example.org" in page


def test_it_shows_each_clients_link_in_the_order(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    order = fair.order("A")
    page = browser(acme, alice).get(f"/studio/orders/{order.public_id}/").content.decode()
    assert fair.path(order) in page


def test_it_lets_nobody_notify_who_may_not_manage_orders(
    fair: Fair, acme: Studio, browser: Callable[..., Browser], bob: Person
) -> None:
    address = f"/studio/orders/galleries/{fair.gallery.public_id}/notify/"
    assert browser(acme, bob).post(address).status_code == 403
    assert not TransferNotice.objects.exists()
