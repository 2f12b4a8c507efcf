"""Asking other programs on this machine, and servers anywhere, for files and with news.

Names under ``localhost`` are this machine (RFC 6761), which not every resolver knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS = 20
_REDIRECTS = 3
_CHUNK = 1 << 18


@dataclass(frozen=True)
class Fetched:
    """``status`` 0 where nobody answered; then ``problem`` says why."""

    status: int
    media_type: str = ""
    md5: str = ""
    size: int = 0
    problem: str = ""


def fetch(url: str) -> Fetched:
    """Download a file as a lab does: without cookies, following redirects. No byte is kept."""
    for _redirect in range(_REDIRECTS + 1):
        try:
            found = _get(url)
        except (OSError, HTTPException, ValueError) as problem:
            return Fetched(0, problem=f"{type(problem).__name__}: {problem}")
        if isinstance(found, Fetched):
            return found
        url = urljoin(url, found)
    return Fetched(0, problem="too many redirects")


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer, 0 where there was none."""
    try:
        parts = urlsplit(url)
        with closing(_connection(parts)) as connection:
            connection.request("POST", _target(parts), body, {"Host": parts.netloc, **headers})
            return connection.getresponse().status
    except (OSError, HTTPException, ValueError):
        return 0


def _get(url: str) -> Fetched | str:
    parts = urlsplit(url)
    with closing(_connection(parts)) as connection:
        connection.request("GET", _target(parts), headers={"Host": parts.netloc})
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            return answer.getheader("Location", "")
        digest, size = hashlib.md5(usedforsecurity=False), 0
        while chunk := answer.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
        media_type = answer.getheader("Content-Type", "").split(";")[0].strip().lower()
        return Fetched(answer.status, media_type, digest.hexdigest(), size)


def _connection(parts: SplitResult) -> HTTPConnection:
    kinds = {"http": HTTPConnection, "https": HTTPSConnection}
    if parts.scheme not in kinds or not parts.hostname:
        raise ValueError("no address of the web")
    host = parts.hostname
    if host == "localhost" or host.endswith(".localhost"):
        host = "127.0.0.1"
    connection: HTTPConnection = kinds[parts.scheme](host, parts.port, timeout=SECONDS)
    return connection


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
