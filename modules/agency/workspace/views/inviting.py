"""Inviting somebody with a role, a library and rights in it, in one go."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.agency.models import Library
from modules.agency.services import inviting, presets
from modules.agency.workspace import pages
from modules.agency.workspace.forms import OWN, InvitationForm
from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

door = workspace("team.manage")


@not_while_acting
@door
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    by = pages.member(request)
    form = InvitationForm(request.POST or None, may_make=by.role.is_owner)
    if form.is_valid():
        said = form.cleaned_data
        asked = said["library"]
        try:
            invited = inviting.invite(
                email=said["email"], name=said["name"], preset=said["preset"],
                own_library=asked == OWN, by=by, at=timezone.now(),
                library=Library.objects.filter(public_id=asked).first(),
            )  # fmt: skip
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            done = _("%(email)s is in the team, and got an invitation.")
            if not invited.is_sent:
                done = _("%(email)s is in the team, and signs in with the password they have.")
            with pages.saying(request, done % {"email": invited.person.email}):
                pass
            return redirect("agency_workspace:access")
    return render(
        request,
        "agency/workspace/invite.html",
        {"form": form},
        status=422 if form.is_bound else 200,
    )


@not_while_acting
@door
@require_POST
def make_role(request: HttpRequest) -> HttpResponse:
    """Make the role of a preset, to be given on the team's pages."""
    preset = presets.role_of(request.POST.get("preset", ""))
    if preset is None:
        raise Http404
    with pages.saying(request, _("The role “%(name)s” is there now.") % {"name": preset.name}):
        inviting.role_of(preset, by=pages.member(request))
    return redirect("agency_workspace:access")
