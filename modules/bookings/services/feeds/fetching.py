"""Fetching a calendar from an address that somebody typed.

The connection goes to the address that was looked at (``kernel.outgoing``), through every redirect;
in production never into our own network.
"""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from safelight.kernel import outgoing
from safelight.kernel.errors import Refusal

# Seconds for one step and for all of it; bytes.
STEP, WHOLE = 10, 30
LONGEST = 5 << 20
MOST_REDIRECTS = 4
_CHUNK = 1 << 16
_PORTS = {"http": 80, "https": 443}


class FeedAway(Refusal):
    """The calendar cannot be read now; what was read before stays."""

    code = "feed_away"


@dataclass(frozen=True)
class Answer:
    """``body`` is None where nothing has changed since the ``etag`` that was sent along."""

    body: bytes | None
    etag: str = ""


def fetch(url: str, *, etag: str = "") -> Answer:
    """Over http or https (``webcal`` is https). Raises ``FeedAway`` with a sentence."""
    until = time.monotonic() + WHOLE
    for _hop in range(MOST_REDIRECTS + 1):
        found = _ask(url, etag, until)
        if isinstance(found, Answer):
            return found
        url = urljoin(url, found)
    raise FeedAway(_("The address leads on and on to others."))


def _ask(url: str, etag: str, until: float) -> Answer | str:
    """The answer, or the address that it leads on to."""
    parts = urlsplit(url.replace("webcal://", "https://", 1))
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FeedAway(_("The address has to begin with https://."))
    path = parts.path or "/"
    headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}
    if etag:
        headers["If-None-Match"] = etag
    try:
        connection = _Connection(parts.hostname, parts.port, is_safe=parts.scheme == "https")
        try:
            target = f"{path}?{parts.query}" if parts.query else path
            connection.request("GET", target, headers=headers)
            return _read(connection.getresponse(), until)
        finally:
            connection.close()
    except outgoing.PrivateAddress as problem:
        raise FeedAway(_("This address lies in a network that is not public.")) from problem
    except (outgoing.NotConnected, OSError, http.client.HTTPException, ValueError) as problem:
        raise FeedAway(_("The other calendar does not answer just now.")) from problem


def _read(answer: http.client.HTTPResponse, until: float) -> Answer | str:
    if answer.status in (301, 302, 303, 307, 308):
        return answer.getheader("Location", "")
    if answer.status == 304:
        return Answer(None)
    if answer.status in (401, 403, 404, 410):
        raise FeedAway(_("There is no calendar at this address any more. Look for a new one."))
    if answer.status != 200:
        raise FeedAway(_("The other calendar does not answer just now."))
    body = bytearray()
    while chunk := answer.read1(_CHUNK):
        body += chunk
        if len(body) > LONGEST:
            raise FeedAway(_("This calendar is too large to be read."))
        if time.monotonic() > until:
            raise FeedAway(_("The other calendar takes too long to answer."))
    return Answer(bytes(body), answer.getheader("ETag", "")[:200])


class _Connection(http.client.HTTPConnection):
    """To the address that was looked at, not to whatever the name means a moment later."""

    def __init__(self, host: str, port: int | None, *, is_safe: bool) -> None:
        self._wrap: Callable[..., ssl.SSLSocket] | None = None
        if is_safe:
            self._wrap = ssl.create_default_context().wrap_socket
        super().__init__(host, port or _PORTS["https" if is_safe else "http"], timeout=STEP)

    def connect(self) -> None:
        plain = outgoing.connect(self.host, self.port, seconds=STEP)
        plain.settimeout(STEP)
        self.sock = self._wrap(plain, server_hostname=self.host) if self._wrap else plain
