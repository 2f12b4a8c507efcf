"""WHCC: two steps, and every error number there is."""

from __future__ import annotations

from typing import Any

import pytest

from modules.labs.adapters import whcc
from modules.labs.contract import (
    Accepted,
    Account,
    Away,
    Begun,
    Catalogue,
    Money,
    NoNews,
    Refused,
    Stage,
    Works,
)
from safelight.fakelab import whcc_shelf
from tests.fakelab.studio import MD5, Studio
from tests.labs.adapters import orders
from tests.labs.adapters.conftest import Script

LAB = whcc.LAB
TRACE = {"ConfirmationID": "a3ff9b4a", "SubTotal": "12.00", "Tax": "0.85"}
IMPORTED = {
    "ConfirmationID": "a3ff9b4a",
    "Orders": [{"SubTotal": "12.00", "Tax": "0.85", "Total": "12.85"}],
}


@pytest.fixture
def account(account: Account, script: Script) -> Account:
    """In the sandbox, with a token."""
    script.say(200, {"Token": "726670514499"})
    account.settings["environment"] = "sandbox"  # type: ignore[index]
    return account


def _error(script: Script, number: str, status: int = 0) -> None:
    script.say(status or int(number[:3]), {"ErrorNumber": number, "Message": "In their words."})


def test_it_imports_first_and_keeps_the_name(
    script: Script, account: Account, studio: Studio
) -> None:
    script.say(200, IMPORTED)
    answer = LAB.submit(account, orders.whcc(studio, note="Fragile"))
    assert isinstance(answer, Begun)
    assert answer.trace == TRACE
    token, asked = script.asked
    assert token.url == "https://sandbox.apps.whcc.com/api/AccessToken"
    assert token.params["consumer_secret"] == "secret"
    assert asked.headers["Authorization"] == "Bearer 726670514499"
    assert asked.told["EntryId"] == "key-1"
    [order] = asked.told["Orders"]
    assert (order["Reference"], order["Instructions"]) == ("LAB-0007", "Fragile")
    assert order["OrderAttributes"] == [{"AttributeUID": 96}, {"AttributeUID": 545}]
    assert order["ShipFromAddress"]["Country"] == "US"
    [item] = order["OrderItems"]
    assert (item["ProductUID"], item["Quantity"]) == (3, 2)
    assert item["ItemAttributes"] == [{"AttributeUID": 1}, {"AttributeUID": 5}]
    [asset] = item["ItemAssets"]
    assert (asset["ProductNodeID"], asset["ImageHash"]) == (10000, MD5)


def test_it_submits_what_was_imported(script: Script, account: Account, studio: Studio) -> None:
    script.say(200, {"ConfirmationID": "a3ff9b4a", "ConfirmedOrders": 1})
    answer = LAB.submit(account, orders.whcc(studio, previous=TRACE))
    assert isinstance(answer, Accepted)
    assert (answer.repeated, answer.progress.lab_id) == (False, "a3ff9b4a")
    assert answer.progress.stage == Stage.RECEIVED
    assert [(each.kind, each.cost) for each in answer.progress.charges] == [
        ("item", Money(1200, "USD")),
        ("other", Money(85, "USD")),
    ]
    assert script.asked[1].path == "/api/OrderImport/Submit/a3ff9b4a"


def test_it_takes_submitted_already_for_success(
    script: Script, account: Account, studio: Studio
) -> None:
    _error(script, "412.04")
    answer = LAB.submit(account, orders.whcc(studio, previous=TRACE))
    assert isinstance(answer, Accepted)
    assert answer.repeated


def test_it_imports_anew_where_the_name_is_unknown(
    script: Script, account: Account, studio: Studio
) -> None:
    _error(script, "412.03")
    script.say(200, IMPORTED | {"ConfirmationID": "b4"})
    answer = LAB.submit(account, orders.whcc(studio, previous=TRACE))
    assert isinstance(answer, Begun)
    assert answer.trace["ConfirmationID"] == "b4"


@pytest.mark.parametrize("status", [500, 502, 429, 302])
def test_it_keeps_the_name_while_nobody_answers(
    script: Script, account: Account, studio: Studio, status: int
) -> None:
    script.say(status)
    answer = LAB.submit(account, orders.whcc(studio, previous=TRACE))
    assert isinstance(answer, Away)
    assert answer.trace == TRACE


