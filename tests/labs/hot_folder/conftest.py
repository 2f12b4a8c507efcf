"""A real SFTP server in this process, on a free port, over a folder of the test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from modules.labs.contract import Account
from tests.labs import making

USER, PASSWORD = "studio", "let me in"


@dataclass
class Server:
    """``root`` is what the user sees; ``breaks`` names what a request must not be followed by."""

    root: Path
    loop: asyncio.AbstractEventLoop
    host_key: asyncssh.SSHKey
    client_key: asyncssh.SSHKey
    port: int = 0
    passwords: list[str] = field(default_factory=list)
    breaks: Callable[[str, str], bool] = lambda verb, path: False
    listening: asyncssh.SSHAcceptor | None = None

    @property
    def fingerprint(self) -> str:
        return self.host_key.get_fingerprint()

    def account(self, **changes: str) -> Account:
        settings = {
            "host": "127.0.0.1",
            "port": str(self.port),
            "user": USER,
            "fingerprint": self.fingerprint,
            "folder": "incoming",
            "customer_number": "K-17",
        }
        secrets = {"password": PASSWORD}
        for name, value in changes.items():
            (secrets if name in ("password", "private_key") else settings)[name] = value
        return making.account(settings, **secrets)

    def names(self) -> set[str]:
        """Everything in the hot folder that a lab would look at."""
        found = (self.root / "incoming").rglob("*")
        return {str(path.relative_to(self.root / "incoming")) for path in found}

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def stop(self) -> None:
        if self.listening is not None:
            self.run(_closed(self.listening))
            self.listening = None


@pytest.fixture(scope="session")
def pair() -> tuple[asyncssh.SSHKey, asyncssh.SSHKey]:
    first, second = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    return first, second


@pytest.fixture
def server(tmp_path: Path, pair: tuple[asyncssh.SSHKey, asyncssh.SSHKey]) -> Iterator[Server]:
    (tmp_path / "incoming").mkdir()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made = Server(tmp_path, loop, *pair)
    try:
        made.listening = made.run(_listen(made))
        made.port = made.listening.get_port()
        yield made
        made.stop()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _listen(server: Server) -> asyncssh.SSHAcceptor:
    return await asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[server.host_key],
        server_factory=lambda: _Door(server),
        sftp_factory=lambda channel: _Files(channel, server),
    )


async def _closed(listening: asyncssh.SSHAcceptor) -> None:
    listening.close()
    await listening.wait_closed()


class _Door(asyncssh.SSHServer):
    def __init__(self, server: Server) -> None:
        self.server = server

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        self.server.passwords.append(password)
        return (username, password) == (USER, PASSWORD)

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return key.public_data == self.server.client_key.public_data


class _Files(asyncssh.SFTPServer):
    """Breaks the connection off where the test says so."""

    def __init__(self, channel: Any, server: Server) -> None:
        super().__init__(channel, chroot=str(server.root).encode())
        self.server = server

    async def _may_break(self, verb: str, path: bytes) -> None:
        if self.server.breaks(verb, path.decode()):
            self.channel.get_connection().abort()
            await asyncio.sleep(0)
            raise asyncssh.SFTPConnectionLost("broken off")

    async def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        await self._may_break("open", path)
        return super().open(path, pflags, attrs)

    async def stat(self, path: bytes) -> Any:
        await self._may_break("stat", path)
        return super().stat(path)

    async def rename(self, oldpath: bytes, newpath: bytes) -> None:
        await self._may_break("rename", newpath)
        super().rename(oldpath, newpath)
        await self._may_break("renamed", newpath)
