"""What name servers say of a host: asked anew each time, within a few seconds, no network trusted.

``DNS_RESOLVER`` names the resolver to ask, ``127.0.0.1:5353``; the machine's own where it is empty.
dnspython is imported where it is used: most processes never ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safelight import environment as env

if TYPE_CHECKING:
    from dns.resolver import Resolver
    from dns.rrset import RRset

SECONDS = 5.0
MOST_RECORDS = 50


class NameServersSilent(Exception):  # noqa: N818 - reads as the reason
    """No answer, or one that says nothing of the records: ask again later."""


def texts(name: str) -> list[str]:
    """The TXT records of ``name``; none where there is no such name.

    Raises ``NameServersSilent`` where nobody answered in time, or with a fault of their own.
    """
    found = _ask(name, "TXT")
    return [b"".join(record.strings).decode("utf-8", "replace") for record in (found or ())][
        :MOST_RECORDS
    ]


def addresses(host: str) -> list[str]:
    """IPv4 and IPv6 addresses of ``host``, sorted, aliases followed. Raises as ``texts``."""
    found = [record.address for kind in ("A", "AAAA") for record in (_ask(host, kind) or ())]
    return sorted(set(found))[:MOST_RECORDS]


def alias(host: str) -> str:
    """What ``host`` is an alias of (CNAME), lower case, or nothing. Raises as ``texts``."""
    for record in _ask(host, "CNAME") or ():
        return str(record.target.to_text(omit_final_dot=True)).lower()
    return ""


def _ask(name: str, kind: str) -> RRset | None:
    # Only whoever asks pays for loading it.
    from dns import exception, resolver

    try:
        return _resolver().resolve(name, kind, search=False, lifetime=SECONDS).rrset
    except (resolver.NXDOMAIN, resolver.NoAnswer):
        return None
    except (exception.DNSException, OSError, UnicodeError) as problem:
        raise NameServersSilent(f"{name} {kind}: {type(problem).__name__}") from problem


def _resolver() -> Resolver:
    # As in ``_ask``.
    from dns.resolver import Resolver

    server = env.server("DNS_RESOLVER")
    if server is None:
        return Resolver()
    asked = Resolver(configure=False)
    asked.nameservers, asked.port = [server[0]], server[1]
    return asked
