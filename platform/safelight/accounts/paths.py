"""Where to go on to: an address that a request names is followed only inside this host."""

from __future__ import annotations

import re

from django.utils.http import url_has_allowed_host_and_scheme

# Browsers read "\" as "/", and drop tabs and line breaks before they look.
_PLAIN = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")


def local(value: str | None, *, otherwise: str) -> str:
    """``value`` where it is a path of this host, else ``otherwise``."""
    if value and _PLAIN.fullmatch(value) and url_has_allowed_host_and_scheme(value, None):
        return value
    return otherwise
