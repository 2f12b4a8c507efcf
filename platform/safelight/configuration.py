"""Everything that the environment can say, read and checked at once, without Django.

``docs/operations.md`` lists the variables.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote

from safelight import bucket, mail_providers, payments, watching
from safelight import environment as env
from safelight.fakelab import address as fakelab

ROOT = Path(__file__).resolve().parents[2]
SECRET_LENGTH = 32
MISCONFIGURED = 2
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*")

T = TypeVar("T")


@dataclass(frozen=True)
class Smtp:
    """A mail server: ``smtps:`` speaks TLS from the start, port 587 after STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    tls_from_start: bool
    starttls: bool


@dataclass(frozen=True)
class Configuration:
    """The environment's answers. ``production`` turns off what only one machine may do."""

    production: bool
    var: Path
    secret_key: str
    platform_host: str
    platform_port: int
    data_port: int
    scheme: str
    api_reads_per_minute: int
    database: dict[str, object]
    redis_url: str
    storage_url: str
    smtp: Smtp | None
    mail_provider: mail_providers.Provider | None
    sender: str
    studio_sender: str
    sentry_dsn: str
    stripe: payments.Stripe | None
    test_payments: bool
    labs_fake_url: str
    domains_target: str
    watching: watching.Watching

    @property
    def data_origins(self) -> list[str]:
        """Where pages get their images from, as sources of a Content-Security-Policy."""
        return self._origins(self.data_port)

    @property
    def platform_origins(self) -> list[str]:
        """Where a form may lead: sign-up answers with a redirect to the new studio's host."""
        return self._origins(self.platform_port)

    def _origins(self, port: int) -> list[str]:
        hosts = (self.platform_host, f"*.{self.platform_host}")
        return ["'self'", *(f"{self.scheme}://{host}:{port}" for host in hosts)]


class Misconfigured(Exception):
    """Variables that cannot be used; ``problems`` holds one sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class _Reading:
    """Reads on after a wrong value, so that a person sees all of them at once."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def take(self, reader: Callable[[], T], otherwise: T) -> T:
        try:
            return reader()
        except env.ConfigurationError as error:
            self.problems.append(str(error))
            return otherwise


def from_environment() -> Configuration:
    """Read every variable. Raises ``Misconfigured`` with all that is wrong, not the first only."""
    reading = _Reading()
    take = reading.take
    kind = take(
        lambda: env.choice("SAFELIGHT_ENVIRONMENT", "embedded", ("embedded", "production")), ""
    )
    production = kind == "production"
    var = Path(env.text("SAFELIGHT_VAR") or ROOT / "var").resolve()
    host = take(lambda: _host("PLATFORM_HOST", "localhost"), "localhost")
    email = take(lambda: _email(production=production), None)
    configuration = Configuration(
        production=production,
        var=var,
        secret_key=take(lambda: _secret_key(var, production=production), ""),
        platform_host=host,
        platform_port=take(lambda: env.port("PLATFORM_PORT", 8000), 8000),
        data_port=take(lambda: env.port("DATA_PORT", 8001), 8001),
        scheme=take(lambda: env.choice("PLATFORM_SCHEME", "http", ("http", "https")), "http"),
        api_reads_per_minute=take(lambda: env.integer("API_READS_PER_MINUTE", 600), 600),
        database=take(_database, {}),
        redis_url=take(_redis_url, ""),
        storage_url=take(lambda: _storage_url(var), ""),
        smtp=email if isinstance(email, Smtp) else None,
        mail_provider=email if isinstance(email, mail_providers.Provider) else None,
        sender=env.text("EMAIL_FROM") or f"no-reply@{host}",
        studio_sender=env.text("EMAIL_FROM_STUDIOS")
        or env.text("EMAIL_FROM")
        or f"no-reply@{host}",
        sentry_dsn=take(_sentry_dsn, ""),
        stripe=take(lambda: payments.stripe(production=production), None),
        test_payments=take(lambda: payments.test_payments(production=production), False),
        labs_fake_url=take(lambda: fakelab.from_environment(production=production), ""),
        domains_target=take(lambda: _host("DOMAINS_TARGET", host), host),
        watching=take(watching.from_environment, watching.NOTHING),
    )
    # Whoever asks name servers reads it; here it is only checked.
    take(lambda: env.server("DNS_RESOLVER"), None)
    take(lambda: _signing_key(production=production), None)
    # The kernel reads it for itself; here it is only checked.
    take(lambda: env.flag("TRACE_HOOKS", False), False)
    if reading.problems:
        raise Misconfigured(reading.problems)
    return configuration


