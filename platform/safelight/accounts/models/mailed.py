"""Signing in by mail, and what a studio asks of whoever signs in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models.people import Person
from tenants.rows import StudioRow


class MailedCode(StudioRow):
    """Six digits, and a link that does the same, for one browser, one use and ten minutes.

    ``asker`` is the digest of a secret in the session of the browser that asked.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in"
        PROOF = "proof"

    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mailed_codes")
    code_digest = models.CharField(max_length=64)
    link_digest = models.CharField(max_length=64, unique=True)
    asker = models.CharField(max_length=64, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    then = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} of {self.person_id}"


class SignInRules(StudioRow):
    """One row a studio. Passwords are always taken; a mail may do instead, for clients."""

    class Mail(models.TextChoices):
        CODE = "code", _("A code of six digits")
        LINK = "link", _("A link")
        BOTH = "both", _("A code and a link in one mail")
        NONE = "none", _("Nothing: clients need a password")

    mail = models.CharField(max_length=4, choices=Mail.choices, default=Mail.CODE)
    team_needs_factor = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_sign_in_rules")]

    def __str__(self) -> str:
        return self.mail

    @classmethod
    def here(cls) -> SignInRules:
        """The studio's rules; a studio that never changed them has no row yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
