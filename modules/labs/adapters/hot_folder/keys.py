"""Private keys as people paste them."""

from __future__ import annotations

import re

import asyncssh

# A field of one line turns the lines of a key into blanks.
_PEM = re.compile(r"\s*(-----BEGIN [A-Z ]+-----)(.*?)(-----END [A-Z ]+-----)\s*", re.DOTALL)


class BadKey(Exception):
    """The text is no private key, or one with a passphrase."""


def read(text: str) -> asyncssh.SSHKey | None:
    """None where nothing was pasted. Raises ``BadKey``."""
    if not text.strip():
        return None
    found = _PEM.fullmatch(text)
    if found is None:
        raise BadKey
    begin, body, end = found.groups()
    try:
        return asyncssh.import_private_key("\n".join([begin, *body.split(), end, ""]))
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as problem:
        raise BadKey from problem