def from_environment_or_exit() -> Configuration:
    """As ``from_environment``; what is wrong is printed in plain sentences, without a trace."""
    try:
        return from_environment()
    except Misconfigured as error:
        for problem in error.problems:
            sys.stderr.write(f"Safelight cannot start: {problem}\n")
        raise SystemExit(MISCONFIGURED) from None


def _signing_key(*, production: bool) -> None:
    # The data plane reads it for itself (safelight.storage); here it is only checked.
    if production or "SIGNING_KEY" in os.environ:
        env.secret("SIGNING_KEY", shortest=SECRET_LENGTH)


def _secret_key(var: Path, *, production: bool) -> str:
    if production or env.text("SECRET_KEY"):
        return env.secret("SECRET_KEY", shortest=SECRET_LENGTH)
    return env.kept_secrets(var / "secrets.json")["SECRET_KEY"]


def _host(variable: str, default: str) -> str:
    host = env.text(variable) or default
    if not HOST.fullmatch(host):
        raise env.ConfigurationError(
            f"{variable} is {host!r}; it should be a host name in lower case without a port, "
            "like photos.example."
        )
    return host


def _database() -> dict[str, object]:
    parts = env.url(
        "DATABASE_URL",
        "postgresql://safelight@127.0.0.1:5432/safelight",
        schemes=("postgresql", "postgres"),
        example="postgresql://user:password@host:5432/name",
    )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise env.ConfigurationError(
            "DATABASE_URL names no database; it should be like "
            "postgresql://user:password@host:5432/name."
        )
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _redis_url() -> str:
    example = "redis://:password@host:6379/0"
    default = "redis://127.0.0.1:6379/0"
    return env.url("REDIS_URL", default, schemes=("redis", "rediss"), example=example).geturl()


def _storage_url(var: Path) -> str:
    url = env.text("STORAGE_URL")
    if bucket.is_bucket(url):
        bucket.from_url(url)
        bucket.uploads_folder(var)
        return url
    parts = env.url(
        "STORAGE_URL",
        f"file://{var / 'storage'}",
        schemes=("file",),
        example="file:///srv/safelight",
    )
    if parts.netloc or not parts.path.startswith("/"):
        raise env.ConfigurationError(
            "STORAGE_URL has no absolute path; it should be like file:///srv/safelight."
        )
    return parts.geturl()


def _email(*, production: bool) -> Smtp | mail_providers.Provider | None:
    parts = env.url(
        "EMAIL_URL",
        "" if production else "mailbox:",
        schemes=(*(() if production else ("mailbox",)), "smtp", "smtps", *mail_providers.SCHEMES),
        example="smtp://user:password@host:587",
    )
    if parts.scheme == "mailbox":
        return None
    if parts.scheme in mail_providers.SCHEMES:
        return mail_providers.provider(parts)
    return _smtp(parts)


def _smtp(parts: SplitResult) -> Smtp:
    if not parts.hostname:
        raise env.ConfigurationError(
            "EMAIL_URL names no host; it should be like smtp://user:password@host:587."
        )
    usual = 465 if parts.scheme == "smtps" else 587
    port = parts.port or usual
    return Smtp(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_from_start=parts.scheme == "smtps",
        # The submission port promises STARTTLS (RFC 6409); other ports are for local servers.
        starttls=parts.scheme == "smtp" and port == usual,
    )


def _sentry_dsn() -> str:
    if not env.text("SENTRY_DSN"):
        return ""
    example = "https://key@sentry.example/1"
    return env.url("SENTRY_DSN", "", schemes=("https", "http"), example=example).geturl()
