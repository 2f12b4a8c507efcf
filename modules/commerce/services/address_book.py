"""Addresses that a person keeps for the next order."""

from __future__ import annotations

from datetime import datetime

from modules.commerce.models import Address
from modules.commerce.services.addresses import FIELDS, Written
from safelight.accounts.models import Person
from safelight.kernel import public_id as public_ids

# How many a person keeps.
MOST_KEPT = 12


def kept(person: Person) -> list[Address]:
    """What the person has used, the last one first."""
    return list(Address.objects.filter(person=person)[:MOST_KEPT])


def keep(person: Person, address: Written, *, at: datetime) -> None:
    """Remember an address for the next order; needs a transaction."""
    if not address.get("street"):
        return
    known = Address.objects.filter(person=person, **address)
    if not known.update(used_at=at):
        Address.objects.create(person=person, used_at=at, **address)
    old = Address.objects.filter(person=person).values_list("pk", flat=True)[MOST_KEPT:]
    Address.objects.filter(pk__in=list(old)).delete()


def forget(person: Person, public_id: str) -> None:
    """Take one out of the list; orders keep what they were placed with."""
    if public_ids.is_one(public_id):
        Address.objects.filter(person=person, public_id=public_id).delete()


def as_written(row: Address) -> Written:
    return {field: str(getattr(row, field)) for field in FIELDS}
