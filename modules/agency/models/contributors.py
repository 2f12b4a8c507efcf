"""Whose work is sold."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from safelight.kernel import public_id
from tenants.rows import StudioRow


class Contributor(StudioRow):
    """A photographer whose sales are shared; may be one of the team, and need not be."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    # Who signs in to see their own page.
    person = models.OneToOneField(
        "accounts.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # How they are paid, as text for the payment run: an IBAN, or whatever the bank asks for.
    payee = models.CharField(max_length=120, blank=True)
    account = models.CharField(max_length=60, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="one_contributor_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Credit(StudioRow):
    """That a photo is somebody else's work than the library it lies in says."""

    photo = models.OneToOneField("gallery.Photo", on_delete=models.CASCADE, related_name="+")
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="credits")

    def __str__(self) -> str:
        return f"{self.photo_id} by {self.contributor_id}"
