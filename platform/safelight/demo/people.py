"""The demonstration's clients as galleries and carts know them."""

from __future__ import annotations

from modules.gallery.access import Viewer
from safelight.accounts.models import Client, Person, Visitor


def visitor(person: Person) -> Visitor:
    made: Visitor = Visitor.objects.get_or_create(person=person)[0]
    return made


def viewer(person: Person) -> Viewer:
    client = Client.objects.get(person=person)
    groups = frozenset(client.groups.values_list("pk", flat=True))
    return Viewer(client_id=client.pk, group_ids=groups)
