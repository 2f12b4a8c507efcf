"""Who may look at the platform's own figures, and how it writes its log: the environment says."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from safelight import environment as env

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_TOKEN_LENGTH = 24
_LOOPBACK = "127.0.0.0/8,::1/128"


@dataclass(frozen=True)
class Watching:
    """``inside`` are networks that proxies and monitors ask from, without a proxy in between."""

    inside: tuple[Network, ...]
    metrics_token: str
    log_format: str


NOTHING = Watching((), "", "line")


def from_environment() -> Watching:
    """``INTERNAL_NETWORKS``, ``METRICS_TOKEN``, ``LOG_FORMAT``. Raises ``ConfigurationError``."""
    return Watching(
        inside=_networks(env.text("INTERNAL_NETWORKS") or _LOOPBACK),
        metrics_token=_token(),
        log_format=env.choice("LOG_FORMAT", "line", ("line", "json")),
    )


def _networks(raw: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in raw.split(","))
    except ValueError:
        raise env.ConfigurationError(
            f"INTERNAL_NETWORKS is {raw!r}; it should be like 127.0.0.0/8,10.0.0.0/8."
        ) from None


def _token() -> str:
    if not env.text("METRICS_TOKEN"):
        return ""
    return env.secret("METRICS_TOKEN", shortest=_TOKEN_LENGTH)
