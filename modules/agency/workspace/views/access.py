"""The matrices: members by libraries, and beside it what their roles allow."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules.agency.models import Library, RightsSet
from modules.agency.services import accesses, presets, rights
from modules.agency.words import said
from modules.agency.workspace import matrix, pages
from safelight.accounts.doors import workspace
from safelight.accounts.models import Member
from safelight.kernel.marks import not_while_acting

door = workspace("team.manage")
T = TypeVar("T", Library, RightsSet)


@door
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    roles = matrix.of_roles(pages.modules(request))
    context = {
        "tabs": pages.tabs(request),
        "matrix": matrix.of_libraries(),
        "roles": roles,
        "role_names": {role.name for role in roles.roles},
        "sets": RightsSet.objects.all(),
        "presets": [(each, presets.set_preset(each.set_key)) for each in presets.ROLES],
        "is_owner": pages.member(request).role.is_owner,
    }
    return render(request, "agency/workspace/access.html", context)


@not_while_acting
@door
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """One cell: ``member``, ``library`` (empty for every one), ``set`` (empty for no row)."""
    members = Member.objects.select_related("person", "role")
    member = get_object_or_404(members, person__public_id=request.POST.get("member", ""))
    library = _one(Library, request.POST.get("library", ""))
    rights_set = _one(RightsSet, request.POST.get("set", ""))
    with pages.saying(request, _sentence(member, library, rights_set)):
        accesses.give(
            member=member, library=library, rights_set=rights_set, by=pages.member(request),
            at=timezone.now(),
        )  # fmt: skip
    if request.POST.get("back") == "member":
        return redirect("agency_workspace:access_member", member.person.public_id)
    return redirect("agency_workspace:access")


def _one(model: type[T], public_id: str) -> T | None:
    if not public_id:
        return None
    found: T | None = model._default_manager.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _sentence(member: Member, library: Library | None, rights_set: RightsSet | None) -> str:
    """What the cell means from now on."""
    where = _("“%(name)s”") % {"name": library.name} if library else _("every library")
    if rights_set is None:
        rest = _("%(member)s has no row of their own for %(where)s any more.")
        return rest % {"member": member.person, "where": where}
    meaning = said(rights.known(rights_set.rights))
    words = _("%(member)s in %(where)s: %(meaning)s.")
    return words % {"member": member.person, "where": where, "meaning": meaning}
