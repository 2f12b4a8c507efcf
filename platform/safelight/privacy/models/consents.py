"""What clients agree to that their pictures are used for, and the whole history of it."""

from __future__ import annotations

from django.db import models

from safelight.kernel import public_id
from tenants.rows import StudioRow


class ConsentType(StudioRow):
    """A use of pictures that a client agrees to or not. The latest wording is asked for."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    # Of those that each studio begins with; empty for the studio's own.
    built_in = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["built_in"], condition=~models.Q(built_in=""), name="one_built_in_consent"
            ),
        ]

    def __str__(self) -> str:
        return self.built_in or self.public_id


class ConsentWording(StudioRow):
    """What is agreed to, word by word; never changed, only followed by the next."""

    type = models.ForeignKey(ConsentType, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["type", "number"], name="wordings_count_up"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class ConsentRequest(StudioRow):
    """A question to a client by a link; about one gallery or booking, or about all pictures."""

    # Unguessable: whoever holds the link answers for the client.
    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    client = models.ForeignKey("accounts.Client", on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.CharField(max_length=22, blank=True)
    subject_name = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.client_id} about {self.subject_name or 'everything'}"


class ConsentEntry(StudioRow):
    """That a client said yes or no, to which words, when. The database keeps it as it is."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    wording = models.ForeignKey(ConsentWording, on_delete=models.PROTECT, related_name="+")
    # None: the client was forgotten since.
    client = models.ForeignKey(
        "accounts.Client", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.CharField(max_length=22, blank=True)
    is_given = models.BooleanField()
    # ``client``: by the client themselves; ``team``: written down for them.
    said_by = models.CharField(max_length=6)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="consents_about"),
        ]

    def __str__(self) -> str:
        return f"{self.wording_id} {'given' if self.is_given else 'withdrawn'}"