@pytest.mark.parametrize("number", ["403", "403.01", "403.02", "403.03"])
def test_it_gives_up_nothing_that_may_be_there_for_keys_that_have_changed(
    script: Script, account: Account, studio: Studio, number: str
) -> None:
    _error(script, number, 403)
    answer = LAB.submit(account, orders.whcc(studio, previous=TRACE))
    assert isinstance(answer, Away)
    assert answer.trace == TRACE


@pytest.mark.parametrize(
    "number",
    [
        "400.01", "400.02", "400.03", "400.04", "400.05", "400.06", "400.07", "400.08",
        "403", "403.02", "403.03", "403.04", "403.05", "412.01", "412.02", "412.05", "412.06",
        "499.99",
    ],
)  # fmt: skip
def test_it_says_why_an_import_was_refused(
    script: Script, account: Account, studio: Studio, number: str
) -> None:
    _error(script, number)
    answer = LAB.submit(account, orders.whcc(studio))
    assert isinstance(answer, Refused)
    assert answer.code == number
    assert answer.sentence.endswith("In their words.")
    assert len(answer.sentence) > len("In their words.") + 10


def test_it_asks_again_where_a_token_has_ended_meanwhile(
    script: Script, account: Account, studio: Studio
) -> None:
    _error(script, "403.01")
    assert isinstance(LAB.submit(account, orders.whcc(studio)), Away)


@pytest.mark.parametrize(
    "changes",
    [{"sku": "GLOBAL-FAP-A3"}, {"sku": "³"}, {"attributes": {"Paper Types": "Lustre Paper"}}],
)
def test_it_refuses_what_has_no_number_of_theirs(
    script: Script, account: Account, studio: Studio, changes: dict[str, Any]
) -> None:
    piece = orders.print_of_whcc(studio, **changes)
    answer = LAB.submit(account, orders.whcc(studio, piece))
    assert isinstance(answer, Refused)
    assert answer.code == "not_theirs"


@pytest.mark.parametrize(
    ("method", "uids"), [("96, 546", [96, 546]), ("", [96, 545]), ("Standard", [96, 545])]
)
def test_it_ships_by_numbers(
    script: Script, account: Account, studio: Studio, method: str, uids: list[int]
) -> None:
    script.say(200, IMPORTED)
    LAB.submit(account, orders.whcc(studio, method=method))
    [order] = script.asked[1].told["Orders"]
    assert [each["AttributeUID"] for each in order["OrderAttributes"]] == uids


def test_it_cuts_texts_where_they_do(script: Script, account: Account, studio: Studio) -> None:
    script.say(200, IMPORTED)
    LAB.submit(account, orders.whcc(studio, reference="R" * 99, note="N" * 999))
    [order] = script.asked[1].told["Orders"]
    assert (len(order["Reference"]), len(order["Instructions"])) == (32, 500)


@pytest.mark.parametrize(
    ("status", "number", "kind"),
    [(403, "403.02", Refused), (403, "403.05", Refused), (500, "", Away), (200, "", Away)],
)
def test_it_connects_by_a_token(
    script: Script, account: Account, status: int, number: str, kind: type
) -> None:
    script.answers.clear()
    script.say(status, {"ErrorNumber": number} if number else {})
    assert isinstance(LAB.check(account), kind)


def test_it_works_with_a_token(script: Script, account: Account) -> None:
    assert LAB.check(account) == Works()


def test_it_has_no_call_for_how_far_an_order_is(account: Account, script: Script) -> None:
    script.answers.clear()
    assert LAB.status(account, lab_id="a3ff9b4a") == NoNews()


def test_it_reads_the_catalogue_with_its_numbers(script: Script, account: Account) -> None:
    script.say(200, whcc_shelf.CATALOG)
    answer = LAB.catalogue(account, skus=["3", "811", "999"])
    assert isinstance(answer, Catalogue)
    small, metal = answer.products
    assert (small.name, small.group) == ("Photo Prints 8x10", "Photo Prints")
    assert (small.width, small.height) == (203, 254)
    assert small.attributes["Paper Types"] == (
        "Lustre Paper · 5", "Glossy Paper · 4", "Metallic Paper · 6",
    )  # fmt: skip
    # Three papers and two canvases; what may be left out is left out.
    assert len(small.variants) == 5
    assert small.variants[0].pixels == {"10000": (2400, 3000)}
    assert {"Metal Surface": "Satin · 902"} in [dict(v.attributes) for v in metal.variants]
    assert answer.unknown == ("999",)
