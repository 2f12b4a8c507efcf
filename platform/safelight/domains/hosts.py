"""Which hosts a studio may bring along: names of the public internet, and none of ours."""

from __future__ import annotations

import ipaddress
import re
from functools import cache
from typing import TYPE_CHECKING

import idna
from django.conf import settings
from django.utils.translation import gettext as _

from safelight.domains.models import CHALLENGE
from safelight.kernel.errors import Refusal

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# The record that proves it has a longer name, which has to fit too (RFC 1035, 2.3.4).
LONGEST = 253 - len(CHALLENGE) - 1
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# Names that mean something else on each machine or network (RFC 6761, 6762, 7686, 8375).
_LOCAL = frozenset({"localhost", "local", "internal", "invalid", "onion", "arpa", "lan", "home"})


class HostRefused(Refusal):
    """No studio can connect this host."""

    code = "host_refused"
    status = 422

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, fields={"host": [sentence]})


def normalise(typed: str) -> str:
    """``typed`` as name servers know it: lower case, letters of other alphabets as ``xn--``.

    Raises ``HostRefused`` for whatever is no host on the public internet that a person can own:
    ports, paths, IP addresses, wildcards, this machine, registries' suffixes, hosts of ours.
    """
    name = typed.strip().removesuffix(".")
    if "*" in name:
        raise HostRefused(_("Connect each host by itself; a star stands for none."))
    if _is_address(name):
        raise HostRefused(_("This is an IP address. Type a name, such as photos.example.com."))
    if re.search(r"[/:@?#\s]", name):
        raise HostRefused(_("Type the name alone, such as photos.example.com."))
    host = _encoded(name)
    labels = host.split(".")
    if len(labels) < 2 or labels[-1] in _LOCAL:
        raise HostRefused(_("This name is not one of the public internet."))
    if len(host) > LONGEST or not all(map(_LABEL.fullmatch, labels)):
        raise HostRefused(_("Type the name alone, such as photos.example.com."))
    if _is_ours(host):
        raise HostRefused(_("This is an address of the platform itself."))
    if _suffixes().publicsuffix(host) == host:
        raise HostRefused(_("Nobody owns this name: it is a registry's. Type yours before it."))
    return host


def readable(host: str) -> str:
    """``host`` in its own letters, for people to read beside the form that machines use."""
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


def _encoded(name: str) -> str:
    try:
        return idna.encode(name, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        sentence = _("Type the name alone, such as photos.example.com.")
        raise HostRefused(sentence) from None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        # Resolvers read 127.1 and 0x7f000001 as addresses too.
        return bool(re.fullmatch(r"(0x)?[0-9a-f]*\d", name.rsplit(".", 1)[-1].lower()))
    return True


def _is_ours(host: str) -> bool:
    for ours in (settings.PLATFORM_HOST, settings.DOMAINS_TARGET):
        if host == ours or host.endswith(f".{ours}") or ours.endswith(f".{host}"):
            return True
    return False


@cache
def _suffixes() -> PublicSuffixList:
    # 2 MB that only whoever connects a domain needs.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
