"""What storage reads from the environment, without Django, so that the data plane needs none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from safelight import environment as env

_ROOT = Path(__file__).resolve().parents[3]
_SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are: control plane at ``platform_port``, data plane at ``data_port``."""

    signing_key: bytes
    storage_url: str
    redis_url: str
    scheme: str
    platform_port: int
    data_port: int

    def control_origin(self, host: str) -> str:
        return self._origin(host, self.platform_port)

    def data_origin(self, host: str) -> str:
        return self._origin(host, self.data_port)

    def _origin(self, host: str, port: int) -> str:
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{host}" if port == usual else f"{self.scheme}://{host}:{port}"


def from_environment() -> Config:
    """Read and check everything.

    Raises ``ConfigurationError`` naming the variable; above all where ``SIGNING_KEY`` is empty or
    short, since with an empty key everybody could sign.
    """
    scheme = env.text("PLATFORM_SCHEME", "http")
    if scheme not in {"http", "https"}:
        raise env.ConfigurationError(f"PLATFORM_SCHEME is {scheme!r}; it should be http or https.")
    return Config(
        signing_key=signing_key(),
        storage_url=storage_url(),
        redis_url=redis_url(),
        scheme=scheme,
        platform_port=env.integer("PLATFORM_PORT", 8000, lowest=1, highest=65535),
        data_port=env.integer("DATA_PORT", 8001, lowest=1, highest=65535),
    )


def signing_key() -> bytes:
    key = env.text("SIGNING_KEY")
    if len(key) < _SHORTEST_KEY:
        raise env.ConfigurationError(
            f"SIGNING_KEY has {len(key)} characters; it should be a random text of at least "
            f"{_SHORTEST_KEY}, the same for the web process and the data plane."
        )
    return key.encode()


def storage_url() -> str:
    var = Path(env.text("SAFELIGHT_VAR", str(_ROOT / "var")))
    return env.text("STORAGE_URL", f"file://{var / 'storage'}")


def redis_url() -> str:
    return env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
