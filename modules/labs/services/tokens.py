"""Links that labs follow without cookies: whose, until when, and the studio's signature.

    <public id>.<end, seconds since 1970>.<signature>

The signature is the studio's own (``storage.links``), so a link of one studio opens nothing in
another; ``purpose`` keeps links to one kind of thing from opening another.
"""

from __future__ import annotations

import re
from datetime import datetime

from safelight.kernel import public_id
from safelight.storage import links
from tenants.context import current_studio

_TOKEN = re.compile(rf"({public_id.PATTERN}\.(\d{{1,11}}))\.([A-Za-z0-9_-]{{22}})")


class NoSuchLink(LookupError):
    """Not signed so, over, taken back, or of nothing that is here: nobody is told which."""


def signed(*, purpose: bytes, of: str, until: datetime) -> str:
    text = f"{of}.{int(until.timestamp())}"
    signature = links.default_keyring().sign(current_studio().uuid, purpose, text)
    return f"{text}.{signature}"


def read(*, purpose: bytes, token: str, at: datetime) -> str:
    """The public id that a token was signed for. Raises ``NoSuchLink``."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise NoSuchLink
    text, until, signature = match.groups()
    if not links.default_keyring().is_signed(current_studio().uuid, purpose, text, signature):
        raise NoSuchLink
    if int(until) <= at.timestamp():
        raise NoSuchLink
    return text[: public_id.LENGTH]
