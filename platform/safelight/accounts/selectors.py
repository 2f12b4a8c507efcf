"""Reads of the workspace's pages about people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from safelight.accounts.models import Client, ClientGroup, Member, OneTimeLink, PersonTotp, Role
from safelight.accounts.models.people import NO_PASSWORD

STATES = ("active", "invited", "listed", "disabled")


def with_state(rows: QuerySet[Any], *, at: datetime) -> QuerySet[Any]:
    """Clients or members with ``state``, one of ``STATES``; earlier branches win."""
    open_invitation = OneTimeLink.objects.filter(
        person=OuterRef("person"), purpose=OneTimeLink.Purpose.INVITATION,
        used_at=None, cancelled_at=None, expires_at__gt=at,
    )  # fmt: skip
    annotated: QuerySet[Any] = rows.annotate(
        state=Case(
            When(person__disabled_at__isnull=False, then=Value("disabled")),
            When(~Q(("person__password__startswith", NO_PASSWORD)), then=Value("active")),
            When(Exists(open_invitation), then=Value("invited")),
            default=Value("listed"),
            output_field=CharField(),
        )
    )
    return annotated


def clients(*, words: str = "", state: str = "", at: datetime) -> QuerySet[Any]:
    """The studio's clients with their state, for a list with search and filter."""
    found: QuerySet[Any] = Client.objects.select_related("person").prefetch_related("groups")
    if words:
        found = found.filter(Q(person__name__icontains=words) | Q(person__email__icontains=words))
    found = with_state(found, at=at)
    return found.filter(state=state) if state in STATES else found


def groups() -> QuerySet[ClientGroup]:
    return ClientGroup.objects.annotate(size=Count("clients")).order_by("name")


def members(*, at: datetime) -> QuerySet[Any]:
    found = Member.objects.select_related("person", "role").order_by("-role__is_owner", "pk")
    return with_state(found, at=at)


def members_with_factors(*, at: datetime) -> QuerySet[Any]:
    """As ``members``, with ``has_app`` and how many ``passkeys`` each has."""
    confirmed = PersonTotp.objects.filter(holder=OuterRef("person"), confirmed_at__isnull=False)
    found: QuerySet[Any] = members(at=at).annotate(
        has_app=Exists(confirmed), passkeys=Count("person__passkeys", distinct=True)
    )
    return found


def roles() -> QuerySet[Role]:
    return Role.objects.annotate(size=Count("members")).order_by("-is_owner", "name")


def open_invitation(person_id: int, *, at: datetime) -> OneTimeLink | None:
    return OneTimeLink.objects.filter(
        person=person_id, purpose=OneTimeLink.Purpose.INVITATION,
        used_at=None, cancelled_at=None, expires_at__gt=at,
    ).first()  # fmt: skip
