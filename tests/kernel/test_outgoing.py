"""Which hosts may be connected to: name servers and sockets are ours here."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import pytest
from pytest_django import Settings

from safelight.kernel import outgoing

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1",
    "2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip
Answering = Callable[..., None]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """``answering("203.0.114.1")``: what every name is found to be."""

    def answer(*addresses: str) -> None:
        found = [(0, 0, 0, "", (each, 22)) for each in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)

    return answer


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """The addresses that were connected to, all in vain, in production."""
    settings.ENVIRONMENT = "production"
    found: list[str] = []

    def refuse(address: tuple[str, int], **_: object) -> socket.socket:
        found.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    return found


@pytest.mark.parametrize("address", PRIVATE)
def test_it_knows_what_is_private(address: str) -> None:
    assert not outgoing.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_it_knows_what_is_public(address: str) -> None:
    assert outgoing.is_public(ipaddress.ip_address(address))


def test_it_connects_to_no_private_address(answering: Answering, asked: list[str]) -> None:
    # One good answer beside a bad one is how a name is bent after it was looked at.
    answering("8.8.8.8", "127.0.0.1")
    with pytest.raises(outgoing.PrivateAddress):
        outgoing.connect("lab.example", 22, seconds=1)
    assert asked == []


def test_it_tries_each_address_that_it_looked_at(answering: Answering, asked: list[str]) -> None:
    answering("8.8.8.8", "9.9.9.9")
    with pytest.raises(outgoing.NotConnected):
        outgoing.connect("lab.example", 22, seconds=1)
    assert asked == ["8.8.8.8", "9.9.9.9"]


@pytest.mark.parametrize("host", ["", ".", "a" * 300, "two..dots", "no such host"])
def test_it_says_so_where_there_is_no_such_host(host: str, asked: list[str]) -> None:
    with pytest.raises((outgoing.NotConnected, outgoing.PrivateAddress)):
        outgoing.connect(host, 22, seconds=1)
    assert asked == []


def test_it_may_reach_its_own_machine_outside_production() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        outgoing.connect("127.0.0.1", port, seconds=5).close()
