"""Carries the double's news to a running product, as well or as badly as was chosen."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from tests.stripe_double.server import StripeDouble
from tests.stripe_double.shapes import Thing
from tests.stripe_double.webhooks import Deliver, Post

PAUSE_SECONDS = 0.05


class Way(StrEnum):
    """How news travel from now on."""

    ONCE = "once"
    TWICE = "twice"
    BACKWARDS = "backwards"
    LATE = "late"
    NEVER = "never"


WORDS = {
    Way.ONCE: "at once, in order",
    Way.TWICE: "at once, each twice",
    Way.BACKWARDS: "at once, the newest first, each twice",
    Way.LATE: "late: they wait until they are sent from the desk",
    Way.NEVER: "never: they are lost",
}


@dataclass
class Courier:
    """``with Courier(stripe, address)``: news are carried while the block runs.

    ``waiting`` are those that are late; ``said`` is what the product answered, by event and in
    order, 0 where it did not answer at all.
    """

    stripe: StripeDouble
    address: str
    way: Way = Way.ONCE
    waiting: list[Thing] = field(default_factory=list)
    said: list[tuple[Thing, int]] = field(default_factory=list)
    _seen: int = 0
    _ends: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Courier:
        self.stripe.courier = self
        self._thread = threading.Thread(target=self._go, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    @property
    def words(self) -> dict[str, str]:
        """Ways by their names, as they are chosen on a page."""
        return {way.value: told for way, told in WORDS.items()}

    def choose(self, way: str) -> None:
        self.way = Way(way)

    def send_waiting(self) -> None:
        late, self.waiting = self.waiting, []
        self._send(late)

    def _go(self) -> None:
        while not self._ends.wait(PAUSE_SECONDS):
            # What one happening leaves is left under the lock: it is carried together.
            with self.stripe.state.lock:
                new = self.stripe.state.events[self._seen :]
                self._seen += len(new)
            self._carry(new)

    def _carry(self, new: list[Thing]) -> None:
        if self.way == Way.LATE:
            self.waiting += new
        elif self.way == Way.TWICE:
            self._send([event for event in new for _copy in range(2)])
        elif self.way == Way.BACKWARDS:
            self._send([*reversed(new), *reversed(new)])
        elif self.way == Way.ONCE:
            self._send(new)

    def _send(self, events: list[Thing]) -> None:
        post = Post(self.stripe, knocking_at(self.address))
        post.bring_these(events)
        self.said += zip(events, post.answers, strict=True)


def knocking_at(address: str) -> Deliver:
    """Posts to the webhook over HTTP; answers 0 where nobody does."""
    parts = urlsplit(address)

    def deliver(body: bytes, signature: str) -> int:
        headers = {"Content-Type": "application/json", "Stripe-Signature": signature}
        with closing(HTTPConnection(parts.hostname or "", parts.port, timeout=10)) as connection:
            try:
                connection.request("POST", parts.path, body, headers)
                return connection.getresponse().status
            except (OSError, HTTPException):
                return 0

    return deliver
