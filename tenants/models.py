"""The public schema's own rows: studios, their addresses and their modules."""

from __future__ import annotations

import secrets
import string
import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

SCHEMA_ALPHABET = string.ascii_lowercase + string.digits


def new_schema_name() -> str:
    """``t_`` and 16 random characters: never made from what a person typed."""
    return "t_" + "".join(secrets.choice(SCHEMA_ALPHABET) for _ in range(16))


class Studio(models.Model):
    """A customer of the platform, with a PostgreSQL schema of its own.

    django-tenants asks a tenant for ``schema_name`` and nothing else; its TenantMixin would
    create and drop schemas from ``save`` and ``delete``, which ``tenants.provision`` does here.
    """

    class State(models.TextChoices):
        SPARE = "spare"
        READY = "ready"
        SUSPENDED = "suspended"
        # Closed by its owner: nothing is shown, and it is erased when ``erase_at`` comes.
        LEAVING = "leaving"
        # Being erased: no door, no work, no way back.
        CLOSING = "closing"

    # A closed studio still tells its owners, hears of refunds and is exported.
    WORKS_IN: ClassVar[tuple[State, ...]] = (State.READY, State.SUSPENDED, State.LEAVING)

    class Why(models.TextChoices):
        """What a studio is suspended for."""

        OPERATOR = "operator"
        TRIAL_ENDED = "trial_ended"
        UNPAID = "unpaid"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - spares have none, and NULLs do not clash
    schema_name = models.CharField(max_length=63, unique=True, default=new_schema_name)
    schema_version = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SPARE)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    # Since when its doors are closed, by whom or for what; until when what was paid goes out.
    suspended_at = models.DateTimeField(null=True)
    suspended_for = models.CharField(max_length=12, choices=Why.choices, blank=True)
    downloads_until = models.DateTimeField(null=True)
    erase_at = models.DateTimeField(null=True)

    # django-tenants reads these off every tenant.
    auto_create_schema: ClassVar[bool] = False
    auto_drop_schema: ClassVar[bool] = False

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="spare") | Q(address__isnull=False),
                name="studio_in_use_has_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="leaving") | Q(erase_at__isnull=False),
                name="studio_that_leaves_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.schema_name

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_closed_for_now(self) -> bool:
        """Its people come in and find most doors closed: suspended, or about to leave."""
        return self.state in {self.State.SUSPENDED, self.State.LEAVING}

    def gives_what_was_paid(self, at: datetime) -> bool:
        """Whether clients can fetch what they bought, though nothing else is open."""
        return self.downloads_until is not None and at < self.downloads_until

    def switch_on(self, module: str, *, at: datetime) -> bool:
        """Open the module's doors; False where they were open. See ``tenants.modules``."""
        _row, was_off = EnabledModule.objects.get_or_create(
            studio=self, module=module, defaults={"enabled_at": at}
        )
        return was_off

    def switch_off(self, module: str) -> None:
        """Close the module's doors at once; its data stays."""
        EnabledModule.objects.filter(studio=self, module=module).delete()

    def switched_on(self) -> frozenset[str]:
        """Names of the modules with a row, asked of the database."""
        return frozenset(self.enabled_modules.values_list("module", flat=True))

    def primary_host(self) -> str:
        """The host that links in mails name; stored, never taken from a request."""
        return self.domains.get(is_primary=True).domain

    def address_host(self) -> str:
        """Its host below the platform's, whichever host links name."""
        return self.domains.get(kind=Domain.Kind.ADDRESS).domain


class Domain(models.Model):
    """A host name that leads to a studio, lower case and without a port.

    Of the platform's own addresses a studio has one that is in use; those it had before go on
    redirecting. A custom one is here only once its owner has proven that it is theirs.
    """

    class Kind(models.TextChoices):
        ADDRESS = "address"
        FORMER = "former"
        CUSTOM = "custom"

    domain = models.CharField(max_length=253, unique=True, db_index=True)
    tenant = models.ForeignKey(Studio, related_name="domains", on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ADDRESS)
    # The one that links name.
    is_primary = models.BooleanField(default=True, db_index=True)
    since = models.DateTimeField(auto_now_add=True, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(is_primary=True), name="one_primary_host_a_studio"
            ),
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(kind="address"), name="one_address_a_studio"
            ),
            models.CheckConstraint(
                condition=~Q(kind="former", is_primary=True), name="no_link_names_a_former_host"
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class HeldHost(models.Model):
    """A host of the platform's that was a studio's, kept from others until links to it are old."""

    host = models.CharField(max_length=253, unique=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.host} until {self.until:%Y-%m-%d}"


class EnabledModule(models.Model):
    """That a studio has a module on, and since when."""

    studio = models.ForeignKey(Studio, related_name="enabled_modules", on_delete=models.CASCADE)
    module = models.CharField(max_length=40)
    enabled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["studio", "module"], name="a_module_is_on_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module} of {self.studio_id}"


class Allowance(models.Model):
    """What a studio may have: written by whoever sells plans, read by whoever lets things in.

    A studio without a row may have everything. ``None`` is no limit.
    """

    studio = models.OneToOneField(Studio, related_name="allowance", on_delete=models.CASCADE)
    plan_name = models.CharField(max_length=60)
    storage_bytes = models.BigIntegerField(null=True)
    members = models.PositiveIntegerField(null=True)
    # Names of the modules that may be on; None: each.
    modules = models.JSONField(null=True)
    has_custom_domains = models.BooleanField(default=True)
    has_white_label = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.plan_name} of {self.studio_id}"


class SchemaTemplate(models.Model):
    """The pre-rendered SQL of an empty studio at one version of the code."""

    schema_version = models.CharField(max_length=40, unique=True)
    sql = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.schema_version
