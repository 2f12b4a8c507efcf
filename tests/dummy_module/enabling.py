from __future__ import annotations

from safelight.accounts.models import ClientGroup
from tenants.models import Studio
from tests.dummy_module import notes

GROUP = "Group of the dummy"


def prepare(studio: Studio) -> None:
    """A row of the module's own, which stays when the module is switched off."""
    ClientGroup.objects.get_or_create(name=GROUP)
    notes.note(f"enabled in {studio.address}")
