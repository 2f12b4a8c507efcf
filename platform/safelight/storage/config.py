"""What storage reads from the environment, without Django, so that the data plane needs none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from safelight import bucket
from safelight import environment as env

_ROOT = Path(__file__).resolve().parents[3]
_SHORTEST_KEY = 32
_PLACE = re.compile(r"/[a-z0-9_-]+/")


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are: control plane at ``platform_port``, data plane at ``data_port``.

    ``accelerated`` is the place of files inside the proxy in front, which then sends renditions
    itself (``X-Accel-Redirect``); empty where it does not.
    """

    signing_key: bytes
    storage_url: str
    redis_url: str
    scheme: str
    platform_port: int
    data_port: int
    accelerated: str = ""

    def control_origin(self, host: str) -> str:
        return _origin(self.scheme, host, self.platform_port)


def from_environment() -> Config:
    """Read and check everything.

    Raises ``ConfigurationError`` naming the variable; above all where ``SIGNING_KEY`` is empty or
    short, since with an empty key everybody could sign.
    """
    return Config(
        signing_key=signing_key(),
        storage_url=storage_url(),
        redis_url=redis_url(),
        scheme=scheme(),
        platform_port=env.port("PLATFORM_PORT", 8000),
        data_port=data_port(),
        accelerated=_accelerated(),
    )


def _accelerated() -> str:
    place = env.text("ACCEL_REDIRECT")
    if place and (not storage_url().startswith("file:") or not _PLACE.fullmatch(place)):
        raise env.ConfigurationError(
            f"ACCEL_REDIRECT is {place!r}; it should be like /_files/, and files lie in a folder."
        )
    return place


def data_origin(host: str) -> str:
    """Where the data plane answers for a studio; asked by every page, so it reads no more."""
    return _origin(scheme(), host, data_port())


def scheme() -> str:
    return env.choice("PLATFORM_SCHEME", "http", ("http", "https"))


def data_port() -> int:
    return env.port("DATA_PORT", 8001)


def signing_key() -> bytes:
    return env.secret("SIGNING_KEY", shortest=_SHORTEST_KEY).encode()


def storage_url() -> str:
    return env.text("STORAGE_URL") or f"file://{_var() / 'storage'}"


def uploads_folder() -> Path:
    """Where uploads grow that become objects of a bucket. Raises ``ConfigurationError``."""
    return bucket.uploads_folder(_var())


def redis_url() -> str:
    return env.text("REDIS_URL") or "redis://127.0.0.1:6379/0"


def _origin(scheme: str, host: str, port: int) -> str:
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" if port == usual else f"{scheme}://{host}:{port}"


def _var() -> Path:
    return Path(env.text("SAFELIGHT_VAR") or _ROOT / "var").resolve()
