"""Who downloads which finals (B6 a, c, f; row 173)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce import extensions
from modules.commerce.models import Order, Refund, TransferVisit
from modules.commerce.services import paying
from modules.commerce.services.delivery import withdrawing
from modules.commerce.services.orders import cancelling, links
from modules.gallery import facade
from modules.gallery.services import galleries
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce import selling
from tests.commerce.factories import customer
from tests.commerce.transfer.conftest import Fair, Open, downloads, guest

pytestmark = pytest.mark.django_db


def test_it_gives_nothing_to_anybody_where_no_box_is_ticked(
    fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.allow("nobody")
    fair.transfer("A.jpg")
    order = fair.order("A")
    mine = browser(acme)
    mine.get(fair.path(order))
    assert downloads(mine, fair) == set()
    assert mine.get(fair.tab).status_code == 404


def test_it_gives_exactly_what_was_ordered_paid_and_transferred(
    fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.transfer("A.jpg", "C.jpg")
    order = fair.order("A", "B")
    mine = browser(acme)
    assert downloads(mine, fair) == set()
    assert mine.get(fair.path(order)).headers["Location"] == fair.tab
    assert downloads(mine, fair) == {"A.jpg"}


def test_it_gives_nothing_of_an_order_that_is_not_paid(
    fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.transfer("A.jpg")
    order = fair.order("A", paid=False)
    mine = browser(acme)
    mine.get(fair.path(order))
    assert downloads(mine, fair) == set()
    fair.pay(order)
    assert downloads(mine, fair) == {"A.jpg"}


def test_it_gives_everything_that_matches_to_anybody(
    fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.allow("anybody")
    fair.transfer("A.jpg", "b.TIF", "stray.jpg")
    assert downloads(browser(acme), fair) == {"A.jpg", "b.TIF"}


def test_it_gives_nothing_to_somebody_who_may_not_enter_the_gallery(
    fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.allow("anybody")
    fair.transfer("A.jpg")
    galleries.unpublish(gallery=fair.gallery)
    assert browser(acme).get(fair.tab).status_code == 404
    assert downloads(browser(acme), fair) == set()


def test_it_shows_the_tab_by_the_mailed_link_and_not_by_the_order_s_own(
    fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.transfer("A.jpg")
    order = fair.order("A")
    page = f"/galleries/{fair.gallery.public_id}/"
    mine = browser(acme)
    mine.get(links.mailed_path(order))
    assert "by a personal link" in mine.get(f"/orders/{order.public_id}/").content.decode()
    assert "Photos to download" not in mine.get(page).content.decode()
    assert "personal link in the mail" in mine.get(fair.tab).content.decode()
    mine.get(fair.path(order))
    assert "Photos to download" in mine.get(page).content.decode()
    assert "A.jpg" in mine.get(fair.tab).content.decode()


def test_it_keeps_two_clients_apart(fair: Fair, acme: Studio, browser: Open) -> None:
    fair.transfer("A.jpg", "B.jpg", "C.jpg")
    anna, bert = fair.order("A", "B"), fair.order("A", "C", email="bert@example.org")
    hers, his = browser(acme), browser(acme)
    hers.get(fair.path(anna))
    his.get(fair.path(bert))
    assert downloads(hers, fair) == {"A.jpg", "B.jpg"}
    assert downloads(his, fair) == {"A.jpg", "C.jpg"}
    assert hers.get(f"/orders/{bert.public_id}/").status_code == 404
    assert "C.jpg" not in hers.get(fair.tab).content.decode()


def test_it_takes_the_right_away_with_the_money(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    fair.transfer("A.jpg", "B.jpg")
    order = fair.order("A", "B")
    mine = browser(acme)
    mine.get(fair.path(order))
    _give_back(order, alice, "A.jpg")
    assert downloads(mine, fair) == {"B.jpg"}
    _give_back(order, alice, "B.jpg")
    assert downloads(mine, fair) == set()


def _give_back(order: Order, by: Person, name: str) -> None:
    order.refresh_from_db()
    line = order.lines.get(items__name=name)
    paying.refund(
        order=order, parts=[paying.Part(line, 1000)], reason="", by=by, key=name, at=timezone.now()
    )
    drain()
    assert Refund.objects.filter(state="succeeded", key__isnull=False).exists()


def test_it_gives_a_photo_that_was_ordered_twice_while_one_order_stands(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    fair.transfer("A.jpg")
    first, second = fair.order("A"), fair.order("A")
    mine = browser(acme)
    mine.get(fair.path(first))
    mine.get(fair.path(second))
    cancelling.cancel(order=first, by=alice, at=timezone.now(), tell_client=False)
    assert downloads(mine, fair) == {"A.jpg"}
    cancelling.cancel(order=second, by=alice, at=timezone.now(), tell_client=False)
    assert downloads(mine, fair) == set()


def test_it_gives_nothing_while_downloads_of_the_order_are_off(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    fair.transfer("A.jpg")
    order = fair.order("A")
    mine = browser(acme)
    mine.get(fair.path(order))
    withdrawing.withdraw(order=order, by=alice, at=timezone.now())
    assert downloads(mine, fair) == set()


@pytest.mark.parametrize(("with_prints", "expected"), [(False, set()), (True, {"A.jpg"})])
def test_it_counts_a_print_only_where_the_studio_says_so(
    with_prints: bool, expected: set[str], fair: Fair, acme: Studio, browser: Open
) -> None:
    fair.allow("ordered", with_prints=with_prints)
    fair.transfer("A.jpg")
    prints = selling.price_list("print")
    prints.offerings.create(gallery=fair.gallery)
    fair.row = selling.price_row(prints, 500)
    selling.profile("Fetched", prints, kind="pick-up")
    order = fair.order("A")
    mine = browser(acme)
    mine.get(fair.path(order))
    assert downloads(mine, fair) == expected


def test_it_opens_the_link_of_a_person_for_that_person_alone(
    fair: Fair, acme: Studio, browser: Open, carla: Person
) -> None:
    fair.transfer("A.jpg")
    order = fair.order_by(customer(carla), "A")
    stranger = browser(acme)
    assert stranger.get(fair.path(order)).headers["Location"].startswith("/sign-in")
    assert downloads(stranger, fair) == set()
    hers = browser(acme, carla)
    hers.get(fair.path(order))
    assert downloads(hers, fair) == {"A.jpg"}


def test_it_leaves_no_visit_of_the_team(
    fair: Fair, acme: Studio, browser: Open, alice: Person
) -> None:
    order = fair.order("A")
    assert browser(acme, alice).get(fair.path(order)).status_code == 302
    assert not TransferVisit.objects.exists()


@pytest.mark.parametrize("stamp", ["x", "é", "0" * 43])
def test_it_opens_nothing_by_a_wrong_stamp(
    stamp: str, fair: Fair, acme: Studio, browser: Open
) -> None:
    order = fair.order("A")
    wrong = fair.path(order).rsplit("/", 2)[0] + f"/{stamp}/"
    assert browser(acme).get(wrong).status_code == 404


def test_it_takes_no_stamp_of_another_order(fair: Fair, acme: Studio, browser: Open) -> None:
    anna, bert = fair.order("A"), fair.order("B", email="bert@example.org")
    mixed = fair.path(anna).replace(anna.public_id, bert.public_id, 1)
    assert browser(acme).get(mixed).status_code == 404


def test_it_writes_down_who_was_given_what(fair: Fair, acme: Studio, browser: Open) -> None:
    fair.transfer("A.jpg", "B.jpg")
    order = fair.order("A", "B")
    mine = browser(acme)
    mine.get(fair.path(order))
    assert mine.get(f"{fair.tab}archive/").status_code == 302
    log = facade.downloads_of_order(order_public_id=order.public_id)
    assert {(row.name, row.email, row.in_archive) for row in log} == {
        ("A.jpg", "anna@example.org", True), ("B.jpg", "anna@example.org", True),
    }  # fmt: skip


def test_it_keeps_the_visit_of_somebody_who_signs_in(
    fair: Fair, acme: Studio, browser: Open, carla: Person
) -> None:
    order, who = fair.order("A"), guest("x@example.org")
    visit = TransferVisit.objects.create(order=order, visitor=who.visitor, at=timezone.now())
    target = customer(carla).visitor
    extensions.merge_visitor(source_id=who.visitor.pk, target_id=target.pk)
    visit.refresh_from_db()
    assert visit.visitor == target
