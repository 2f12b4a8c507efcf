"""Signed links: the control plane decides who may have what and writes it down in a URL.

A link says all that the data plane has to know, so that no database is asked for an image:

    /data/f/<studio>/<claims>.<signature>                       one file or archive
    /data/i/<studio>/<claims>/<object><signature>/<variant>     a rendition (see ``storage.signer``)

The signature covers every character before it, and for a rendition its claims list the variants
that it allows. Why links look like this, and how they are renewed: ``docs/decisions/0003``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from safelight.storage import config, keys, linktext, names, signing
from safelight.storage.claims import Disposition, Kind, Link, Scope
from safelight.storage.linktext import BadSignature, UnknownPath

__all__ = [
    "FRESH",
    "RENEWABLE",
    "WINDOW",
    "BadSignature",
    "Disposition",
    "Expired",
    "Kind",
    "Link",
    "Scope",
    "UnknownPath",
    "WrongHost",
    "data_url",
    "is_fresh",
    "read_for_renewal",
    "renew",
    "sign",
    "verify",
]

WINDOW = 450
"""Seconds for which the links of a page stay the same; a link lives one to two windows."""
RENEWABLE = 7 * 24 * 3600
"""Seconds after expiry for which a link may still be exchanged for a new one."""
FRESH = 30
"""Seconds in which a new link is good although nobody can say whether rights changed."""


Moment = datetime | float
"""A time with its zone, or seconds since 1970."""


class WrongHost(Exception):
    """The link is another host's: on this one it does not exist."""


class Expired(Exception):
    """The link was good once. ``link`` can be renewed unless it is too old."""

    def __init__(self, link: Link) -> None:
        super().__init__("The link has expired")
        self.link = link


def seconds(at: Moment) -> float:
    return at.timestamp() if isinstance(at, datetime) else at


def expiry(at: Moment) -> int:
    """When a link signed at ``at`` ends: 7.5 to 15 minutes later, on a boundary of windows."""
    return (int(seconds(at)) // WINDOW + 2) * WINDOW


def window(at: Moment) -> int:
    """The second at which the window of ``at`` began."""
    return int(seconds(at)) // WINDOW * WINDOW


def sign(link: Link, *, at: Moment, keyring: signing.Keyring | None = None) -> str:
    """The URL path of the link, signed at ``at`` and fresh from then on."""
    if link.kind == "image":
        raise ValueError("Renditions are signed by storage.signer")
    name = names.safe_name(link.name) if link.name else ""
    link = replace(link, name=name, issued_at=int(seconds(at)), expires_at=expiry(at))
    text = f"f/{signing.encode(link.studio.bytes)}/{linktext.pack_link(link)}"
    signature = (keyring or default_keyring()).sign(link.studio, linktext.FILE_PURPOSE, text)
    return f"{linktext.PREFIX}{text}.{signature}"


def verify(
    path: str,
    query: str = "",
    *,
    host: str,
    at: Moment,
    keyring: signing.Keyring | None = None,
) -> Link:
    """The link behind a path as it came over the wire, not decoded.

    Raises ``UnknownPath`` where the path is of no known shape, ``BadSignature`` where it was not
    signed so or carries a query, ``WrongHost``, and ``Expired``.
    """
    if not path.startswith(linktext.PREFIX):
        raise UnknownPath(path)
    link = linktext.read(path[len(linktext.PREFIX) :], keyring or default_keyring())
    if query:
        raise BadSignature("A link has no query")
    if link.host != plain_host(host):
        raise WrongHost(host)
    if link.expires_at <= seconds(at):
        raise Expired(link)
    return link


def renewal_url(origin: str, path: str) -> str:
    """Where the data plane sends the holder of ``path`` for a new decision.

    ``origin`` is the control plane's on the host inside the signed link, never on the request's.
    """
    return f"{origin}/renew/{path[len(linktext.PREFIX) :]}"


def read_for_renewal(
    signed: str, *, host: str, at: Moment, keyring: signing.Keyring | None = None
) -> Link:
    """The link behind what follows ``/renew/``; the caller decides the right to it anew.

    Raises ``UnknownPath``, ``BadSignature``, ``WrongHost``, and ``Expired`` where the link is too
    old to be renewed.
    """
    link = linktext.read(signed, keyring or default_keyring())
    if link.host != plain_host(host):
        raise WrongHost(host)
    if link.expires_at + RENEWABLE <= seconds(at):
        raise Expired(link)
    return link


def renew(link: Link, *, revision: int, at: Moment, keyring: signing.Keyring | None = None) -> str:
    """The absolute URL of the same thing, signed now for the scope's revision of now."""
    link = replace(link, revision=revision)
    if link.kind == "image":
        return data_url(link.host, sign_image(link, at=at, keyring=keyring))
    return data_url(link.host, sign(link, at=at, keyring=keyring))


def sign_image(link: Link, *, at: Moment, keyring: signing.Keyring | None = None) -> str:
    """The path of one rendition alone, fresh from ``at``; pages use ``storage.signer``."""
    start = linktext.image_start(
        link.studio,
        [
            *(link.host, link.scope.kind, link.scope.public_id, link.revision),
            *(int(seconds(at)), expiry(at), {link.variant: link.media_type}),
        ],
    )
    identity = signing.encode(keys.identity_of(link.object_key).bytes)
    ring = keyring or default_keyring()
    signature = ring.sign(link.studio, linktext.IMAGE_PURPOSE, f"{start}{identity}")
    return f"{linktext.PREFIX}{start}{identity}{signature}/{link.variant}"


def plain_host(host: str) -> str:
    """A Host header's name alone: lower case, no port, no final dot."""
    return host.rpartition(":")[0].lower().rstrip(".") if ":" in host else host.lower().rstrip(".")


def is_fresh(link: Link, at: Moment) -> bool:
    return abs(seconds(at) - link.issued_at) <= FRESH


def data_url(host: str, path: str) -> str:
    """The absolute URL of a link's path on the data plane of the studio's host."""
    return f"{config.data_origin(host)}{path}"


_keyrings: dict[bytes, signing.Keyring] = {}


def default_keyring() -> signing.Keyring:
    """The keyring of ``SIGNING_KEY``. Raises ``ConfigurationError`` where that is empty."""
    key = config.signing_key()
    if key not in _keyrings:
        _keyrings.clear()
        _keyrings[key] = signing.Keyring(key)
    return _keyrings[key]
