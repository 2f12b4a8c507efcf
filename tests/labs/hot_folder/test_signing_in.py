"""To which servers a studio's files may go: one key, shown first, and never our own network."""

from __future__ import annotations

import ipaddress

import asyncssh
import pytest
from pytest_django import Settings

from modules.labs.adapters.hot_folder import LAB
from modules.labs.contract import Away, Refused, Works
from safelight.kernel import outgoing
from tests.labs.hot_folder.conftest import Server


def refusal(answer: object) -> str:
    assert isinstance(answer, Refused), answer
    assert answer.sentence
    return answer.code


def test_it_shows_the_key_before_it_says_the_password(server: Server) -> None:
    answer = LAB.check(server.account(fingerprint=""))
    assert isinstance(answer, Refused)
    assert answer.code == "unknown_key"
    assert answer.suggests == {"fingerprint": server.fingerprint}
    assert server.passwords == []


def test_it_signs_in_once_the_key_is_accepted(server: Server) -> None:
    assert LAB.check(server.account()) == Works(words="studio@127.0.0.1")
    assert server.names() == set()


def test_it_tells_no_other_server_the_password(server: Server) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").get_fingerprint()
    assert refusal(LAB.check(server.account(fingerprint=other))) == "fingerprint"
    assert server.passwords == []


def test_it_signs_in_with_a_key_that_lost_its_lines(server: Server) -> None:
    exported = server.client_key.export_private_key().decode()
    for pasted in (exported, exported.replace("\n", " ")):
        account = server.account(password="", private_key=pasted)
        assert isinstance(LAB.check(account), Works)


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("password", "wrong", "user"),
        ("user", "somebody", "user"),
        ("folder", "elsewhere", "folder"),
        ("port", "ssh", "port"),
        ("port", "70000", "port"),
        ("private_key", "none", "private_key"),
    ],
)
def test_it_says_what_is_wrong(server: Server, field: str, typed: str, code: str) -> None:
    assert refusal(LAB.check(server.account(**{field: typed}))) == code


def test_it_refuses_a_key_with_a_passphrase(server: Server) -> None:
    locked = server.client_key.export_private_key("pkcs8-pem", passphrase="secret").decode()
    answer = LAB.check(server.account(password="", private_key=locked))
    assert refusal(answer) == "private_key"


def test_it_is_away_while_the_server_is(server: Server) -> None:
    server.stop()
    assert isinstance(LAB.check(server.account()), Away)
    assert isinstance(LAB.status(server.account(), lab_id="x"), Away)


def test_it_goes_to_no_machine_of_ours_in_production(server: Server, settings: Settings) -> None:
    settings.ENVIRONMENT = "production"
    assert refusal(LAB.check(server.account())) == "host"
    assert not outgoing.is_public(ipaddress.ip_address("127.0.0.1"))
    assert server.passwords == []
