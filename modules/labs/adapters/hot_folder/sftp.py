"""The SFTP side of a hot folder: signing in to a server whose key is known, and moving files.

Each call connects anew and runs an event loop of its own: its callers are threads of workers and
of web servers.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncssh
from django.utils.translation import gettext as _

from modules.labs.adapters.hot_folder import folder, keys
from modules.labs.adapters.hot_folder.order_file import Missing, Order
from modules.labs.contract import Account, Away, NoNews, Progress, Refused, TakenBack
from safelight.kernel import outgoing
from safelight.storage import objects

# Seconds: to connect, for a short errand, and for a whole order on a slow line.
CONNECT, ERRAND, WHOLE_ORDER = 10, 60, 45 * 60
_TRIAL = ".safelight-trial"

# It tells of each connection and each key.
logging.getLogger("asyncssh").setLevel(logging.WARNING)

Sftp = asyncssh.SFTPClient
T = TypeVar("T")


class _BadPort(Exception):
    """What was typed is no port."""


class _NoFolder(Exception):
    """The folder is not there, or not for this user."""


def place(account: Account, name: str, order: Order) -> str | Missing | Refused | Away:
    """Upload the order; ``NEW``, or the lab's mark where it had the order before."""

    async def work(sftp: Sftp) -> str | Missing:
        return await folder.place(sftp, name, order)

    try:
        return inside(account, work, seconds=WHOLE_ORDER)
    except objects.StorageAway as problem:
        return Away(sentence=_("The storage does not answer: %s") % problem)


def look(account: Account, name: str) -> Progress | NoNews | Refused | Away:
    async def work(sftp: Sftp) -> Progress | NoNews:
        return await folder.look(sftp, name)

    return inside(account, work)


def take_back(account: Account, name: str) -> TakenBack | Refused | Away:
    async def work(sftp: Sftp) -> TakenBack | Refused:
        return await folder.take_back(sftp, name)

    return inside(account, work)


async def try_out(sftp: Sftp) -> None:
    """Whether files may be written, renamed and removed."""
    async with sftp.open(_TRIAL, "wb") as file:
        await file.write(b"Safelight may remove this file.\n")
    await sftp.remove(_TRIAL)


def inside(
    account: Account, work: Callable[[Sftp], Awaitable[T]], *, seconds: float = ERRAND
) -> T | Refused | Away:
    """Do ``work`` in the account's folder. Refuses what only a person can put right."""
    host = account.settings.get("host", "").strip()
    try:
        port, key = _port(account), keys.read(account.secrets.get("private_key", ""))
        with outgoing.connect(host, port, seconds=CONNECT) as connected:
            return asyncio.run(_within(seconds, connected, account, key, work))
    except keys.BadKey:
        return _refused("private_key", _("The private key cannot be read, or has a passphrase."))
    except _BadPort:
        return _refused("port", _("The port should be a number from 1 to 65535."))
    except outgoing.PrivateAddress:
        return _refused("host", _("“%s” is not on the internet.") % host)
    except asyncssh.HostKeyNotVerifiable:
        return _refused("fingerprint", _changed_key())
    except asyncssh.PermissionDenied:
        return _refused("user", _("The server does not let this user in."))
    except (_NoFolder, asyncssh.SFTPPermissionDenied):
        return _refused("folder", _("The folder is not there, or not to be written to."))
    except (asyncssh.Error, outgoing.NotConnected, OSError, TimeoutError) as problem:
        return Away(sentence=_("The server does not answer: %s") % (problem or type(problem)))


async def _within(
    seconds: float, connected: socket.socket, account: Account, key: asyncssh.SSHKey | None,
    work: Callable[[Sftp], Awaitable[T]],
) -> T | Refused:  # fmt: skip
    async with asyncio.timeout(seconds):
        pinned = account.settings.get("fingerprint", "").strip()
        if not pinned:
            return await _first_contact(connected)
        async with (
            _connected(connected, account, key, pinned) as connection,
            connection.start_sftp_client() as sftp,
        ):
            await _enter(sftp, account.settings.get("folder", "").strip())
            return await work(sftp)


async def _first_contact(connected: socket.socket) -> Refused:
    """What the server shows, before anything secret is said to it."""
    shown = await asyncssh.get_server_host_key(sock=connected, config=None)
    if shown is None:
        raise asyncssh.KeyExchangeFailed("It shows no key.")
    fingerprint = shown.get_fingerprint()
    sentence = _("Ask your lab whether its server has the key %s, then accept it.") % fingerprint
    return Refused(code="unknown_key", sentence=sentence, suggests={"fingerprint": fingerprint})


def _connected(
    connected: socket.socket, account: Account, key: asyncssh.SSHKey | None, pinned: str
) -> asyncssh.misc._ACMWrapper[asyncssh.SSHClientConnection]:
    return asyncssh.connect(
        sock=connected,
        # Nothing of this machine's own: no settings, no agent, no keys, no known hosts.
        config=None,
        agent_path=None,
        known_hosts=b"",
        client_factory=lambda: _Pinned(pinned),
        username=account.settings.get("user", ""),
        password=account.secrets.get("password") or None,
        client_keys=[key] if key else None,
        keepalive_interval=15,
    )


class _Pinned(asyncssh.SSHClient):
    """Trusts one key, by its fingerprint (``SHA256:…``), before it signs in."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        return key.get_fingerprint() == self._fingerprint


async def _enter(sftp: Sftp, path: str) -> None:
    if path:
        if not await sftp.isdir(path):
            raise _NoFolder(path)
        await sftp.chdir(path)


def _port(account: Account) -> int:
    typed = account.settings.get("port", "").strip() or "22"
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) < 65536):
        raise _BadPort(typed)
    return int(typed)


def _refused(code: str, sentence: str) -> Refused:
    return Refused(code=code, sentence=sentence)


def _changed_key() -> str:
    return _(
        "The server shows another key than the one you accepted. Nothing was sent. Ask your lab "
        "whether its key has changed; if so, empty the field and accept the new one."
    )
