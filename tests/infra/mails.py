"""A mail server of this machine that keeps what it is given."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from safelight.embedded.process import free_port
from tests.journeys.mails import Mail, Mailbox

LONG_SECONDS = 60.0


class Post:
    """``mails`` are those that came, with headers and parts."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.is_held = threading.Event()
        self._hold = ""

    def hold(self, address: str) -> None:
        """Let the next who sends to ``address`` wait for an answer; ``is_held`` says when."""
        self.is_held.clear()
        self._hold = address

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address == self._hold:
            self._hold = ""
            self.is_held.set()
            await asyncio.sleep(LONG_SECONDS)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 Go on"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Kept"


class Letters(Mailbox):
    """Those mails, looked at as journeys do."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def to(self, address: str, subject: str = "") -> list[Mail]:
        mails = map(Mail, self._post.mails)
        return [
            mail for mail in mails if address in mail.to and subject.lower() in mail.subject.lower()
        ]


@contextmanager
def running() -> Iterator[tuple[int, Post]]:
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port, post
    finally:
        controller.stop()
