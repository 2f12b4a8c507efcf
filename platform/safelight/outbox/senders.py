"""From which address a studio's mails come: its own, once that is shown to be right, or ours.

A domain lets others send in its name by three records: SPF (RFC 7208) names servers, DKIM
(RFC 6376) holds the key of signatures, DMARC (RFC 7489) says what happens to mail without either.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight import dns, outbox
from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal
from safelight.outbox.models import OutgoingMessage, SenderAddress
from tenants.context import current_studio

LASTS_SECONDS = 3 * 24 * 3600


class WrongProof(Refusal):
    code = "sender_link_over"
    status = 404


def of(message: OutgoingMessage) -> str:
    """The address in From of this mail."""
    if message.of_platform:
        return str(settings.DEFAULT_FROM_EMAIL)
    own = current()
    return own.email if own is not None and own.is_in_use else str(settings.STUDIO_SENDER)


def current() -> SenderAddress | None:
    return SenderAddress.objects.filter(pk=1).first()


def ask(*, email: str, at: datetime) -> SenderAddress:
    """Take this address from its owner's proof on: a mail with a link goes to it."""
    email = email.strip().lower()
    with transaction.atomic():  # The row, the mail to it and the entry in the log.
        row, _made = SenderAddress.objects.update_or_create(
            pk=1,
            defaults={
                "email": email, "asked_at": at, "proven_at": None, "checked_at": None,
                "findings": [], "is_aligned": False,
            },
        )  # fmt: skip
        token = signing.dumps([email, at.isoformat()], salt=_salt())
        outbox.post(
            key=f"sender {email} {at.isoformat()}", to=email, template="sender_proof",
            context={"path": reverse("mails_site:sender", args=[token])},
        )  # fmt: skip
        audit.note("mails.sender_asked", subject=("sender", "", email))
    return row


def prove(*, token: str, at: datetime) -> SenderAddress:
    """Whoever reads mail to the address has followed the link. Raises ``WrongProof``."""
    row = proving(token)
    with transaction.atomic():  # The change and its entry in the log.
        unproven = SenderAddress.objects.filter(
            pk=1, email=row.email, asked_at=row.asked_at, proven_at=None
        )
        if unproven.update(proven_at=at):
            row.proven_at = at
            audit.note("mails.sender_proven", subject=("sender", "", row.email))
    return row


def proving(token: str) -> SenderAddress:
    """The address that this link is for. Raises ``WrongProof``."""
    try:
        email, asked_at = signing.loads(token, salt=_salt(), max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise WrongProof(_("This link is over. Ask for a new one in the settings.")) from None
    row = current()
    if row is None or row.email != email or row.asked_at.isoformat() != asked_at:
        raise WrongProof(_("This link is over. Ask for a new one in the settings."))
    return row


def remove() -> None:
    """Send from the platform's address again."""
    with transaction.atomic():  # The change and its entry in the log.
        row = current()
        if row is not None:
            row.delete()
            audit.note("mails.sender_removed", subject=("sender", "", row.email))


def check(*, at: datetime) -> SenderAddress | None:
    """Ask the name servers about the domain, outside a transaction; None without an address.

    Raises ``dns.NameServersSilent``.
    """
    row = current()
    if row is None:
        return None
    findings = look(row.email.rpartition("@")[2])
    known = {each["name"]: each["is_right"] for each in findings}
    # Receivers want one of the two to be the domain's own; DMARC decides nothing by itself.
    is_aligned = bool(known.get("SPF") or known.get("DKIM"))
    SenderAddress.objects.filter(pk=1, email=row.email).update(
        findings=findings, is_aligned=is_aligned, checked_at=at
    )
    row.refresh_from_db()
    return row


def look(domain: str) -> list[dict[str, Any]]:
    """What stands in the three records of ``domain``, and what should."""
    found = [_spf(domain), _dkim(domain), _dmarc(domain)]
    return [each for each in found if each is not None]


def _spf(domain: str) -> dict[str, Any] | None:
    include = settings.MAIL_SENDING.spf_include
    if not include:
        return None
    records = [text for text in dns.texts(domain) if text.lower().startswith("v=spf1")]
    # Two records are an error to receivers (RFC 7208, 4.5).
    is_right = len(records) == 1 and f"include:{include}".lower() in records[0].lower().split()
    wanted = f"v=spf1 include:{include} ~all"
    if len(records) == 1 and not is_right:
        wanted = re.sub(r"(?i)^v=spf1", f"v=spf1 include:{include}", records[0])
    return {
        "name": "SPF", "kind": "TXT", "host": domain, "wanted": wanted,
        "found": "\n".join(records)[:500], "is_right": is_right,
    }  # fmt: skip


def _dkim(domain: str) -> dict[str, Any] | None:
    selector, target = settings.MAIL_SENDING.dkim_selector, settings.MAIL_SENDING.dkim_target
    if not selector or not target:
        return None
    host = f"{selector}._domainkey.{domain}"
    found = dns.alias(host)
    return {
        "name": "DKIM", "kind": "CNAME", "host": host, "wanted": target, "found": found[:500],
        "is_right": found.rstrip(".") == target.lower().rstrip("."),
    }  # fmt: skip


def _dmarc(domain: str) -> dict[str, Any]:
    host = f"_dmarc.{domain}"
    records = [text for text in dns.texts(host) if text.lower().startswith("v=dmarc1")]
    return {
        "name": "DMARC", "kind": "TXT", "host": host, "wanted": "v=DMARC1; p=none",
        "found": "\n".join(records)[:500], "is_right": len(records) == 1,
    }  # fmt: skip


def _salt() -> str:
    return f"mails.sender:{current_studio().uuid}"
