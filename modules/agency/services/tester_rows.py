"""The rows that give or deny, in words, with the page on which each is changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from modules.agency.models import Library, LibraryAccess
from modules.agency.services import rights
from modules.agency.words import said
from modules.gallery.access import Door, Grant, Viewer
from modules.gallery.models import Authorization, Gallery
from safelight.accounts.models import Client, Member


@dataclass(frozen=True, kw_only=True)
class Row:
    """``url`` is empty where nothing can be changed."""

    words: str
    url: str = ""


def of_owner(member: Member) -> Row:
    url = reverse("people:member", args=[member.person.public_id])
    return Row(words=_("Owners may do everything, in every library and gallery."), url=url)


def of_role(member: Member) -> Row:
    words = _("The role “%(name)s” decides that.") % {"name": member.role.name}
    return Row(words=words, url=reverse("people:role", args=[member.role.public_id]))


def of_limits(member: Member) -> Row:
    words = _("%(member)s is shown only some branches of the galleries, and this is none of them.")
    return Row(words=words % {"member": member.person}, url=_page_of(member))


def of_library(member: Member, home_id: int) -> Row:
    """The row of the member for the library, else for every library, else that there is none."""
    library = Library.objects.filter(home=home_id).first()
    if library is None:
        return Row(words=_("The file lies in a library that is not there any more."))
    given = LibraryAccess.objects.filter(member=member).select_related("rights_set")
    found = {row.library_id: row.rights_set for row in given.filter(library=library)}
    found = found or {row.library_id: row.rights_set for row in given.filter(library=None)}
    if not found:
        words = _("%(member)s has no row for the library “%(library)s”.")
        facts = {"member": member.person, "library": library.name}
        return Row(words=words % facts, url=_page_of(member))
    ((where, rights_set),) = found.items()
    words = (
        _("The row for the library “%(library)s” gives the set “%(set)s”: %(meaning)s.")
        if where
        else _("The row for every library gives the set “%(set)s” in “%(library)s”: %(meaning)s.")
    )
    facts = {
        "library": library.name, "set": rights_set.name,
        "meaning": said(rights.known(rights_set.rights)),
    }  # fmt: skip
    return Row(words=words % facts, url=_page_of(member))


def of_no_library() -> Row:
    return Row(words=_("It lies in no library, and this is something of libraries alone."))


def of_the_team() -> Row:
    return Row(words=_("Only the team does that."))


def of_nowhere() -> Row:
    return Row(words=_("No gallery shows it, so no client ever sees it."))


def of_table(shown: Gallery, grant: Grant, client: Client | None, viewer: Viewer) -> Row:
    """The row of the table that decided, in the gallery that has the table."""
    if draft := next((g for g in [shown, *shown.ancestors()] if not g.is_published), None):
        words = _("“%(gallery)s” is a draft.") % {"gallery": draft.title}
        return Row(words=words, url=reverse("gallery_workspace:settings", args=[draft.public_id]))
    if over := next((g for g in [shown, *shown.ancestors()] if g.is_closed), None):
        words = _("“%(gallery)s” has closed.") % {"gallery": over.title}
        return Row(words=words, url=reverse("gallery_workspace:settings", args=[over.public_id]))
    decider = next(g for g in [shown, *shown.ancestors()] if g.own_authorizations)
    who = _who(grant, decider, client, viewer)
    words = _("The table of “%(gallery)s” decides, by the row: %(row)s.")
    url = reverse("gallery_workspace:authorizations", args=[decider.public_id])
    return Row(words=words % {"gallery": decider.title, "row": who}, url=url)


def _who(grant: Grant, decider: Gallery, client: Client | None, viewer: Viewer) -> str:
    if grant.via == "client" and client is not None:
        return str(client.person.email)
    if grant.via == "group":
        rows = Authorization.objects.filter(gallery=decider, group__in=viewer.group_ids)
        return ", ".join(rows.order_by("group__name").values_list("group__name", flat=True))
    words = {
        Door.PASSWORD: _("Anybody, who has to give the general password first"),
        Door.CODE: _("the client code, which was not given"),
        Door.SIGN_IN: _("others are listed, this person is not"),
        Door.NONE: _("Anybody, who may not enter"),
    }
    return _("Anybody") if grant.enter else words.get(grant.door, _("Anybody"))


def _page_of(member: Member) -> str:
    return reverse("agency_workspace:access_member", args=[member.person.public_id])
