"""Sendings: a gallery sent by e-mail, with the studio's own words."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from modules.gallery.models.galleries import Gallery
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Sending(StudioRow):
    """One message about a gallery; ``public_id`` comes from the form, so a double click is one."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="sendings")
    subject = models.CharField(max_length=200)
    message = models.TextField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class SendingRecipient(StudioRow):
    """One of those it went to. Each is a row of the gallery's authorizations as well."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="recipients")
    client = models.ForeignKey("accounts.Client", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sending", "client"], name="sent_once_a_recipient"),
        ]

    def __str__(self) -> str:
        return str(self.client)
