"""Taking somebody into an agency: role, library and rights in it appear together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.agency.models import Contributor, Library
from modules.agency.services import accesses, libraries, presets
from modules.agency.services.presets import RolePreset
from safelight.accounts.models import Member, Person, Role
from safelight.accounts.models.people import normalise_email
from safelight.accounts.services import people, team
from safelight.accounts.services.people import Invited


def role_of(preset: RolePreset, *, by: Member) -> Role:
    """The role of this preset's name, made where there is none; one that was changed stays so."""
    name = str(preset.name)
    found: Role | None = Role.objects.filter(name=name, is_owner=False).first()
    return found or team.save_role(role=None, name=name, codes=preset.permissions(), by=by)


def invite(
    *, email: str, name: str, preset: str, library: Library | None, own_library: bool, by: Member,
    at: datetime,
) -> Invited:  # fmt: skip
    """Invite a member as the preset says. ``own_library`` makes one that bears their name.

    Raises what inviting, making libraries and giving rights raise; then nothing was done.
    """
    chosen = presets.role_of(preset)
    assert chosen is not None  # The form offers presets only.
    with transaction.atomic():  # See above.
        invited = people.invite_member(
            email=email, name=name, role=role_of(chosen, by=by), by=by, at=at
        )
        member = Member.objects.select_related("person", "role").get(person=invited.person)
        given = presets.set_of(chosen.set_key)
        if chosen.in_every:
            accesses.give(member=member, library=None, rights_set=given, by=by, at=at)
            return invited
        if own_library:
            library = libraries.make(
                terms=libraries.Terms(name=name, contributor=contributor_of(invited.person, name)),
                by=by,
            )
        if library is not None:
            accesses.give(member=member, library=library, rights_set=given, by=by, at=at)
    return invited


def contributor_of(person: Person, name: str) -> Contributor:
    """Whose work the library of this person is; known by their address, if they are known."""
    email = normalise_email(person.email)
    found: Contributor | None = Contributor.objects.filter(person=person).first()
    if found is None:
        found, _made = Contributor.objects.get_or_create(email=email, defaults={"name": name})
        found.person = person
        found.save(update_fields=["person"])
    return found
