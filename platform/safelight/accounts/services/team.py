"""Members and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from safelight.accounts import actors
from safelight.accounts.models import ApiToken, Member, OneTimeLink, Person, Role
from safelight.accounts.services import rights
from safelight.audit import writing as audit
from safelight.kernel import permissions
from safelight.kernel.errors import Refusal
from tenants import limits


class LastOwner(Refusal):
    """A studio without an owner could never be changed again."""

    code = "last_owner"


class BeyondYourRole(Refusal):
    """Nobody can give away, or take away, more than they have."""

    code = "beyond_your_role"
    status = 403


class RoleInUse(Refusal):
    code = "role_in_use"


class RoleNameTaken(Refusal):
    code = "role_name_taken"


class OwnerRoleIsFixed(Refusal):
    code = "owner_role_is_fixed"


class TeamIsFull(Refusal):
    """The plan has room for so many members; whoever is invited counts."""

    code = "team_is_full"


# The roles that a new studio starts with; the owner's has every permission.
FIRST_ROLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        gettext_noop("Photographer"),
        (
            "gallery.view", "gallery.manage", "gallery.upload", "gallery.authorize",
            "commerce.view", "commerce.manage", "commerce.prices", "people.manage",
        ),
    ),
    (gettext_noop("Retoucher"), ("gallery.view", "gallery.upload", "commerce.view")),
)  # fmt: skip


def make_first_roles() -> Role:
    """The roles of a new studio; returns the owner's."""
    owner = Role.objects.create(name=_("Owner"), is_owner=True)
    for name, codes in FIRST_ROLES:
        Role.objects.create(name=_(name), permissions=list(codes))
    return owner


def change_role(*, member: Member, role: Role, by: Member) -> None:
    refuse_beyond(by, role)
    refuse_beyond(by, member.role)
    with transaction.atomic():  # Two owners who demote each other: the second is refused.
        if not role.is_owner:
            refuse_last_owner(member.person)
        member.role = role
        member.save(update_fields=["role"])
        # What they may do has changed, so they sign in anew.
        if by.pk != member.pk:
            member.person.end_sessions()
        rights.team_changed([member.person_id])
        audit.note(
            "people.role_changed", subject=actors.subject(member.person),
            details={"role": role.name},
        )  # fmt: skip


def remove_member(*, member: Member, by: Member, at: datetime) -> None:
    """Take somebody out of the team, from their next request on; a client they may stay."""
    refuse_beyond(by, member.role)
    with transaction.atomic():  # Membership, tokens, sessions and open links end together.
        person = member.person
        refuse_last_owner(person)
        member.delete()
        ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=at)
        OneTimeLink.objects.filter(person=person, used_at=None, cancelled_at=None).update(
            cancelled_at=at
        )
        person.end_sessions()
        rights.team_changed([person.pk])
        audit.note("people.removed", subject=actors.subject(person))


def save_role(*, role: Role | None, name: str, codes: Iterable[str], by: Member) -> Role:
    """Make or change a role. Codes that nobody declares are dropped."""
    wanted = set(codes)
    if role is not None and role.is_owner:
        raise OwnerRoleIsFixed(_("The owner's role has every permission and stays as it is."))
    known = [p.code for p in permissions.all_permissions() if p.code in wanted]
    _refuse_codes_beyond(by, set(known) | set(role.permissions if role else ()))
    role = role or Role()
    role.name, role.permissions = name.strip(), known
    try:
        with transaction.atomic():  # The unique name decides; a failure must not spoil the caller.
            role.save(update_fields=["name", "permissions"] if role.pk else None)
            rights.team_changed(role.members.values_list("person", flat=True))
            details = {"permissions": known}
            audit.note("roles.saved", subject=_named(role), details=details)
    except IntegrityError:
        raise RoleNameTaken(
            _("There is a role of this name already."), fields={"name": []}
        ) from None
    return role


def delete_role(*, role: Role, by: Member) -> None:
    if role.is_owner:
        raise OwnerRoleIsFixed(_("The owner's role has every permission and stays as it is."))
    refuse_beyond(by, role)
    if role.members.exists():
        raise RoleInUse(_("Members have this role. Give them another one first."))
    with transaction.atomic():  # The role and what is said of it.
        audit.note("roles.deleted", subject=_named(role))
        role.delete()


def refuse_beyond(by: Member, role: Role) -> None:
    """Raise ``BeyondYourRole`` where the role allows what ``by`` may not do."""
    if by.role.is_owner:
        return
    if role.is_owner:
        raise BeyondYourRole(_("Only an owner can do that."))
    _refuse_codes_beyond(by, role.permissions)


def refuse_beyond_plan() -> None:
    """Raise ``TeamIsFull`` where the plan has no room for one more; call it before adding one."""
    most = limits.locked_here().members
    if most is not None and Member.objects.count() >= most:
        sentence = ngettext(
            "Your plan has room for %(most)d member. Take somebody out of the team first, or let "
            "an owner choose a larger plan in the settings.",
            "Your plan has room for %(most)d members. Take somebody out of the team first, or let "
            "an owner choose a larger plan in the settings.",
            most,
        )
        raise TeamIsFull(sentence % {"most": most})


def refuse_last_owner(person: Person) -> None:
    """Raise ``LastOwner`` where nobody else who has joined could act as an owner."""
    owners = Member.objects.select_for_update(of=("self",)).filter(role__is_owner=True)
    ids = {member.person_id for member in owners.order_by("pk")}
    if person.pk not in ids:
        return
    others = Person.objects.filter(pk__in=ids - {person.pk}, disabled_at=None)
    if not any(person.has_joined for person in others):
        raise LastOwner(_("This is the last owner. Make somebody else an owner first."))


def _named(role: Role) -> tuple[str, str, str]:
    return "role", role.public_id, role.name


def _refuse_codes_beyond(by: Member, codes: Iterable[str]) -> None:
    if not by.role.is_owner and not set(codes) <= set(by.role.permissions):
        raise BeyondYourRole(_("That role may do more than you may."))
