"""Secrets that are handed out: kept as digests, so that a copy of the tables opens nothing."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models

from safelight.accounts.models.people import Person
from safelight.kernel import public_id
from tenants.rows import StudioRow

INVITATION_LIFE = timedelta(days=7)
RESET_LIFE = timedelta(hours=2)
# Long enough for a redirect from the platform's host to the studio's, and for nothing else.
WELCOME_LIFE = timedelta(seconds=60)
EMAIL_LIFE = timedelta(hours=2)


def digest(secret: str) -> str:
    """SHA-256 in hex. The secrets are 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


class OneTimeLink(StudioRow):
    """An invitation, a password reset, a way in after sign-up or a new e-mail address.

    For one person, one use.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        RESET = "reset"
        WELCOME = "welcome"
        EMAIL = "email"

    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # A local path to go on to afterwards, such as the gallery that was sent.
    then = models.CharField(max_length=200, blank=True)
    # The address that the link confirms, where it is for a new one.
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} for {self.person_id}"

    @classmethod
    def issue(
        cls, purpose: Purpose, person: Person, *, at: datetime, then: str = "", email: str = ""
    ) -> tuple[OneTimeLink, str]:
        """A new link and its secret, which is shown once and never stored.

        Earlier unused links of the same purpose are cancelled: only the newest mail works.
        """
        life = LIVES[purpose]
        cls.objects.filter(purpose=purpose, person=person, used_at=None, cancelled_at=None).update(
            cancelled_at=at
        )
        secret = secrets.token_urlsafe(32)
        link = cls.objects.create(
            purpose=purpose, person=person, digest=digest(secret),
            made_at=at, expires_at=at + life, then=then, email=email,
        )  # fmt: skip
        return link, secret

    @classmethod
    def find(cls, purpose: Purpose, secret: str, *, at: datetime) -> OneTimeLink | None:
        """The link that would work now; looking does not use it up."""
        return cls.objects.select_related("person").filter(
            purpose=purpose, digest=digest(secret), used_at=None, cancelled_at=None,
            expires_at__gt=at, person__disabled_at=None,
        ).first()  # fmt: skip

    def use(self, *, at: datetime) -> bool:
        """Use the link up; False where somebody else just did, or it was cancelled meanwhile."""
        unused = OneTimeLink.objects.filter(pk=self.pk, used_at=None, cancelled_at=None)
        return unused.update(used_at=at) == 1


LIVES = {
    OneTimeLink.Purpose.INVITATION: INVITATION_LIFE,
    OneTimeLink.Purpose.RESET: RESET_LIFE,
    OneTimeLink.Purpose.WELCOME: WELCOME_LIFE,
    OneTimeLink.Purpose.EMAIL: EMAIL_LIFE,
}


class ApiToken(StudioRow):
    """A key for programs, which may do what the member who made it may do."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    # The first characters, so that people can tell their keys apart.
    beginning = models.CharField(max_length=12)
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, person: Person, *, name: str) -> tuple[ApiToken, str]:
        """A new token and its secret, which is shown once."""
        secret = f"sl_{secrets.token_urlsafe(32)}"
        token = cls.objects.create(
            person=person, name=name, digest=digest(secret), beginning=secret[:8]
        )
        return token, secret

    def revoke(self, *, at: datetime) -> None:
        self.revoked_at = at
        self.save(update_fields=["revoked_at"])
