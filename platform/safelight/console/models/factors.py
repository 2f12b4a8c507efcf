"""Second factors of operators; nobody gets past the sign-in without one."""

from __future__ import annotations

from django.db import models

from safelight.console.models.people import Operator
from safelight.factors.models import Passkey, RecoveryCode, Tables, TotpSecret


class OperatorTotp(TotpSecret):
    holder = models.OneToOneField(Operator, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"app of {self.holder_id}"


class OperatorRecoveryCode(RecoveryCode):
    holder = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"recovery code of {self.holder_id}"


class OperatorPasskey(Passkey):
    holder = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="passkeys")


TABLES = Tables(OperatorTotp, OperatorRecoveryCode, OperatorPasskey)
