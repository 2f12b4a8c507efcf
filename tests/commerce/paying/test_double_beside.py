"""The double as a program beside Safelight: its pages, and how it carries its news."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from safelight.configuration import ROOT
from tests.journeys.stack import until
from tests.stripe_double import Courier, StripeDouble


class Ears(HTTPServer):
    """A webhook that takes everything."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ear)
        self.heard: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook/"


class _Ear(BaseHTTPRequestHandler):
    server: Ears

    def do_POST(self) -> None:  # noqa: N802 - the server's name
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        assert self.headers["Stripe-Signature"].startswith("t=")
        self.server.heard.append(json.loads(body)["type"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """A test's output is its own."""


@pytest.fixture
def ears() -> Iterator[Ears]:
    server = Ears()
    Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def courier(ears: Ears) -> Iterator[Courier]:
    with StripeDouble() as stripe, Courier(stripe, ears.address) as made:
        yield made


def _press(stripe: StripeDouble, path: str, **form: str) -> str:
    body = urlencode(form).encode()
    with urlopen(Request(stripe.address + path, body)) as answer:  # noqa: S310 - of the double
        return str(answer.read().decode())


def _session(stripe: StripeDouble) -> str:
    """Something to pay for, 15.00 EUR."""
    line, price = "line_items[0]", "line_items[0][price_data]"
    made = stripe.make_session(
        account="",
        params={
            "mode": "payment", f"{line}[quantity]": "3", f"{price}[unit_amount]": "500",
            f"{price}[currency]": "eur", f"{price}[product_data][name]": "<b>Print</b>",
            "client_reference_id": "o", "success_url": f"{stripe.address}/?paid",
            "cancel_url": f"{stripe.address}/?back",
        },
    )  # fmt: skip
    return str(made["id"])


def test_it_shows_what_is_paid_for(courier: Courier) -> None:
    stripe = courier.stripe
    with urlopen(f"{stripe.address}/pay/{_session(stripe)}") as answer:  # noqa: S310 - as above
        page = answer.read().decode()
    assert "3 × 5.00 EUR" in page
    assert "<b>15.00 EUR</b>" in page
    assert "<b>Print" not in page


@pytest.mark.parametrize(
    ("way", "heard"), [("once", "abc"), ("twice", "aabbcc"), ("backwards", "cbacba")]
)
def test_it_carries_its_news_the_way_that_was_chosen(
    way: str, heard: str, courier: Courier, ears: Ears
) -> None:
    stripe = courier.stripe
    session = _session(stripe)
    stripe._intent(stripe.state.things[session])
    until(lambda: ears.heard == ["payment_intent.created"], what="the first news")
    _press(stripe, f"/pay/{session}", act="pay", way=way)
    kinds = {
        "a": "charge.succeeded", "b": "payment_intent.succeeded", "c": "checkout.session.completed"
    }  # fmt: skip
    until(lambda: ears.heard[1:] == [kinds[one] for one in heard], what=f"{way}: {ears.heard}")


def test_it_keeps_late_news_until_they_are_sent_from_the_desk(courier: Courier, ears: Ears) -> None:
    stripe = courier.stripe
    _press(stripe, f"/pay/{_session(stripe)}", act="pay", way="late")
    until(lambda: len(courier.waiting) == 4, what="news that wait")
    assert ears.heard == []
    assert "checkout.session.completed" in _press(stripe, "/", act="send")
    assert len(ears.heard) == 4


def test_it_takes_a_double_click_for_one(courier: Courier) -> None:
    stripe = courier.stripe
    path = f"/pay/{_session(stripe)}"
    _press(stripe, path, act="pay", way="never")
    assert "This was paid already" in _press(stripe, path, act="pay", way="never")
    assert len(stripe.state.of("charge", "")) == 1


def test_it_gives_back_on_the_desk_no_more_than_came(courier: Courier) -> None:
    stripe = courier.stripe
    session = _session(stripe)
    _press(stripe, f"/pay/{session}", act="secure")
    _press(stripe, f"/pay/{session}/secure", act="confirm")
    intent = stripe.intent_of(session)
    for amount in ("1501", "1000", "501"):
        _press(stripe, "/", act="refund", thing=intent, amount=amount)
    assert stripe.given_back(intent) == 1000


def test_it_starts_by_itself_and_says_how_safelight_is_pointed_at_it() -> None:
    command = [sys.executable, "-m", "tests.stripe_double", "--port=0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        address = program.stdout.readline().split()[-1]
        said = [program.stdout.readline() for _line in range(5)]
        with urlopen(address) as answer:  # noqa: S310 - of the double
            assert "The desk" in answer.read().decode()
        program.terminate()
    assert f"  export STRIPE_ADDRESS={address.rstrip('/')}\n" in said
    assert program.returncode == 0
