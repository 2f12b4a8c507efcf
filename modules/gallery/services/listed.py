"""Whoever the table of a gallery names."""

from __future__ import annotations

from django.db.models import QuerySet

from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import tree
from safelight.accounts.models import Client


def clients_of(gallery: Gallery) -> QuerySet[Client]:
    """Clients who may enter by a row of their own or of a group, and may sign in."""
    found = _named(Authorization.objects.filter(gallery=tree.decider(gallery), enter=True))
    return found.filter(person__disabled_at=None)


def named_by(gallery: Gallery) -> QuerySet[Client]:
    """As ``clients_of``, and those who may not enter, or not sign in: it is about them, too."""
    return _named(Authorization.objects.filter(gallery=tree.decider(gallery)))


def _named(rows: QuerySet[Authorization]) -> QuerySet[Client]:
    alone = Client.objects.filter(pk__in=rows.exclude(client=None).values("client"))
    grouped = Client.objects.filter(groups__in=rows.exclude(group=None).values("group"))
    found = Client.objects.filter(pk__in=alone) | Client.objects.filter(pk__in=grouped)
    return found.select_related("person").distinct()
