"""Buying, from the checkout's page to an order that is paid, against the double of Stripe.

    bin/bench checkout [--json] [--rate 50] [--seconds 60]

Clients come at the offered rate, whether those before them are done or not; each has something in
the cart and opens the checkout, orders, chooses to pay, pays at the double, and comes back.
``request_ms`` are all answers together, ``steps_ms`` those of one kind. ``late_ms`` is how much
later than they came clients were let in, since there are 32 of them at most at a time. Nobody else
tells of a payment: the order is paid because the provider is asked when the client comes back. No
worker runs, so mails and papers wait. Clients and the double take their part of the machine, too.
The yardstick is the same page of the checkout, looked at by one client alone.
"""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

import django

from bench import _report, _stack, gallery
from bench._buyer import Buyer, WrongAnswer
from tests.stripe_double import StripeDouble
from tests.stripe_double.server import API_KEY, SECRET

if TYPE_CHECKING:
    from bench._checkout import Shop

AIM = {"per_second": 50.0, "p95_ms": 250.0, "errors": 0, "paid_twice": 0}
CLIENTS, AT_ONCE, WARMING = 2, 16, 16
STEPS = ("look", "order", "pay", "return")
Taken = dict[str, list[float]]


@dataclass
class Run:
    """What one process of clients found."""

    taken: Taken = field(default_factory=lambda: defaultdict(list))
    late: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    parser = _report.arguments(__doc__)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    with _report.folder() as folder, _stack.servers(folder), StripeDouble() as stripe:
        os.environ |= {
            "SAFELIGHT_VAR": str(folder), "STRIPE_API_KEY": API_KEY,
            "STRIPE_WEBHOOK_SECRET": SECRET, "STRIPE_ADDRESS": stripe.address,
        }  # fmt: skip
        django.setup()
        # Settings and models are read from here on.
        _checkout = import_module("bench._checkout")
        account = stripe.make_account(account="", params={})["id"]
        stripe.finish_onboarding(account)
        shop = _checkout.prepare(int(given.rate * given.seconds) + WARMING, account)
        report = measure(shop, stripe, given.rate)
        report |= _checkout.books(shop)
    _report.say(report, as_json=given.json)


def measure(shop: Shop, stripe: StripeDouble, rate: float) -> dict[str, object]:
    with gallery.web("safelight.wsgi:application") as server:
        buy(server.port, shop.host, shop.sessions[1:WARMING], 0, 1e6)
        alone = _alone(server.port, shop.host, shop.sessions[0])
        cpu, began = server.cpu_seconds(), time.perf_counter()
        runs = _all(server.port, shop, rate)
        seconds = time.perf_counter() - began
        spent = server.cpu_seconds() - cpu
    count = len(shop.sessions) - WARMING
    done = sum(len(run.taken["return"]) for run in runs)
    steps = {step: [took for run in runs for took in run.taken[step]] for step in STEPS}
    ours = _milliseconds([took for each in steps.values() for took in each])
    paid = [t for t in stripe.state.things.values() if t.get("payment_status") == "paid"]
    return {
        "bench": "checkout",
        "offered_per_second": rate,
        "clients": count,
        "ours": {
            "per_second": round(done / seconds, 2),
            "request_ms": ours,
            "steps_ms": {step: _milliseconds(took) for step, took in steps.items()},
            "late_ms": _milliseconds([late for run in runs for late in run.late]),
            "web_cpu_ms_a_checkout": round(spent * 1e3 / max(done, 1), 1),
        },
        "errors": count - done,
        "first_error": next((error for run in runs for error in run.errors), ""),
        "paid_at_the_provider": len(paid),
        "yardstick_name": "the page of the checkout, looked at by one client alone",
        "yardstick": alone,
        "aim": AIM,
    }  # fmt: skip


def _all(port: int, shop: Shop, rate: float) -> list[Run]:
    """Every client is one of the processes' in turn, and comes when it is its turn."""
    with ProcessPoolExecutor(CLIENTS) as pool:
        asked = [
            pool.submit(
                buy, port, shop.host, shop.sessions[WARMING + number :: CLIENTS], number / rate,
                rate / CLIENTS,
            )
            for number in range(CLIENTS)
        ]  # fmt: skip
        return [each.result() for each in asked]


def buy(port: int, host: str, sessions: Sequence[str], first: float, rate: float) -> Run:
    """Let clients in at the rate, the first one after so many seconds, and wait for the last."""
    run, lock, began = Run(), threading.Lock(), time.perf_counter() + first

    def one(number: int) -> None:
        at = began + number / rate
        time.sleep(max(0.0, at - time.perf_counter()))
        late = time.perf_counter() - at
        taken: Taken = defaultdict(list)
        try:
            _checkout(Buyer(port, host, sessions[number]), taken)
        except (OSError, WrongAnswer) as error:
            with lock:
                run.errors.append(f"{type(error).__name__}: {error}")
        with lock:
            run.late.append(late)
            for step, took in taken.items():
                run.taken[step] += took

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(len(sessions))))
    return run


def _checkout(buyer: Buyer, taken: Taken) -> None:
    clock = _Clock(taken)
    form = buyer.look()
    clock.stop("look")
    order = buyer.order(form)
    clock.stop("order")
    session = buyer.pay(order, "stripe")
    clock.stop("pay")
    buyer.elsewhere(session, {"act": "pay"})
    clock.stop("")
    buyer.come_back(order)
    clock.stop("return")
    buyer.close()


class _Clock:
    def __init__(self, taken: Taken) -> None:
        self._taken, self._since = taken, time.perf_counter()

    def stop(self, step: str) -> None:
        now = time.perf_counter()
        self._taken[step].append(now - self._since)
        self._since = now


def _alone(port: int, host: str, session: str) -> dict[str, float]:
    buyer, taken = Buyer(port, host, session), defaultdict[str, list[float]](list)
    for _ in range(40):
        clock = _Clock(taken)
        buyer.look()
        clock.stop("look")
    buyer.close()
    return _milliseconds(taken["look"][10:])  # Each process has begun to work by then.


def _milliseconds(taken: list[float]) -> dict[str, float]:
    if len(taken) < 2:
        return {}
    ordered = sorted(taken)
    return {
        "median": round(statistics.median(ordered) * 1e3, 1),
        "p95": round(ordered[int(len(ordered) * 0.95)] * 1e3, 1),
        "longest": round(ordered[-1] * 1e3, 1),
    }


if __name__ == "__main__":
    main()
