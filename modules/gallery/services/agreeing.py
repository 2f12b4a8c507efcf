"""What the clients of a gallery agreed that its pictures are used for."""

from __future__ import annotations

from django.db.models import QuerySet

from modules.gallery.models import Authorization, Gallery
from safelight.accounts.models import Client
from safelight.privacy import consents


def tallies(gallery: Gallery) -> list[consents.Tally]:
    """How many of the listed clients agreed to each use; nothing where none was ever asked."""
    return consents.tally(clients=_clients(gallery), about=_about(gallery))


def shown_without_consent(gallery: Gallery) -> list[Client]:
    """Listed clients who have not agreed to be shown, where anybody may look at the gallery."""
    anybody = Authorization.objects.filter(
        gallery=gallery, client=None, group=None, code="", enter=True, password=""
    )
    if gallery.hidden or not anybody.exists():
        return []
    return consents.without(
        clients=_clients(gallery).select_related("person"), built_in=consents.PORTFOLIO,
        about=_about(gallery),
    )  # fmt: skip


def _clients(gallery: Gallery) -> QuerySet[Client]:
    rows = Authorization.objects.filter(gallery=gallery).exclude(client=None)
    return Client.objects.filter(pk__in=rows.values("client"))


def _about(gallery: Gallery) -> consents.About:
    return "gallery", str(gallery.public_id)
