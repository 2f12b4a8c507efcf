"""Mail as files: one ``<id>.eml`` a Message-ID, under ``var/mailbox``."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings

ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Mail:
    """One received mail: ``id`` is its file's name, ``studio`` the host of its Message-ID."""

    id: str
    received_at: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message.get("subject", ""))

    @property
    def sender(self) -> str:
        return str(self.message.get("from", ""))

    @property
    def recipients(self) -> list[str]:
        """Bare addresses, lower case."""
        found = getaddresses([str(value) for value in self.message.get_all("to", [])])
        return [address.lower() for _, address in found]

    @property
    def studio(self) -> str:
        return str(self.message.get("message-id", "")).rpartition("@")[2].strip("<> ")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""


def folder() -> Path:
    return Path(settings.VAR) / "mailbox"


def keep(content: bytes, *, message_id: str) -> bool:
    """Write the mail whole or not at all; False where this Message-ID is there already."""
    name = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder(), suffix=".tmp", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link, unlike a rename, does not replace what is there.
        os.link(file.name, folder() / f"{name}.eml")
    except FileExistsError:
        return False
    finally:
        Path(file.name).unlink()
    return True


def mails(*, to: str = "", studio: str = "", limit: int = 200) -> list[Mail]:
    """The newest mails first; ``to`` and ``studio`` are parts of an address and of a host."""
    found: list[Mail] = []
    for mail in _newest_first():
        if to.lower() in " ".join(mail.recipients) and studio.lower() in mail.studio.lower():
            found.append(mail)
            if len(found) == limit:
                break
    return found


def find(mail_id: str) -> Mail | None:
    """The mail of this id, or None."""
    path = folder() / f"{mail_id}.eml"
    if not ID.fullmatch(mail_id) or not path.is_file():
        return None
    return _read(path)


def clear() -> None:
    """Throw all mail away."""
    for path in folder().glob("*.eml"):
        path.unlink(missing_ok=True)


def _newest_first() -> Iterator[Mail]:
    paths: list[tuple[float, Path]] = []
    for path in folder().glob("*.eml"):
        # Somebody may be emptying the box while it is read.
        with suppress(FileNotFoundError):
            paths.append((path.stat().st_mtime, path))
    for _, path in sorted(paths, reverse=True):
        with suppress(FileNotFoundError):
            yield _read(path)


def _read(path: Path) -> Mail:
    # The modern policy makes an EmailMessage, with decoded headers and parts.
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    received_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    return Mail(id=path.stem, received_at=received_at, message=message)
