"""Codes of an authenticator app, by the vectors of RFC 6238, appendix B."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from safelight.factors import qr, sealing, totp

SECRET = b"12345678901234567890"
VECTORS = [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"),
    (1234567890, "89005924"), (2000000000, "69279037"), (20000000000, "65353130"),
]  # fmt: skip


@pytest.mark.parametrize(("seconds", "expected"), VECTORS)
def test_it_makes_the_codes_of_the_standard(seconds: int, expected: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.code(SECRET, totp.step_at(at), digits=8) == expected


def test_it_takes_the_code_before_and_the_one_after_and_no_other() -> None:
    at = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    now = totp.step_at(at)
    found = [totp.matching_step(SECRET, totp.code(SECRET, now + n), at=at) for n in range(-3, 4)]
    assert found == [None, None, now - 1, now, now + 1, None, None]


def test_it_names_studio_and_person_to_the_app() -> None:
    said = totp.address(SECRET, issuer="Smith: Weddings", account="a+b@example.org")
    parts = urlsplit(said)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parts.path == "/Smith%20%20Weddings%3Aa%2Bb@example.org"
    assert parse_qs(parts.query) == {
        "secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"], "issuer": ["Smith  Weddings"]
    }  # fmt: skip
    assert totp.readable(SECRET).startswith("GEZD GNBV ")


def test_it_draws_a_code_without_anybody_else() -> None:
    drawn = qr.svg("otpauth://totp/x?secret=ABC")
    assert drawn.startswith("<svg")
    assert "style=" not in drawn
    assert "http" not in drawn


def test_it_seals_secrets_and_opens_them_with_an_older_key(settings: object) -> None:
    sealed = sealing.seal(SECRET)
    assert "1234" not in sealed
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another key of the platform " * 2  # type: ignore[attr-defined]
    assert sealing.unseal(sealed) == SECRET
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    assert sealing.unseal(sealed) is None
