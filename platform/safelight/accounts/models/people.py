"""Persons of a studio, and what they are to it: a member of the team, a client, or both."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower

from safelight.kernel import permissions, public_id
from tenants.rows import StudioManager, StudioRow


def normalise_email(email: str) -> str:
    """How addresses are stored and compared: trimmed and in lower case, otherwise as typed.

    ``a+tag@x`` and ``a@x`` are two addresses; homoglyphs are not folded.
    """
    return email.strip().lower()


# How Django marks a password that nobody has.
NO_PASSWORD = "!"  # noqa: S105


class PersonManager(StudioManager["Person"]):
    def get_by_natural_key(self, email: str) -> Person:
        return self.get(email=normalise_email(email))

    def with_email(self, email: str, *, name: str = "") -> Person:
        """The person of this address, made where there is none yet (without a password)."""
        person, _ = self.get_or_create(
            email=normalise_email(email), defaults={"name": name, "password": NO_PASSWORD}
        )
        return person


class Person(StudioRow, AbstractBaseUser):
    """Somebody known by an e-mail address, in this studio only."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    # Raised to end every session of this person at once.
    session_epoch = models.PositiveIntegerField(default=0)
    disabled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PersonManager] = PersonManager()
    # One of the team without the second factor that the studio asks for; known by their session.
    must_enrol = False

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="email_is_lower_case",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.disabled_at is None

    @property
    def has_joined(self) -> bool:
        """Whether this person has ever set a password."""
        return self.has_usable_password()

    @property
    def factor_handle(self) -> str:
        return self.public_id

    def disable(self, *, at: datetime) -> None:
        """Refuse this person from the next request on, and end all their sessions."""
        self.disabled_at = at
        self.save(update_fields=["disabled_at"])
        self.end_sessions()

    def enable(self) -> None:
        self.disabled_at = None
        self.save(update_fields=["disabled_at"])

    def change_password(self, raw: str) -> None:
        """Set a password; sessions made with the old one end."""
        self.set_password(raw)
        self.save(update_fields=["password"])

    def end_sessions(self) -> None:
        """Sign this person out everywhere, from the next request on."""
        self.sessions.all().delete()
        self.session_epoch = F("session_epoch") + 1
        self.save(update_fields=["session_epoch"])
        self.refresh_from_db(fields=["session_epoch"])

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        hashed: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{hashed}.{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Any:
        return iter(())


class Role(StudioRow):
    """A named set of permissions of members."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=60, unique=True)
    permissions = models.JSONField(default=list)
    # The owner's role has every permission, today's and tomorrow's, and cannot be edited.
    is_owner = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    def allows(self, modules: frozenset[str]) -> frozenset[str]:
        """The permission codes that count while these modules are on."""
        every = [permission.code for permission in permissions.all_permissions()]
        return permissions.effective(every if self.is_owner else self.permissions, modules)


class Member(StudioRow):
    """That a person is one of the studio's team."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="member")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="members")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)


class Client(StudioRow):
    """That a person is a client; may be listed long before they first sign in."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="client")
    note = models.TextField(blank=True)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)


class ClientGroup(StudioRow):
    """Clients who are given rights together."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=80, unique=True)
    clients = models.ManyToManyField(Client, related_name="groups", blank=True)

    def __str__(self) -> str:
        return self.name
