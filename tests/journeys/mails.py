"""The mails that the platform has sent, read as its mailbox keeps them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.journeys.stack import until

LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Mail:
    """One mail as it went out."""

    message: EmailMessage

    @property
    def to(self) -> str:
        return str(self.message["to"])

    @property
    def subject(self) -> str:
        return str(self.message["subject"])

    @property
    def text(self) -> str:
        part = self.message.get_body(preferencelist=("plain",))
        return str(part.get_content()) if part else ""

    def link(self, containing: str) -> str:
        """The first address in the mail's text that contains this."""
        found = [str(link) for link in LINK.findall(self.text) if containing in link]
        assert found, f"no link with {containing!r} in:\n{self.text}"
        return found[0]


class Mailbox:
    """The folder of one run's mails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def to(self, address: str, subject: str = "") -> list[Mail]:
        """Mails to this address so far, oldest first, with this in their subject."""
        paths = sorted(self._folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        mails = [Mail(_message(path)) for path in paths]
        return [
            mail for mail in mails if address in mail.to and subject.lower() in mail.subject.lower()
        ]

    def wait_for(self, address: str, subject: str = "", count: int = 1) -> Mail:
        """The newest of them, when there are at least ``count``."""
        until(
            lambda: len(self.to(address, subject)) >= count,
            what=f"{count} mails to {address} about {subject!r}",
        )
        return self.to(address, subject)[-1]


def _message(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)
