from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from safelight import configuration, environment

VARIABLES = [
    "SAFELIGHT_ENVIRONMENT",
    "SECRET_KEY",
    "SIGNING_KEY",
    "PLATFORM_HOST",
    "PLATFORM_PORT",
    "PLATFORM_SCHEME",
    "DATA_PORT",
    "DATABASE_URL",
    "REDIS_URL",
    "STORAGE_URL",
    "EMAIL_URL",
    "EMAIL_FROM",
    "SENTRY_DSN",
    "STRIPE_API_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "STRIPE_FEE_PERCENT",
    "STRIPE_ADDRESS",
    "TEST_PAYMENTS",
    "LABS_FAKE_URL",
]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAFELIGHT_VAR", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PLATFORM_PORT", "80a", "a whole number from 1 to 65535"),
        ("PLATFORM_PORT", "65536", "a whole number from 1 to 65535"),
        ("DATA_PORT", "0", "a whole number from 1 to 65535"),
        ("PLATFORM_HOST", "Photos.example:80", "a host name in lower case without a port"),
        ("PLATFORM_SCHEME", "ftp", "http or https"),
        ("SAFELIGHT_ENVIRONMENT", "prod", "embedded or production"),
        ("DATABASE_URL", "mysql://a@b/c", "like postgresql://user:password@host:5432/name"),
        ("DATABASE_URL", "postgresql://a@b", "names no database"),
        ("REDIS_URL", "localhost", "like redis://:password@host:6379/0"),
        ("STORAGE_URL", "s3:", "names no bucket"),
        ("STORAGE_URL", "ftp://host", "like file:///srv/safelight"),
        ("STORAGE_URL", "file:relative", "no absolute path"),
        ("EMAIL_URL", "smtp:", "names no host"),
        ("EMAIL_URL", "smtp://host:port", "cannot be read"),
        ("LABS_FAKE_URL", "https://127.0.0.1:8002", "like http://127.0.0.1:8002"),
        ("LABS_FAKE_URL", "http://lab.example:8002", "another machine"),
        ("SENTRY_DSN", "sentry", "like https://key@sentry.example/1"),
        ("SIGNING_KEY", "", "at least 32 characters"),
        ("SECRET_KEY", "short", "at least 32 characters"),
    ],
)
def test_it_refuses_a_wrong_value_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(configuration.Misconfigured) as refused:
        configuration.from_environment()
    [problem] = refused.value.problems
    assert problem.startswith(name)
    assert sentence in problem


def test_it_names_all_wrong_values_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLATFORM_PORT", "x")
    monkeypatch.setenv("DATA_PORT", "y")
    with pytest.raises(configuration.Misconfigured) as refused:
        configuration.from_environment()
    assert [problem.split()[0] for problem in refused.value.problems] == [
        "PLATFORM_PORT",
        "DATA_PORT",
    ]


def test_it_never_repeats_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:hunter2@host/name")
    with pytest.raises(configuration.Misconfigured) as refused:
        configuration.from_environment()
    assert "hunter2" not in str(refused.value)


def test_it_has_no_default_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFELIGHT_ENVIRONMENT", "production")
    with pytest.raises(configuration.Misconfigured) as refused:
        configuration.from_environment()
    named = {problem.split()[0] for problem in refused.value.problems}
    assert named == {"SECRET_KEY", "SIGNING_KEY", "EMAIL_URL"}


def test_it_refuses_the_mailbox_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFELIGHT_ENVIRONMENT", "production")
    monkeypatch.setenv("SECRET_KEY", "k" * 50)
    monkeypatch.setenv("SIGNING_KEY", "s" * 50)
    monkeypatch.setenv("EMAIL_URL", "mailbox:")
    with pytest.raises(configuration.Misconfigured, match="EMAIL_URL begins with 'mailbox:'"):
        configuration.from_environment()


def test_it_lets_nobody_choose_a_lab_that_makes_nothing_in_production(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LABS_FAKE_URL", "http://127.0.0.1:8002/")
    assert configuration.from_environment().labs_fake_url == "http://127.0.0.1:8002"
    monkeypatch.setenv("SAFELIGHT_ENVIRONMENT", "production")
    with pytest.raises(configuration.Misconfigured, match="LABS_FAKE_URL is set; in production"):
        configuration.from_environment()


def test_it_reads_a_database_with_escaped_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a%40b:p%2Fw@db:5433/name?sslmode=require")
    assert configuration.from_environment().database == {
        "NAME": "name",
        "USER": "a@b",
        "PASSWORD": "p/w",
        "HOST": "db",
        "PORT": 5433,
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    ("address", "port", "from_start", "starttls"),
    [
        ("smtp://u:p@host", 587, False, True),
        ("smtps://u:p@host", 465, True, False),
        ("smtp://127.0.0.1:2525", 2525, False, False),
    ],
)
def test_it_reads_a_mail_server(
    monkeypatch: pytest.MonkeyPatch, address: str, port: int, from_start: bool, starttls: bool
) -> None:
    monkeypatch.setenv("EMAIL_URL", address)
    smtp = configuration.from_environment().smtp
    assert smtp
    assert (smtp.port, smtp.tls_from_start, smtp.starttls) == (port, from_start, starttls)


def test_it_lets_pages_load_images_from_the_data_port_of_every_studio() -> None:
    assert configuration.from_environment().data_origins == [
        "'self'",
        "http://localhost:8001",
        "http://*.localhost:8001",
    ]


def test_it_makes_its_secrets_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    made = environment.kept_secrets(file)
    assert environment.kept_secrets(file) == made == json.loads(file.read_text())
    assert len(set(made.values())) == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_it_ends_a_process_with_sentences_and_without_a_trace() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "safelight.settings"],
        env={**os.environ, "PLATFORM_PORT": "x", "PYTHONPATH": "platform:."},
        cwd=configuration.ROOT,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 2
    assert ended.stderr == (
        "Safelight cannot start: PLATFORM_PORT is 'x'; "
        "it should be a whole number from 1 to 65535.\n"
    )
