"""Sending the receipt: the studio's tables are gone, so it goes to the mail server from here."""

from __future__ import annotations

import logging
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core import mail
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from safelight.leaving.models import Receipt
from safelight.outbox import links, sending
from safelight.outbox.brand import PLATFORM_NAME, Brand

log = logging.getLogger(__name__)


def send(*, receipt: Receipt, at: datetime) -> int:
    """Send the receipt to whoever owned the studio, and forget who that was; how many mails.

    Addresses go one by one, those that take no mail too, so that nobody gets it again where
    another one has to wait: then raises ``sending.TemporaryRefusal``. A worker that is killed in
    between sends again, with the same Message-ID.
    """
    sent, later = 0, list[str]()
    for owner in receipt.owners:
        try:
            sending.hand_over(_composed(receipt, owner))
            sent += 1
        except sending.TemporaryRefusal:
            later.append(owner)
        except sending.PermanentRefusal:
            # What the server says may name the address, which is to be forgotten.
            log.warning("An owner cannot get receipt %s", receipt.uuid)
        rest = receipt.owners[receipt.owners.index(owner) + 1 :]
        Receipt.objects.filter(pk=receipt.pk).update(owners=[*later, *rest])
    receipt.owners = later
    if later:
        raise sending.TemporaryRefusal(f"{len(later)} owners have not got the receipt yet.")
    receipt.sent_at = at
    receipt.save(update_fields=["sent_at"])
    return sent


def _composed(receipt: Receipt, owner: str) -> mail.EmailMultiAlternatives:
    subject, text, html = _rendered(receipt)
    name = f"{receipt.uuid}.{sha256(owner.encode()).hexdigest()[:16]}"
    composed = mail.EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[owner],
        headers={
            "Message-ID": f"<{name}@{settings.PLATFORM_HOST}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    composed.attach_alternative(html, "text/html")
    return composed


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
