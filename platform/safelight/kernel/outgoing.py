"""Which addresses our machines may be told to connect to by people who are not us.

Whoever types a host name could name our own network (SSRF). A name is looked up once, here, and the
connection is made to what was found, so that no second answer of its name server counts.
"""

from __future__ import annotations

import ipaddress
import socket

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Gateways translate these to IPv4 addresses, private ones too (RFC 6052, RFC 8215).
_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))


class NotConnected(Exception):  # noqa: N818 - an answer, not a fault
    """The host has no address, or does not answer now."""


class PrivateAddress(Exception):  # noqa: N818 - an answer, not a fault
    """The host lies in a network that is nobody's business outside it."""


def connect(host: str, port: int, *, seconds: float) -> socket.socket:
    """A connected TCP socket. In production only to addresses of the public internet.

    Raises ``PrivateAddress`` where any of the host's addresses is none, and ``NotConnected``.
    """
    found = _addresses(host, port, may_be_private=settings.ENVIRONMENT != "production")
    problem: OSError | None = None
    for address in found:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            problem = error
    raise NotConnected(str(problem)) from problem


def is_public(address: Address) -> bool:
    """Whether anybody on the internet may be reached there, through IPv6 in any disguise too."""
    if isinstance(address, ipaddress.IPv6Address):
        disguised = address.ipv4_mapped or address.sixtofour
        if disguised is not None:
            return is_public(disguised)
        if address.teredo or any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def _addresses(host: str, port: int, *, may_be_private: bool) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # A name with an empty or endless part is refused by its encoding, before it is looked up.
    except (OSError, UnicodeError) as error:
        raise NotConnected(str(error)) from error
    found = [str(answer[4][0]) for answer in answers]
    for each in found:
        if not may_be_private and not is_public(ipaddress.ip_address(each.partition("%")[0])):
            raise PrivateAddress(each)
    return found
