"""Client groups: clients who are given rights together."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from safelight.accounts.models import Client, ClientGroup
from safelight.accounts.services import rights
from safelight.kernel.errors import Refusal


class GroupNameTaken(Refusal):
    code = "group_name_taken"


def save_group(*, group: ClientGroup | None, name: str, clients: Collection[Client]) -> ClientGroup:
    """Make or change a group; later members have its rights as well."""
    group = group or ClientGroup()
    group.name = name.strip()
    before = set(group.clients.values_list("pk", flat=True)) if group.pk else set()
    try:
        # Members and their links' revisions change together.
        with transaction.atomic():
            group.save(update_fields=["name"] if group.pk else None)
            group.clients.set(clients)
            rights.changed(before ^ {client.pk for client in clients})
    except IntegrityError:
        raise GroupNameTaken(_("There is a group of this name already.")) from None
    return group


def set_groups(*, client: Client, groups: Collection[ClientGroup]) -> None:
    """Put one client into exactly these groups."""
    before = set(client.groups.values_list("pk", flat=True))
    if before == {group.pk for group in groups}:
        return
    with transaction.atomic():  # As above.
        client.groups.set(groups)
        rights.changed([client.pk])


def delete_group(*, group: ClientGroup) -> None:
    """Its clients stay; the rights that they had through it end."""
    with transaction.atomic():  # As above.
        ids = list(group.clients.values_list("pk", flat=True))
        group.delete()
        rights.changed(ids)
