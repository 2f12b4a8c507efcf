"""What people of a studio prove themselves with besides a password (``safelight.factors``)."""

from __future__ import annotations

from django.db import models

from safelight.accounts.models.people import Person
from safelight.factors.models import Passkey, RecoveryCode, Tables, TotpSecret
from tenants.rows import StudioRow


class PersonTotp(StudioRow, TotpSecret):
    holder = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="totp")

    class Meta:
        base_manager_name = "objects"


class PersonRecoveryCode(StudioRow, RecoveryCode):
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")

    class Meta:
        base_manager_name = "objects"


class PersonPasskey(StudioRow, Passkey):
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")

    class Meta:
        base_manager_name = "objects"


TABLES = Tables(PersonTotp, PersonRecoveryCode, PersonPasskey)
