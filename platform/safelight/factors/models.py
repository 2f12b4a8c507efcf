"""What somebody proves themselves with. Abstract: each kind of people has tables of its own.

A table adds ``holder``: a ``OneToOneField`` for ``TotpSecret``, a ``ForeignKey`` for the others, to
whoever fulfils ``Holder``; a studio's tables derive ``tenants.rows.StudioRow`` first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models

from safelight.kernel import public_id


class Holder(Protocol):
    """A person or operator. ``factor_handle`` is theirs for good and tells nothing about them."""

    pk: Any
    email: Any

    @property
    def factor_handle(self) -> str: ...


class TotpSecret(models.Model):
    """The secret that somebody's app shares with us, sealed; it counts once it is confirmed."""

    sealed = models.TextField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # The time step of the last code that was taken: neither it nor an earlier one works again.
    last_step = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class RecoveryCode(models.Model):
    """One of ten codes on paper, as a digest; works once."""

    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Passkey(models.Model):
    """The public half of a key that a device keeps for one host (``rp_id``)."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    rp_id = models.CharField(max_length=253)
    transports = models.JSONField(default=list)
    name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Tables:
    """The ``TotpSecret``, ``RecoveryCode`` and ``Passkey`` of one kind of people.

    Typed loosely, because the abstract models do not have ``holder``.
    """

    totp: type[Any]
    recovery: type[Any]
    passkeys: type[Any]
