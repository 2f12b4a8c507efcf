"""Members by libraries, and roles by permissions: two matrices that know nothing of each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from modules.agency.models import Library, LibraryAccess, MemberLimits, RightsSet
from modules.agency.services import rights
from modules.agency.words import said
from safelight.accounts.models import Member, Role
from safelight.kernel import permissions
from safelight.kernel.manifest import Permission


@dataclass(frozen=True, kw_only=True)
class Cell:
    """``chosen``: the row of its own; ``inherited``: what the row for every library gives."""

    library: Library | None
    chosen: RightsSet | None
    inherited: RightsSet | None
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Row:
    member: Member
    cells: list[Cell] = field(default_factory=list)
    is_limited: bool = False


@dataclass(frozen=True, kw_only=True)
class Matrix:
    libraries: list[Library]
    rows: list[Row]


def of_libraries() -> Matrix:
    """The members that rows can be given to; four queries."""
    libraries = list(Library.objects.filter(archived_at=None))
    members = Member.objects.select_related("person", "role").order_by("-role__is_owner", "pk")
    given = _given()
    limited = set(MemberLimits.objects.filter(only_branches=True).values_list("member", flat=True))
    return Matrix(
        libraries=libraries,
        rows=[
            Row(
                member=member,
                cells=[] if member.role.is_owner else _cells(member, libraries, given),
                is_limited=member.pk in limited,
            )
            for member in members
        ],
    )


def of_member(member: Member) -> list[Cell]:
    return _cells(member, list(Library.objects.filter(archived_at=None)), _given())


Given = dict[tuple[int, int | None], RightsSet]


def _given() -> Given:
    rows = LibraryAccess.objects.select_related("rights_set")
    return {(row.member_id, row.library_id): row.rights_set for row in rows}


def _cells(member: Member, libraries: list[Library], given: Given) -> list[Cell]:
    every = given.get((member.pk, None))
    first = Cell(library=None, chosen=every, inherited=None, meaning=_meaning(every))
    return [first] + [
        Cell(
            library=library,
            chosen=(own := given.get((member.pk, library.pk))),
            inherited=every,
            meaning=_meaning(own or every),
        )
        for library in libraries
    ]


def _meaning(rights_set: RightsSet | None) -> str:
    return said(rights.known(rights_set.rights) if rights_set else frozenset())


@dataclass(frozen=True, kw_only=True)
class SiteRights:
    """``rows``: each permission with whether each of ``roles`` has it."""

    roles: list[Role]
    rows: list[tuple[Permission, list[bool]]]


def of_roles(modules: frozenset[str]) -> SiteRights:
    roles = list(Role.objects.order_by("-is_owner", "name"))
    granted = [role.allows(modules) for role in roles]
    shown = [p for p in permissions.all_permissions() if _counts(p, modules)]
    return SiteRights(
        roles=roles, rows=[(each, [each.code in codes for codes in granted]) for each in shown]
    )


def _counts(permission: Permission, modules: frozenset[str]) -> bool:
    return permission.code in permissions.effective([permission.code], modules)
