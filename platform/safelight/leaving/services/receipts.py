"""Sending the receipt: the studio's tables are gone, so it goes to the mail server from here."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import mail
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from safelight.leaving.models import Receipt
from safelight.outbox import links
from safelight.outbox.brand import PLATFORM_NAME, Brand


def send(*, receipt: Receipt, at: datetime) -> int:
    """Send the receipt to whoever owned the studio, and forget who that was; how many mails.

    A worker that is killed in between sends again, with the same Message-ID.
    """
    subject, text, html = _rendered(receipt)
    for number, owner in enumerate(receipt.owners):
        composed = mail.EmailMultiAlternatives(
            subject=subject,
            body=text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[owner],
            headers={
                "Message-ID": f"<{receipt.uuid}.{number}@{settings.PLATFORM_HOST}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        composed.attach_alternative(html, "text/html")
        composed.send()
    sent = len(receipt.owners)
    receipt.owners, receipt.sent_at = [], at
    receipt.save(update_fields=["owners", "sent_at"])
    return sent


def _rendered(receipt: Receipt) -> tuple[str, str, str]:
    context = {
        "receipt": receipt,
        "brand": Brand(name=PLATFORM_NAME),
        "site": links.origin(settings.PLATFORM_HOST),
        "language": receipt.language,
    }
    with translation.override(receipt.language):
        return (
            " ".join(_render("mails/leaving_receipt.subject.txt", context).split()),
            _render("mails/leaving_receipt.txt", context).strip() + "\n",
            _render("mails/leaving_receipt.html", context, autoescape=True),
        )


def _render(name: str, context: dict[str, object], *, autoescape: bool = False) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(context, autoescape=autoescape)))
