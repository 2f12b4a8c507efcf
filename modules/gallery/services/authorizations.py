"""The table of a gallery: who may enter, order and download.

Every change raises the access revision, so that links signed before it are decided anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from modules.gallery.access import revisions
from modules.gallery.models import Authorization, DeliveryFormat, Gallery
from modules.gallery.services import tree
from modules.gallery.services.presets import SHUT, Rights
from safelight.accounts.models import ClientGroup
from safelight.accounts.services import people
from safelight.kernel.errors import Refusal

SHORTEST_PASSWORD = 4


class PasswordTooShort(Refusal):
    code = "password_too_short"


class AnybodyStays(Refusal):
    """The Anybody row can be shut, not removed."""

    code = "anybody_stays"


class NothingToInherit(Refusal):
    code = "nothing_to_inherit"


class TableIsAbove(Refusal):
    """Rows and passwords of a gallery whose parent decides would hold nobody back."""

    code = "table_is_above"


@dataclass(frozen=True, kw_only=True)
class Address:
    """Somebody to list: ``email`` as typed, checked before."""

    email: str
    name: str = ""


def anybody(gallery: Gallery) -> Authorization:
    """The Anybody row of a gallery that has a table of its own."""
    row: Authorization | None = Authorization.objects.filter(
        gallery=gallery, client=None, group=None, code=""
    ).first()
    return row or make_anybody(gallery=gallery, rights=SHUT)


def make_anybody(*, gallery: Gallery, rights: Rights) -> Authorization:
    return write(Authorization(gallery=gallery), rights)


def rights_of(row: Authorization) -> Rights:
    return Rights(
        enter=row.enter,
        order=row.order,
        lowres=row.lowres,
        originals=row.originals,
        format_ids=frozenset(row.formats.values_list("pk", flat=True)),
    )


def set_rights(*, row: Authorization, rights: Rights) -> Authorization:
    """Change what a row allows."""
    # Links signed for the old rights end with the same commit.
    with transaction.atomic():
        write(row, rights)
        revisions.raise_for([row.gallery_id])
    return row


def set_table(*, gallery: Gallery, rights: dict[int, Rights]) -> int:
    """Change several rows of the gallery's own table, by id; how many really changed."""
    # One end of links for all rows, with the same commit.
    with transaction.atomic():
        rows = Authorization.objects.select_for_update(of=("self",)).filter(
            gallery=gallery, pk__in=rights
        )
        changed = [row for row in rows.order_by("pk") if rights_of(row) != rights[row.pk]]
        for row in changed:
            write(row, rights[row.pk])
        if changed:
            revisions.raise_for([gallery.pk])
    return len(changed)


def set_password(*, gallery: Gallery, password: str) -> Authorization:
    """Ask Anybody for this password; who came in with an earlier one is asked again."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(
            _("Take at least %(count)d characters.") % {"count": SHORTEST_PASSWORD},
            fields={"password": [_("This password is too short.")]},
        )
    return _change_password(gallery, make_password(password))


def clear_password(*, gallery: Gallery) -> Authorization:
    """Let Anybody in without a password."""
    return _change_password(gallery, "")


def _change_password(gallery: Gallery, hashed: str) -> Authorization:
    refuse_inherited(gallery)
    # Nobody may pass between the new password and the end of the old links.
    with transaction.atomic():
        row = anybody(gallery)
        row = Authorization.objects.select_for_update().get(pk=row.pk)
        row.password = hashed
        row.password_generation += 1
        fields = ["password", "password_generation"]
        if hashed and not row.enter:
            # A password that lets nobody in is not what was meant.
            row.enter = True
            fields.append("enter")
        row.save(update_fields=fields)
        revisions.raise_for([gallery.pk])
    return row


def add_clients(
    *, gallery: Gallery, addresses: Sequence[Address], rights: Rights
) -> list[Authorization]:
    """List clients by e-mail, known or not; who is listed already keeps their row."""
    refuse_inherited(gallery)
    # All rows or none, with the end of the links that the Anybody row gave.
    with transaction.atomic():
        clients = [people.list_client(email=each.email, name=each.name) for each in addresses]
        listed = {
            row.client_id: row
            for row in Authorization.objects.filter(gallery=gallery, client__in=clients)
        }
        for client in clients:
            if client.pk not in listed:
                listed[client.pk] = write(Authorization(gallery=gallery, client=client), rights)
        revisions.raise_for([gallery.pk])
    return [listed[client.pk] for client in clients]


def add_groups(
    *, gallery: Gallery, groups: Collection[ClientGroup], rights: Rights
) -> list[Authorization]:
    """List client groups, later members included."""
    refuse_inherited(gallery)
    with transaction.atomic():  # As above.
        known = Authorization.objects.filter(gallery=gallery, group__in=groups)
        known_ids = set(known.values_list("group_id", flat=True))
        made = [
            write(Authorization(gallery=gallery, group=group), rights)
            for group in groups
            if group.pk not in known_ids
        ]
        revisions.raise_for([gallery.pk])
    return made


def remove(*, row: Authorization) -> None:
    """Take a client, a group or the code off the table; it holds from the next request on."""
    if row.is_anybody:
        raise AnybodyStays(_("The Anybody row stays. Take its rights away instead."))
    with transaction.atomic():  # As above.
        row.delete()
        revisions.raise_for([row.gallery_id])


def own_table(*, gallery: Gallery) -> Gallery:
    """Give a sub-gallery a table of its own, which begins as a copy of what decided so far."""
    if gallery.own_authorizations:
        return gallery
    # Between two tables nobody would be let in.
    with transaction.atomic():
        source = tree.decider(gallery)
        gallery.own_authorizations = True
        gallery.save(update_fields=["own_authorizations"])
        for row in Authorization.objects.filter(gallery=source).order_by("pk"):
            _copy(row, gallery)
        revisions.raise_for([gallery.pk])
    return gallery


def inherit(*, gallery: Gallery) -> Gallery:
    """Leave the decision to the gallery above; the rows of the own table go."""
    if gallery.parent_id is None:
        raise NothingToInherit(_("Only a sub-gallery can take its rules from above."))
    with transaction.atomic():  # As above.
        gallery.own_authorizations = False
        gallery.save(update_fields=["own_authorizations"])
        Authorization.objects.filter(gallery=gallery).delete()
        revisions.raise_for([gallery.pk])
    return gallery


def refuse_inherited(gallery: Gallery) -> None:
    """Raise ``TableIsAbove`` where the gallery has no table of its own."""
    if not gallery.own_authorizations:
        raise TableIsAbove(_("The gallery above decides here. Begin a table of its own first."))


def _copy(row: Authorization, gallery: Gallery) -> None:
    copied = Authorization(
        gallery=gallery, client_id=row.client_id, group_id=row.group_id, code=row.code,
        password=row.password, password_generation=row.password_generation,
    )  # fmt: skip
    write(copied, rights_of(row))


def write(row: Authorization, rights: Rights) -> Authorization:
    """Save what a row allows; the caller ends the links that were signed before."""
    row.enter, row.order = rights.enter, rights.order
    row.lowres, row.originals = rights.lowres, rights.originals
    fields = ["enter", "order", "lowres", "originals"]
    row.save(update_fields=fields if row.pk else None)
    row.formats.set(DeliveryFormat.objects.filter(pk__in=rights.format_ids))
    return row
