"""Things of people's proofs that routes name."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight.accounts.models import MailedCode, Person, PersonPasskey, PersonSession
from safelight.accounts.models.links import digest


def make(secret: str, person: Person) -> dict[str, str]:
    """A passkey, a session and a mailed link of the person."""
    at = timezone.now()
    passkey = PersonPasskey.objects.create(
        holder=person, credential_id=f"credential-{secret}", public_key=b"", rp_id="localhost",
        name=f"Phone {secret}", made_at=at,
    )  # fmt: skip
    session = PersonSession.objects.create(
        person=person, key=f"key-{secret}"[:40], user_agent=secret, begun_at=at, seen_at=at
    )
    MailedCode.objects.create(
        purpose="sign_in", person=person, code_digest="", link_digest=digest(f"mailed-{secret}"),
        asker="", made_at=at, expires_at=at + timedelta(minutes=10),
    )  # fmt: skip
    return {
        "passkey": passkey.public_id, "session_row": session.public_id, "mailed": f"mailed-{secret}"
    }  # fmt: skip
