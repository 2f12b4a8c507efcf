"""Sets of rights and roles that an agency starts with, and what switching it on does."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from modules.agency.models import LibraryAccess, RightsSet
from modules.gallery.access import Right
from safelight.accounts.models import Member
from safelight.kernel import permissions
from tenants.models import Studio

R = Right


@dataclass(frozen=True, kw_only=True)
class SetPreset:
    """A set of rights in a library, under a name that says for whom it is."""

    key: str
    name: Promise
    rights: frozenset[Right]


@dataclass(frozen=True, kw_only=True)
class RolePreset:
    """A role with the set that goes with it; rights of both are given each by itself.

    ``codes`` None allows everything but what only an owner may. ``in_every``: the set is meant for
    every library, not for one's own.
    """

    key: str
    name: Promise
    text: Promise
    codes: tuple[str, ...] | None
    set_key: str
    in_every: bool

    def permissions(self) -> list[str]:
        every = [permission.code for permission in permissions.all_permissions()]
        return every if self.codes is None else [code for code in every if code in self.codes]


SETS: tuple[SetPreset, ...] = (
    SetPreset(key="contributor", name=_("Contributor"), rights=frozenset({R.UPLOAD, R.OWN})),
    SetPreset(key="photographer", name=_("Photographer"), rights=frozenset({R.SEE, R.UPLOAD})),
    SetPreset(
        key="editor", name=_("Editor"), rights=frozenset({R.SEE, R.UPLOAD, R.EDIT, R.ORIGINALS})
    ),
    SetPreset(
        key="producer", name=_("Producer"), rights=frozenset({R.SEE, R.PUBLISH, R.ORIGINALS})
    ),
    SetPreset(key="reviewer", name=_("Reviewer"), rights=frozenset({R.SEE, R.REVIEW})),
    SetPreset(key="tagger", name=_("Tagger"), rights=frozenset({R.SEE, R.EDIT})),
    SetPreset(key="viewer", name=_("Viewer"), rights=frozenset({R.SEE})),
    SetPreset(key="everything", name=_("Everything"), rights=frozenset(R)),
    SetPreset(key="nothing", name=_("Nothing"), rights=frozenset()),
)

_GALLERIES = ("gallery.view", "gallery.manage", "gallery.upload")

ROLES: tuple[RolePreset, ...] = (
    RolePreset(
        key="partner", name=_("Partner"), codes=None, set_key="everything", in_every=True,
        text=_("Nearly an owner: all but libraries themselves and what is an owner's alone."),
    ),
    RolePreset(
        key="producer", name=_("Producer"), codes=_GALLERIES, set_key="producer", in_every=True,
        text=_("Makes galleries of everybody's files. Sees no order and no client's account."),
    ),
    RolePreset(
        key="photographer", name=_("Staff photographer"), codes=_GALLERIES,
        set_key="photographer", in_every=False,
        text=_("Works in galleries, with the files of their own library."),
    ),
    RolePreset(
        key="contributor", name=_("Contributing photographer"), codes=(), set_key="contributor",
        in_every=False,
        text=_("Uploads to their own library, sees their own work and nothing else."),
    ),
    RolePreset(
        key="assistant", name=_("Assistant"),
        codes=("gallery.view", "gallery.upload", "commerce.view"), set_key="photographer",
        in_every=True, text=_("Sees and uploads everywhere, and looks up orders."),
    ),
    RolePreset(
        key="editor", name=_("Picture editor"), codes=("gallery.view", "gallery.upload"),
        set_key="editor", in_every=True, text=_("Replaces, names and rates what others shot."),
    ),
    RolePreset(
        key="tagger", name=_("Tagger"), codes=("gallery.view",), set_key="tagger", in_every=True,
        text=_("Names and sorts files; uploads and publishes nothing."),
    ),
)  # fmt: skip


def set_preset(key: str) -> SetPreset:
    return next(each for each in SETS if each.key == key)


def set_of(key: str) -> RightsSet:
    """The studio's set of this preset, made where there is none."""
    preset = set_preset(key)
    rights = sorted(preset.rights)
    found: RightsSet | None = RightsSet.objects.filter(is_preset=True, rights=rights).first()
    if found is not None:
        return found
    name = str(preset.name)
    # The studio may have made a set of that name itself.
    if RightsSet.objects.filter(name=name).exists():
        name = f"{name} ({len(rights)})"
    made: RightsSet = RightsSet.objects.create(name=name, rights=rights, is_preset=True)
    return made


def role_of(key: str) -> RolePreset | None:
    return next((each for each in ROLES if each.key == key), None)


def enable(studio: Studio) -> None:
    """Make the sets; the first time, let members keep what they could do in every library.

    Later a member without a row is one to whom nothing was given, and stays so.
    """
    is_first = not RightsSet.objects.filter(is_preset=True).exists()
    for preset in SETS:
        set_of(preset.key)
    if not is_first:
        return
    everything, at = set_of("everything"), timezone.now()
    LibraryAccess.objects.bulk_create(
        LibraryAccess(member=member, library=None, rights_set=everything, given_at=at)
        for member in Member.objects.filter(role__is_owner=False)
    )
