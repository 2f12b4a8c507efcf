"""Named sets of rights: made and changed by owners, looked at by whoever manages the team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.agency.models import LibraryAccess, RightsSet
from modules.agency.services import accesses, rights
from modules.agency.words import said
from modules.agency.workspace import pages
from modules.agency.workspace.forms import SetForm
from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

page = require_http_methods(["GET", "HEAD", "POST"])


@workspace("team.manage")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    having = LibraryAccess.objects.select_related("member__person", "library")
    names: dict[int, set[str]] = {}
    for row in having:
        names.setdefault(row.rights_set_id, set()).add(str(row.member.person))
    rows = [
        (each, said(rights.known(each.rights)), sorted(names.get(each.pk, ())))
        for each in RightsSet.objects.all()
    ]
    context = {
        "tabs": pages.tabs(request),
        "rows": rows,
        "is_owner": pages.member(request).role.is_owner,
    }
    return render(request, "agency/workspace/sets.html", context)


@pages.owners
@page
def new(request: HttpRequest) -> HttpResponse:
    """Empty, or with the rights of ``?copy=``."""
    source = RightsSet.objects.filter(public_id=request.GET.get("copy", "")).first()
    initial = None
    if source is not None:
        name = _("Copy of %(name)s") % {"name": source.name}
        initial = {"name": name[:60], "codes": source.rights}
    return _edit(request, None, initial)


@pages.owners
@page
def edit(request: HttpRequest, rights_set: str) -> HttpResponse:
    # A preset cannot be changed, so it has no page.
    found = get_object_or_404(RightsSet, public_id=rights_set, is_preset=False)
    return _edit(request, found, {"name": found.name, "codes": found.rights})


@not_while_acting
@pages.owners
@require_POST
def delete(request: HttpRequest, rights_set: str) -> HttpResponse:
    with pages.saying(request, _("The set is deleted.")):
        found = get_object_or_404(RightsSet, public_id=rights_set)
        accesses.delete_set(rights_set=found, by=pages.member(request))
    return redirect("agency_workspace:sets")


def _edit(
    request: HttpRequest, rights_set: RightsSet | None, initial: dict[str, object] | None
) -> HttpResponse:
    form = SetForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            accesses.save_set(rights_set=rights_set, by=pages.member(request), **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            with pages.saying(request, _("Saved.")):
                pass
            return redirect("agency_workspace:sets")
    context = {"form": form, "rights_set": rights_set}
    return render(
        request, "agency/workspace/set_form.html", context, status=422 if form.is_bound else 200
    )
