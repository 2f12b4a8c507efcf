"""Whoever the table of a gallery names."""

from __future__ import annotations

from django.db.models import QuerySet

from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import tree
from safelight.accounts.models import Client


def clients_of(gallery: Gallery) -> QuerySet[Client]:
    """Clients who may enter by a row of their own or of a group, and may sign in."""
    rows = Authorization.objects.filter(gallery=tree.decider(gallery), enter=True)
    alone = Client.objects.filter(pk__in=rows.exclude(client=None).values("client"))
    grouped = Client.objects.filter(groups__in=rows.exclude(group=None).values("group"))
    found = Client.objects.filter(pk__in=alone) | Client.objects.filter(pk__in=grouped)
    return found.filter(person__disabled_at=None).select_related("person").distinct()
