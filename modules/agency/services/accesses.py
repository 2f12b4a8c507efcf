"""Giving and taking rights in libraries, the sets they are given by, and branches of galleries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from modules.agency.models import Library, LibraryAccess, MemberLimits, RightsSet
from modules.agency.services import libraries, rights
from modules.gallery import facade as gallery
from modules.gallery.access import Right
from modules.gallery.models import Gallery
from safelight.accounts.models import Member
from safelight.accounts.services import rights as team_rights
from safelight.kernel.errors import Refusal


class BeyondYourRights(Refusal):
    """Nobody gives or takes away more than they have."""

    code = "beyond_your_rights"
    status = 403


class NotAnOwner(Refusal):
    """An owner has every right, and rows for one would say otherwise."""

    code = "owner_has_everything"


class SetNameTaken(Refusal):
    code = "rights_set_name_taken"


class SetIsFixed(Refusal):
    """A preset keeps its meaning; a copy of it may change."""

    code = "rights_set_is_fixed"


class SetInUse(Refusal):
    code = "rights_set_in_use"


def give(
    *, member: Member, library: Library | None, rights_set: RightsSet | None, by: Member,
    at: datetime,
) -> LibraryAccess | None:  # fmt: skip
    """Give a member this set in a library (None: every one); without a set, take the row away.

    Links to files of what changed are decided anew. Raises ``BeyondYourRights``, ``NotAnOwner``.
    """
    if member.role.is_owner:
        raise NotAnOwner(_("An owner may do everything, in every library."))
    rows = LibraryAccess.objects.filter(member=member, library=library)
    with transaction.atomic():  # The row, and the end of links that it took the right from.
        # Where there is no row yet there is none to lock, and two at once would write two.
        Member.objects.select_for_update().get(pk=member.pk)
        now = rows.select_for_update().select_related("rights_set").first()
        before = rights.known(now.rights_set.rights) if now else frozenset()
        after = rights.known(rights_set.rights) if rights_set else frozenset()
        # A row of its own stands before the one for every library, so that one comes back or goes.
        refuse_beyond(by, library, before | after | _behind(member, library))
        rows.delete()
        made = rights_set and LibraryAccess.objects.create(
            member=member, library=library, rights_set=rights_set, given_by=by.person, given_at=at
        )
        _changed([library] if library else Library.objects.all())
    return made or None


def _behind(member: Member, library: Library | None) -> frozenset[Right]:
    """What the row for every library gives, where ``library`` names one."""
    if library is None:
        return frozenset()
    every = LibraryAccess.objects.filter(member=member, library=None).select_related("rights_set")
    row = every.first()
    return rights.known(row.rights_set.rights) if row else frozenset()


def refuse_beyond(by: Member, library: Library | None, asked: frozenset[Right]) -> None:
    """Raise ``BeyondYourRights`` where ``by`` has less than ``asked`` in the library, or in any."""
    sight = rights.of(by)
    if sight is None:
        return
    asked_in = [library] if library else list(Library.objects.filter(archived_at=None))
    every = all(asked <= rights.in_home(sight, each.home_id) for each in asked_in)
    if not every or (library is None and not asked <= _everywhere(by)):
        raise BeyondYourRights(_("That is more than you may do there yourself."))


def _everywhere(by: Member) -> frozenset[Right]:
    """What ``by`` has in libraries that are still to come."""
    row = LibraryAccess.objects.filter(member=by, library=None).select_related("rights_set").first()
    return rights.known(row.rights_set.rights) if row else frozenset()


def save_set(
    *, rights_set: RightsSet | None, name: str, codes: Collection[str], by: Member
) -> RightsSet:
    """Make or change a set; whoever has it may do so from now on. Owners only."""
    libraries.refuse_others(by)
    if rights_set is not None and rights_set.is_preset:
        raise SetIsFixed(_("This set stays as it is. Copy it, and change the copy."))
    wanted = rights_set or RightsSet()
    wanted.name, wanted.rights = name.strip(), sorted(rights.known(list(codes)))
    try:
        with transaction.atomic():  # The name decides, and links end with what was taken away.
            wanted.save(update_fields=["name", "rights"] if wanted.pk else None)
            _changed_for(wanted)
    except IntegrityError:
        sentence = _("There is a set of this name already.")
        raise SetNameTaken(sentence, fields={"name": [sentence]}) from None
    return wanted


def delete_set(*, rights_set: RightsSet, by: Member) -> None:
    libraries.refuse_others(by)
    if rights_set.is_preset:
        raise SetIsFixed(_("This set stays as it is. Copy it, and change the copy."))
    if rights_set.accesses.exists():
        raise SetInUse(_("Members have this set. Give them another one first."))
    rights_set.delete()


def limit(
    *, member: Member, branches: Collection[Gallery] | None, by: Member, at: datetime
) -> MemberLimits:
    """Show a member only these galleries with all below them; None shows them all again.

    Whoever is limited themselves cannot say. Raises ``BeyondYourRights``, ``NotAnOwner``.
    """
    if member.role.is_owner:
        raise NotAnOwner(_("An owner sees every gallery."))
    own = rights.of(by)
    if own is not None and (own.galleries is not None or by.pk == member.pk):
        raise BeyondYourRights(_("Somebody who sees every gallery has to say that."))
    with transaction.atomic():  # The branches, and the end of links into others.
        limits, _made = MemberLimits.objects.get_or_create(member=member)
        limits.only_branches = branches is not None
        limits.save(update_fields=["only_branches"])
        limits.branches.set(branches or [])
        team_rights.team_changed([member.person_id])
    return limits


def _changed_for(rights_set: RightsSet) -> None:
    having = rights_set.accesses.all()
    if having.filter(library=None).exists():
        _changed(Library.objects.all())
    else:
        _changed([row.library for row in having.select_related("library") if row.library])


def _changed(changed: Collection[Library]) -> None:
    gallery.rights_changed_in(home_ids=[library.home_id for library in changed])
