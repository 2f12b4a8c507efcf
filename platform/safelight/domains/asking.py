"""The proxy's question before it asks for a certificate: does this host lead anywhere?

Anybody who opens a connection with an invented name makes the proxy ask. So answers are kept, and
a process asks the database only so often in a minute.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings

from tenants import resolve
from tenants.context import public_context
from tenants.models import Domain, Studio

LOOKS_PER_MINUTE = 120
KEPT_SECONDS = 30.0
MOST_KEPT = 4096


class AskedTooMuch(Exception):  # noqa: N818 - reads as the reason
    """More unknown names in this minute than anybody needs."""


@dataclass
class _Memory:
    """Answers of the last half minute, and how often the database was asked in this minute."""

    answers: OrderedDict[str, tuple[float, bool]] = field(default_factory=OrderedDict)
    minute: int = 0
    looks: int = 0
    lock: Lock = field(default_factory=Lock)

    def recall(self, host: str, now: float) -> bool | None:
        with self.lock:
            until, answer = self.answers.get(host, (0.0, False))
            return answer if now < until else None

    def keep(self, host: str, answer: bool, now: float) -> None:
        with self.lock:
            self.answers[host] = (now + KEPT_SECONDS, answer)
            self.answers.move_to_end(host)
            while len(self.answers) > MOST_KEPT:
                self.answers.popitem(last=False)

    def may_look(self, now: float) -> bool:
        with self.lock:
            if int(now // 60) != self.minute:
                self.minute, self.looks = int(now // 60), 0
            self.looks += 1
            return self.looks <= LOOKS_PER_MINUTE


_memory = _Memory()


def may_have_certificate(asked: str) -> bool:
    """Whether ``asked`` is ours, a studio's address or a proven domain of one that is not gone.

    Raises ``AskedTooMuch``.
    """
    host = resolve.normalise(asked) if len(asked) <= 253 and ":" not in asked else None
    if host is None:
        return False
    if host in {settings.PLATFORM_HOST, f"console.{settings.PLATFORM_HOST}"}:
        return True
    now = time.monotonic()
    known = _memory.recall(host, now)
    if known is None:
        if not _memory.may_look(now):
            raise AskedTooMuch
        known = _leads_somewhere(host)
        _memory.keep(host, known, now)
    return known


def forget() -> None:
    """Begin anew, as a process does."""
    global _memory
    _memory = _Memory()


def _leads_somewhere(host: str) -> bool:
    gone = (Studio.State.SPARE, Studio.State.CLOSING)
    with public_context():
        return bool(Domain.objects.filter(domain=host).exclude(tenant__state__in=gone).exists())
