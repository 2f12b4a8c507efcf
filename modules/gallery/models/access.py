"""The authorization table of a gallery, what it let in, and what was taken out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.gallery.models.galleries import Gallery
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Authorization(StudioRow):
    """One row: what Anybody, a client, a client group, or who knows the client code may do.

    A client who is listed, alone or by a group, leaves the Anybody row; so does who gave the code.
    """

    class Originals(models.TextChoices):
        NONE = "none", _("No")
        FINAL = "final", _("FINAL only")
        ALL = "all", _("Yes")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="authorizations")
    # Neither, and no code: the Anybody row.
    client = models.ForeignKey(
        "accounts.Client", null=True, on_delete=models.CASCADE, related_name="+"
    )
    group = models.ForeignKey(
        "accounts.ClientGroup", null=True, on_delete=models.CASCADE, related_name="+"
    )
    enter = models.BooleanField(default=True)
    order = models.BooleanField(default=False)
    lowres = models.BooleanField(default=False)
    originals = models.CharField(max_length=5, choices=Originals.choices, default=Originals.NONE)
    formats = models.ManyToManyField("gallery.DeliveryFormat", blank=True, related_name="+")
    # The client code, which the studio tells its client; in a table with such a row only who gave
    # it, and listed clients, pick, comment and rate.
    code = models.CharField(max_length=20, blank=True)
    # The general password, hashed; empty where none is asked for.
    password = models.CharField(max_length=128, blank=True)
    # Raised with every change of password or code: who gave the old one gives it anew.
    password_generation = models.PositiveIntegerField(default=1)

    # Ids of ``formats``, filled in by access.deciding for many rows at once.
    format_ids: set[int]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gallery"],
                condition=Q(client__isnull=True, group__isnull=True, code=""),
                name="one_anybody_row_a_gallery",
            ),
            models.UniqueConstraint(
                fields=["gallery"], condition=~Q(code=""), name="one_code_row_a_gallery"
            ),
            models.UniqueConstraint(fields=["gallery", "client"], name="one_row_a_client"),
            models.UniqueConstraint(fields=["gallery", "group"], name="one_row_a_group"),
            models.CheckConstraint(
                condition=Q(client__isnull=True) | Q(group__isnull=True), name="client_or_group"
            ),
            models.CheckConstraint(
                condition=Q(password="") | Q(client__isnull=True, group__isnull=True, code=""),
                name="password_on_anybody_only",
            ),
            models.CheckConstraint(
                condition=Q(code="") | Q(client__isnull=True, group__isnull=True),
                name="code_on_a_row_of_its_own",
            ),
        ]

    def __str__(self) -> str:
        without = _("The client code") if self.code else "Anybody"
        return str(self.client or self.group or without)

    @property
    def is_anybody(self) -> bool:
        return self.client_id is None and self.group_id is None and not self.code


class Unlock(StudioRow):
    """That a visitor gave a gallery's general password, of that generation."""

    visitor = models.ForeignKey("accounts.Visitor", on_delete=models.CASCADE, related_name="+")
    authorization = models.ForeignKey(
        Authorization, on_delete=models.CASCADE, related_name="unlocks"
    )
    generation = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visitor", "authorization"], name="one_unlock_a_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visitor_id} in {self.authorization_id}"


class AccessEntry(StudioRow):
    """The entry log: who came in, by which row, when. A password names no person."""

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="access_entries")
    via = models.CharField(max_length=10)
    visitor = models.ForeignKey(
        "accounts.Visitor", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Kept as text too, so that the log outlives the person.
    email = models.CharField(max_length=254, blank=True)
    remote_address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["gallery", "-id"], name="entries_of_gallery")]

    def __str__(self) -> str:
        return f"{self.via} {self.email}".strip()


class DownloadEntry(StudioRow):
    """The download log: which person was given which photo, and in which form."""

    gallery = models.ForeignKey(Gallery, null=True, on_delete=models.SET_NULL, related_name="+")
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Kept as text too, so that the log outlives photo and person.
    name = models.CharField(max_length=255)
    what = models.CharField(max_length=10)  # original, lowres, format, order, final
    in_archive = models.BooleanField(default=False)
    order_public_id = models.CharField(max_length=22, blank=True)
    visitor = models.ForeignKey(
        "accounts.Visitor", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.CharField(max_length=254, blank=True)
    remote_address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["gallery", "-id"], name="downloads_of_gallery"),
            # The page of an order asks; downloads of no order pay nothing for it.
            models.Index(
                fields=["order_public_id"],
                condition=~models.Q(order_public_id=""),
                name="downloads_of_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} to {self.email or 'a visitor'}"
