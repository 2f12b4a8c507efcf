"""Handing stored mail to the mail server, outside any transaction.

A mail is *sent* when the server took it. A worker that is killed between that answer and our
commit sends again, with the same Message-ID: SMTP has no way to ask whether a mail arrived.
"""

from __future__ import annotations

import smtplib
from datetime import datetime
from email.headerregistry import Address

from django.conf import settings
from django.core import mail

from safelight.outbox import senders, stops, unsubscribing
from safelight.outbox.models import OutgoingMessage
from safelight.storage import objects
from tenants.context import current_studio

MOST_WORDS = 1000


class PermanentRefusal(Exception):  # noqa: N818 - an answer, not a fault
    """The server answered 5xx to this mail: offering it again would change nothing."""


class TemporaryRefusal(Exception):  # noqa: N818 - an answer, not a fault
    """The server did not take it now, or did not answer: offer it again later."""


def send(message: OutgoingMessage, *, at: datetime) -> None:
    """Offer the mail once; one that was sent before, cancelled or put off is left alone."""
    if message.is_scheduled and message.send_after and message.send_after > at:
        return
    if why := stops.reason(message.to_email, message.unsubscribe):
        message.withhold(why=why)
        return
    if not message.begin_sending():
        return
    try:
        hand_over(compose(message))
    except TemporaryRefusal as answer:
        message.wait(error=str(answer))
        raise
    except PermanentRefusal as answer:
        message.fail(error=str(answer))
        raise
    message.mark_sent(at=at)


def compose(message: OutgoingMessage) -> mail.EmailMultiAlternatives:
    """The mail as it goes out: text, HTML beside it, and a Message-ID that never changes."""
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if message.unsubscribe:
        url = unsubscribing.url(
            current_studio(), email=message.to_email, what=message.unsubscribe
        )  # fmt: skip
        headers |= {
            "List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"
        }  # fmt: skip
    composed = mail.EmailMultiAlternatives(
        subject=message.subject,
        body=message.text_body,
        from_email=_with_name(message.from_name, senders.of(message)),
        to=[_with_name(message.to_name, message.to_email)],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
    )
    composed.attach_alternative(message.html_body, "text/html")
    # Providers give it back with what they tell of this mail; SMTP knows no such thing.
    composed.metadata = {  # type: ignore[attr-defined]
        "studio": str(current_studio().uuid), "message": str(message.uuid)
    }  # fmt: skip
    for each in message.attachments:
        composed.attach(each["name"], _read(each["key"]), each["media_type"])
    return composed


def _read(key: str) -> bytes:
    """A stored object. Raises ``TemporaryRefusal`` while the storage is away."""
    try:
        with objects.from_environment().open(key) as file:
            return file.read()
    except objects.StorageAway as problem:
        raise TemporaryRefusal(f"The storage did not give an attachment: {problem}") from problem
    except objects.NoSuchObject as problem:
        raise PermanentRefusal(f"An attachment is gone: {problem}") from problem


def hand_over(composed: mail.EmailMessage) -> None:
    """Offer it to the server or provider. Raises ``PermanentRefusal`` and ``TemporaryRefusal``."""
    try:
        composed.send()
    except smtplib.SMTPRecipientsRefused as problem:
        answers = list(problem.recipients.values())
        raise _refusal(max(code for code, _ in answers), answers[0][1]) from problem
    except smtplib.SMTPAuthenticationError as problem:
        # Our own credentials are wrong; the mail is not.
        raise TemporaryRefusal(f"The mail server refused our sign-in: {problem}") from problem
    except smtplib.SMTPResponseException as problem:
        raise _refusal(problem.smtp_code, problem.smtp_error) from problem
    except smtplib.SMTPException as problem:
        raise TemporaryRefusal(f"The mail server did not answer: {problem}") from problem
    except Exception as problem:
        answer = _of_provider(problem) if settings.EMAIL_BACKEND.startswith("anymail.") else None
        if answer is None and isinstance(problem, OSError):
            answer = TemporaryRefusal(f"The mail server did not answer: {problem}")
        raise (answer or problem) from problem


def _refusal(code: int, words: bytes | str) -> PermanentRefusal | TemporaryRefusal:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    kind = PermanentRefusal if 500 <= code < 600 else TemporaryRefusal
    return kind(f"The mail server answered {code} {said}")


def _of_provider(problem: Exception) -> PermanentRefusal | TemporaryRefusal | None:
    """What a provider's API answered; None where the fault is ours."""
    # Only platforms that send by a provider load its library.
    from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused

    if isinstance(problem, AnymailRecipientsRefused):
        return PermanentRefusal(f"The provider refused the address: {problem}"[:MOST_WORDS])
    if not isinstance(problem, AnymailAPIError):
        return None
    code = getattr(problem, "status_code", None)
    # 401 and 403: our own key is wrong; the mail is not. 408 and 429: later.
    is_final = code is not None and 400 <= code < 500 and code not in {401, 403, 408, 429}
    kind = PermanentRefusal if is_final else TemporaryRefusal
    return kind(f"The provider answered {code or 'nothing'}: {problem}"[:MOST_WORDS])


def _with_name(name: str, address: str) -> str:
    if not name:
        return address
    return str(Address(display_name=name, addr_spec=address))
