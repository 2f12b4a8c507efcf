"""The bytes of a request as they arrive, never all of them in memory.

Django's own stream reads nothing of a body without ``Content-Length``; here the server's is read,
which knows where a chunked body ends (``wsgi.input_terminated``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest

from safelight.uploads import limits

log = logging.getLogger(__name__)


class Body:
    """A request's body. ``is_cut`` is set when it ended before it should have."""

    def __init__(self, request: HttpRequest) -> None:
        environ = request.META
        self._input: Any = environ["wsgi.input"]
        self._socket: Any = environ.get("gunicorn.socket")
        self.length = _declared(environ)
        self.is_chunked = self.length is None and _is_chunked(environ)
        self.is_cut = False

    @property
    def is_empty(self) -> bool:
        return not self.is_chunked and not self.length

    def chunks(self) -> Iterator[bytes]:
        """Pieces of at most ``limits.CHUNK`` bytes; a broken connection ends them quietly."""
        left = self.length
        with self._patient(limits.STALLED):
            while left is None or left > 0:
                data = self._read(limits.CHUNK if left is None else min(limits.CHUNK, left))
                if not data:
                    break
                if left is not None:
                    left -= len(data)
                yield data
        self.is_cut = self.is_cut or bool(left)

    def discard(self) -> None:
        """Read away some of what nobody wants: a sender reads its answer only after sending."""
        left = 0 if self.is_empty else limits.DISCARDED
        with self._patient(limits.IMPATIENT):
            while left > 0 and (data := self._read(min(limits.CHUNK, left))):
                left -= len(data)

    def _read(self, size: int) -> bytes:
        if self.is_empty:
            return b""
        try:
            data: bytes = self._input.read(size)
        except Exception as problem:  # noqa: BLE001 - each server has its own for a broken body
            log.info("An upload's connection broke: %r", problem)
            self.is_cut = True
            return b""
        return data

    @contextmanager
    def _patient(self, seconds: float) -> Iterator[None]:
        """Wait for the sender, but not for ever: a vanished one would hold the upload's lock."""
        if self._socket is None:
            yield
            return
        before = self._socket.gettimeout()
        self._socket.settimeout(seconds)
        try:
            yield
        finally:
            self._socket.settimeout(before)


def _declared(environ: dict[str, Any]) -> int | None:
    text = str(environ.get("CONTENT_LENGTH") or "")
    return int(text) if text.isascii() and text.isdigit() else None


def _is_chunked(environ: dict[str, Any]) -> bool:
    sent_so = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
    return sent_so and bool(environ.get("wsgi.input_terminated"))
