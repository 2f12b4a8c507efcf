"""Pages of shares: the team's, and the contributor's own, who sees nothing of others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.agency.models import Allocation, Contributor, LedgerEntry, ShareRule, Statement
from modules.agency.services.shares import statements
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.agency.shares.making import (
    AT,
    Line,
    contributor,
    file,
    hear,
    library,
    owner,
    pay,
    rule,
    sell,
)

Open = Callable[..., Browser]


@pytest.fixture
def ansel(inside_acme: Studio, carla: Person) -> Contributor:
    """Carla, by her address; 5.00 of hers were sold in May, and told."""
    made = contributor(email=carla.email, account="DE02")
    _sold(made, "Ansel's", "mine.jpg")
    _sold(contributor("Berenice"), "Berenice's", "hers.jpg")
    statements.close_all(last_date=AT.date(), by=owner(), at=AT)
    return made


def _sold(whose: Contributor, desk: str, name: str) -> None:
    rule("50", None, whose)
    order = sell(Line(photos=[file(library(whose, desk), name=name)], price=1000))
    pay(order)
    hear(order)


def test_it_shows_contributors_their_own_sales_and_nothing_of_others(
    ansel: Contributor, acme: Studio, carla: Person, browser: Open
) -> None:
    hers = Statement.objects.exclude(contributor=ansel).get()
    mine, own = Statement.objects.get(contributor=ansel), browser(acme, carla)
    for path in ("/sales/", "/sales/all/", f"/sales/statements/{mine.public_id}/"):
        page = own.get(path).content.decode()
        assert "€5.00" in page
        assert not {"hers.jpg", "Berenice"} & set(page.replace("'", " ").split())
        assert "Berenice" not in page
    assert "mine.jpg" in own.get(f"/sales/statements/{mine.public_id}/csv/").content.decode()
    for end in ("", "csv/", "pdf/"):
        assert own.get(f"/sales/statements/{hers.public_id}/{end}").status_code == 404


@pytest.mark.usefixtures("ansel")
def test_it_is_no_page_for_somebody_who_contributes_nothing(
    acme: Studio, bob: Person, browser: Open
) -> None:
    assert browser(acme, bob).get("/sales/").status_code == 404
    assert browser(acme).get("/sales/")["Location"].startswith("/sign-in/")


def test_it_prints_a_statement_for_its_contributor(
    ansel: Contributor, acme: Studio, carla: Person, browser: Open
) -> None:
    mine = Statement.objects.get(contributor=ansel)
    answer = browser(acme, carla).get(f"/sales/statements/{mine.public_id}/pdf/")
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]


def test_it_shows_a_draft_before_it_is_closed(
    ansel: Contributor, acme: Studio, alice: Person, browser: Open
) -> None:
    _sold(ansel, "Another desk", "later.jpg")
    path = f"/studio/shares/contributors/{ansel.public_id}/?last_date=2026-05-31"
    page = browser(acme, alice).get(path).content.decode()
    assert ("Draft" in page, "€10.00" in page) == (True, True)
    assert Statement.objects.filter(contributor=ansel).count() == 1


@pytest.mark.usefixtures("ansel")
def test_it_corrects_once_however_often_the_form_comes(
    acme: Studio, alice: Person, browser: Open
) -> None:
    whose = Contributor.objects.get(name="Berenice")
    said = {"way": "take", "amount": "1.50", "reason": "Agreed", "key": "k"}
    for _again in range(2):
        path = f"/studio/shares/contributors/{whose.public_id}/corrections/"
        assert browser(acme, alice).post(path, said).status_code == 302
    (entry,) = LedgerEntry.objects.filter(kind="correction")
    assert (entry.amount, entry.reason, entry.actor) == (-150, "Agreed", alice.name)


@pytest.mark.usefixtures("ansel")
def test_it_sets_a_rule_and_shows_what_somebody_would_get(
    acme: Studio, alice: Person, browser: Open
) -> None:
    team, whose = browser(acme, alice), Contributor.objects.get(name="Berenice")
    said = {"contributor": whose.public_id, "of": "", "percent": "33.333"}
    assert team.post("/studio/shares/rules/", said).status_code == 302
    assert str(ShareRule.objects.get(contributor=whose).percent) == "33.333"
    page = team.get(f"/studio/shares/rules/?whose={whose.public_id}&net=10.00").content.decode()
    assert ("€3.33" in page, "€6.67" in page) == (True, True)


def test_it_pays_by_the_page_and_gives_the_bank_s_file(
    ansel: Contributor, acme: Studio, alice: Person, browser: Open
) -> None:
    team, mine = browser(acme, alice), Statement.objects.get(contributor=ansel)
    said = {"statement": mine.public_id, "currency": "EUR", "minimum": "0", "key": "k" * 22}
    answer = team.post("/studio/shares/payments/run/", said)
    rows = team.get(f"{answer['Location']}csv/").content.decode().splitlines()
    assert rows[1:] == ["Ansel,DE02,5.00,EUR,Statement 1"]


@pytest.mark.usefixtures("ansel")
def test_it_tells_programs_of_allocations_and_statements(
    acme: Studio, alice: Person, browser: Open
) -> None:
    team = browser(acme, alice)
    (newest, _other) = team.get("/api/v1/shares/allocations/").json()["results"]
    assert (newest["contributor_name"], newest["net"], newest["share"]) == ("Berenice", 1000, 500)
    (_one, first) = team.get("/api/v1/shares/statements/").json()["results"]
    found = team.get(f"/api/v1/shares/statements/{first['id']}/").json()
    allocation = Allocation.objects.get(file_name="mine.jpg")
    assert found["lines"][0]["allocation"] == allocation.public_id


@pytest.mark.usefixtures("ansel")
def test_it_is_found_in_the_account_by_contributors_alone(
    acme: Studio, bob: Person, carla: Person, browser: Open
) -> None:
    pages = [browser(acme, who).get("/account/").content.decode() for who in (carla, bob)]
    assert ["/sales/" in page for page in pages] == [True, False]
