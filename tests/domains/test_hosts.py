"""Which hosts a studio may bring along."""

from __future__ import annotations

import pytest

from safelight.domains import hosts


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Photos.Example.COM", "photos.example.com"),
        ("photos.example.com.", "photos.example.com"),
        (" müller-fotos.de ", "xn--mller-fotos-thb.de"),
        ("straße.de", "xn--strae-oqa.de"),
        ("写真.日本", "xn--g7qs82g.xn--wgv71a"),
        ("nora.github.io", "nora.github.io"),
    ],
)
def test_it_writes_a_name_as_name_servers_know_it(typed: str, known: str) -> None:
    assert hosts.normalise(typed) == known


@pytest.mark.parametrize(
    "typed",
    [
        "", ".", "localhost", "photos", "photos.localhost", "printer.local", "db.internal",
        "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "::1", "10.0.0.1.",
        "*.example.com", "photos.*.com", "photos.example.com:8000", "https://example.com",
        "example.com/path", "user@example.com", "a b.example.com", "-a.example.com",
        "a-.example.com", "under_score.example.com", "a..example.com", "com", "co.uk", "github.io",
        "x" * 64 + ".example.com", ".".join(["a" * 60] * 4) + ".example.com",
        "acme.localhost", "console.localhost", "exa\u0000mple.com", "a\u202eb.example.com",
    ],
)  # fmt: skip
def test_iso_24_it_refuses_what_no_studio_can_own(typed: str) -> None:
    with pytest.raises(hosts.HostRefused):
        hosts.normalise(typed)


@pytest.mark.parametrize("typed", ["safelight.app", "studio.safelight.app", "in.safelight.dev"])
def test_iso_24_it_refuses_hosts_of_ours_and_those_above_them(typed: str, settings: object) -> None:
    settings.PLATFORM_HOST = "eu.safelight.app"  # type: ignore[attr-defined]
    settings.DOMAINS_TARGET = "in.safelight.dev"  # type: ignore[attr-defined]
    if typed.startswith("studio"):
        typed = "studio.eu.safelight.app"
    with pytest.raises(hosts.HostRefused):
        hosts.normalise(typed)
