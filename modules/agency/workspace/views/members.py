"""What one member has before them: rights in libraries, and branches of galleries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.agency.models import MemberLimits, RightsSet
from modules.agency.services import accesses
from modules.agency.workspace import matrix, pages
from modules.agency.workspace.forms import LimitsForm
from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import Member
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting


@not_while_acting
@workspace("team.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, member: str) -> HttpResponse:
    """The form is about branches; cells are given one by one, as in the matrix."""
    rows = Member.objects.select_related("person", "role")
    found = get_object_or_404(rows, person__public_id=member)
    form = LimitsForm(request.POST or None, initial=_stored(found), viewer=pages.viewer(request))
    if form.is_valid():
        try:
            accesses.limit(
                member=found, branches=form.chosen(), by=pages.member(request), at=timezone.now()
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            with pages.saying(request, _("Saved.")):
                pass
            return redirect("agency_workspace:access_member", member)
    context = {
        "member": found,
        "form": form,
        "cells": [] if found.role.is_owner else matrix.of_member(found),
        "sets": RightsSet.objects.all(),
    }
    return render(
        request, "agency/workspace/member.html", context, status=422 if form.is_bound else 200
    )


def _stored(member: Member) -> dict[str, object]:
    limits = MemberLimits.objects.filter(member=member).first()
    if limits is None or not limits.only_branches:
        return {"scope": "all"}
    branches = limits.branches.values_list("public_id", flat=True)
    return {"scope": "some", "branches": list(branches)}
