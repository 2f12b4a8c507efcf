"""PAY-09 for papers: the client of the order and the team get them, everybody else 404."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.commerce.models import Document, Order
from modules.commerce.services import documents
from modules.gallery.models import Gallery
from safelight.accounts.models import Client, Person
from tenants.models import Studio
from tests.commerce.factories import customer, mails, shop
from tests.commerce.papers import orders

Open = Callable[..., Browser]


def another() -> Person:
    """A client of the same studio who ordered nothing here."""
    person: Person = Person.objects.with_email("erna@example.org", name="Erna")
    Client.objects.create(person=person)
    return person


def addresses(order: Order, paper: str) -> list[str]:
    return [
        f"/orders/{order.public_id}/documents/{paper}/",
        f"/api/v1/orders/{order.public_id}/documents/{paper}/",
    ]


def test_it_gives_the_client_and_the_team_the_same_paper(
    invoice: Document, acme: Studio, carla: Person, bob: Person, browser: Open
) -> None:
    bodies = set()
    team = f"/studio/orders/documents/{invoice.public_id}/"
    for who, urls in ((carla, addresses(invoice.order, invoice.public_id)), (bob, [team])):
        for url in urls:
            answer = browser(acme, who).get(url)
            assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), url
            assert answer["Content-Disposition"] == 'attachment; filename="Invoice INV-1.pdf"'
            assert answer["Cache-Control"] == "private, no-store"
            bodies.add(answer.content)
    assert len(bodies) == 1


def test_pay_09_it_gives_nobody_else_a_paper(
    invoice: Document, acme: Studio, browser: Open
) -> None:
    other = another()
    for url in addresses(invoice.order, invoice.public_id):
        assert browser(acme, other).get(url).status_code == 404
    guest = [browser(acme).get(url).status_code for url in addresses(invoice.order, "x")]
    assert guest == [302, 404]
    assert browser(acme, other).get("/studio/orders/documents/").status_code == 403


def test_pay_09_it_gives_no_paper_of_another_order(
    invoice: Document, gallery: Gallery, acme: Studio, browser: Open
) -> None:
    other = another()
    theirs = Order.objects.create(
        number=77, visitor=customer(other).visitor, person=other, email=other.email,
        currency="EUR", placed_at=invoice.issued_at, placement_key="theirs",
    )  # fmt: skip
    for url in addresses(theirs, invoice.public_id):
        assert browser(acme, other).get(url).status_code == 404


def test_it_lists_papers_on_both_pages_of_the_order(
    invoice: Document, acme: Studio, carla: Person, bob: Person, browser: Open
) -> None:
    order = invoice.order.public_id
    for who, url in ((carla, f"/orders/{order}/"), (bob, f"/studio/orders/{order}/")):
        page = browser(acme, who).get(url).content.decode()
        assert "INV-1" in page
        assert f"documents/{invoice.public_id}/" in page


def test_it_tells_programs_of_the_papers(
    invoice: Document, acme: Studio, carla: Person, bob: Person, browser: Open
) -> None:
    orders.give_back(invoice.order, 100)
    own = browser(acme, carla).get(f"/api/v1/orders/{invoice.order.public_id}/documents/").json()
    everything = browser(acme, bob).get("/api/v1/documents/").json()["results"]
    assert [each["number"] for each in own] == ["INV-1", "C-1"]
    assert [each["number"] for each in everything] == ["C-1", "INV-1"]
    assert own[1]["total"] == {"amount": 100, "currency": "EUR"}
    assert own[1]["corrects"] == "INV-1"
    assert browser(acme, carla).get(own[0]["pdf"]).status_code == 200
    assert browser(acme, carla).get("/api/v1/documents/").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2), ("?q=INV-1", 1), ("?q=carla", 2), ("?q=nobody", 0), ("?q=%231001", 2),
        ("?kind=credit_note", 1), ("?kind=x", 2), ("?since=2100-01-01", 0),
        ("?until=2000-01-01", 0), ("?since=2000-01-01&until=2100-01-01", 2), ("?since=x", 2),
    ],
)  # fmt: skip
def test_it_finds_papers(
    query: str, found: int, invoice: Document, acme: Studio, bob: Person, browser: Open
) -> None:
    orders.give_back(invoice.order, 100)
    answer = browser(acme, bob).get(f"/studio/orders/documents/{query}")
    assert answer.status_code == 200
    assert answer.context["page"].count == found


def test_it_leads_a_guest_from_the_mail_to_the_paper(
    inside_acme: Studio, alice: Person, browser: Open
) -> None:
    orders.set_up()
    from_guest = orders.bought(customer(email="gast@example.org"), shop(None))
    paper = orders.pay(from_guest, alice)
    path = documents.mailed_path(paper)
    assert path in mails("order_paid")[0].text_body
    guest = browser(inside_acme)
    answer = guest.get(path, follow=True)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    stranger = browser(inside_acme)
    bad = path.replace("/open/", "/open/x")
    assert stranger.get(bad).status_code == 404
