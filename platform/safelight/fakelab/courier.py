"""Carries the fake lab's news to whoever wants to know, as well or as badly as was chosen."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from safelight.fakelab import outside
from safelight.fakelab.switches import News, Switches

_ATTEMPTS = 3
_KEPT = 200


@dataclass
class Letter:
    """One piece of news of an order. ``is_last``: nothing comes after it."""

    about: str
    event: str
    url: str
    body: bytes
    headers: Mapping[str, str]
    is_last: bool = False


@dataclass(frozen=True)
class Carried:
    """``status`` of the answer, 0 where there was none."""

    about: str
    event: str
    status: int


@dataclass
class Courier:
    """``carry`` hands news over; a thread takes them on. ``carried`` are the latest, newest last.

    ``pause`` is how many seconds it waits before it tries again.
    """

    switches: Switches
    pause: float
    carried: deque[Carried] = field(default_factory=lambda: deque(maxlen=_KEPT))
    _waiting: dict[str, list[Letter]] = field(default_factory=dict)
    _bag: deque[Letter] = field(default_factory=deque)
    _ends: threading.Event = field(default_factory=threading.Event)
    _rings: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._go, name="courier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ends.set()
        self._rings.set()
        if self._thread:
            self._thread.join(5)

    def carry(self, letter: Letter) -> None:
        if not letter.url:
            return
        if self.switches.news == News.NEVER:
            self.carried.append(Carried(letter.about, f"{letter.event} (lost)", 0))
        elif self.switches.news == News.BACKWARDS:
            self._keep(letter)
        else:
            twice = self.switches.news == News.TWICE
            self._bag.extend([letter, letter] if twice else [letter])
            self._rings.set()

    def _keep(self, letter: Letter) -> None:
        kept = self._waiting.setdefault(letter.about, [])
        kept.append(letter)
        if letter.is_last:
            newest_first = self._waiting.pop(letter.about)[::-1]
            self._bag.extend(newest_first + newest_first)
            self._rings.set()

    def _go(self) -> None:
        while not self._ends.is_set():
            self._rings.wait()
            self._rings.clear()
            while self._bag and not self._ends.is_set():
                self._bring(self._bag.popleft())

    def _bring(self, letter: Letter) -> None:
        for _attempt in range(_ATTEMPTS):
            status = outside.post(letter.url, letter.body, letter.headers)
            self.carried.append(Carried(letter.about, letter.event, status))
            if 200 <= status < 300 or self._ends.wait(self.pause):
                return
