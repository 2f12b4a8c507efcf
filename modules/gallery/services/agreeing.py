"""What the clients of a gallery agreed that its pictures are used for."""

from __future__ import annotations

from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import listed, tree
from safelight.accounts.models import Client
from safelight.privacy import consents


def tallies(gallery: Gallery) -> list[consents.Tally]:
    """How many of the listed clients agreed to each use; nothing where none was ever asked."""
    return consents.tally(clients=listed.named_by(gallery), abouts=_abouts(gallery))


def shown_without_consent(gallery: Gallery) -> list[Client]:
    """Listed clients who have not agreed to be shown, where anybody may look at the gallery."""
    anybody = Authorization.objects.filter(
        gallery=tree.decider(gallery), client=None, group=None, code="", enter=True, password=""
    )
    if gallery.hidden or not anybody.exists():
        return []
    return consents.without(
        clients=listed.named_by(gallery), built_in=consents.PORTFOLIO, abouts=_abouts(gallery)
    )


def _abouts(gallery: Gallery) -> list[consents.About]:
    """What is said of a gallery holds for those inside it, too."""
    around = [gallery, *gallery.ancestors()]
    return [("gallery", str(each.public_id)) for each in around]
