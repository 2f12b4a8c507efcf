"""Asking a lab over HTTP: its answer, or that there was none.

No redirect is followed: keys and addresses of clients go to the lab's own host and to no other.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _

from modules.labs.contract import Away

logger = logging.getLogger(__name__)

# Seconds to connect, between two bytes, and for the whole answer.
CONNECT, READ, WHOLE = 10, 30, 60
# The largest catalogue of a lab that we know of has 700 kB.
LONGEST = 20 << 20
_CHUNK = 1 << 16
_LOOPBACK = {"127.0.0.1", "localhost"}


@dataclass(frozen=True)
class Reply:
    """``body`` is what the JSON says, None where it is none; header names in lower case."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def fields(self) -> dict[str, Any]:
        return self.body if isinstance(self.body, dict) else {}

    @property
    def is_unclear(self) -> bool:
        """Whether nobody knows what became of it: their fault, too many calls, a redirect."""
        return self.status in (408, 425, 429) or self.status >= 500 or 300 <= self.status < 400


def ask(
    method: str, url: str, *, headers: Mapping[str, str], params: Mapping[str, str] | None = None,
    told: Any = None, form: Mapping[str, str] | None = None,
) -> Reply | Away:  # fmt: skip
    """``told`` is sent as JSON, ``form`` as a form. Addresses and bodies are not logged: both hold
    what only the lab may know.
    """
    until = time.monotonic() + WHOLE
    with requests.Session() as session:
        # A proxy is for the world outside.
        session.trust_env = urlsplit(url).hostname not in _LOOPBACK
        try:
            with session.request(
                method, url, headers=dict(headers), params=params, json=told, data=form,
                timeout=(CONNECT, READ), allow_redirects=False, stream=True, auth=_unchanged,
            ) as answer:  # fmt: skip
                read = {name.lower(): value for name, value in answer.headers.items()}
                return Reply(answer.status_code, _body(answer, until), read)
        except (requests.RequestException, _TooMuch) as problem:
            logger.warning("A lab did not answer: %s", type(problem).__name__)
            return away()


def away(trace: Mapping[str, str] | None = None) -> Away:
    return Away(sentence=_("The lab does not answer just now."), trace=trace or {})


class _TooMuch(Exception):  # noqa: N818 - an answer, not a fault
    """It is too long, or takes too long."""


def _body(answer: requests.Response, until: float) -> Any:
    read = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        read += chunk
        if len(read) > LONGEST or time.monotonic() > until:
            raise _TooMuch
    try:
        return json.loads(read) if read else None
    except (ValueError, RecursionError):
        return None


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    # Without it a .netrc of the machine would put its own words in place of the lab's key.
    return request
