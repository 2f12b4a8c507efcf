"""The Settings tab, and what changes a whole gallery: publish, move, delete."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from modules.gallery import permissions
from modules.gallery.access import galleries_seen, refuse_outside, viewer_of
from modules.gallery.models import Gallery
from modules.gallery.services import agreeing, galleries
from modules.gallery.workspace import pages
from modules.gallery.workspace.forms.galleries import MoveForm, SettingsForm
from safelight.accounts.doors import workspace
from safelight.accounts.models import Client
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

MOST_NAMED = 5
# The tab that has what is missing before a gallery can be published, and who sees it.
MENDED_ON: dict[type[Refusal], tuple[str, str]] = {
    galleries.NoPasswordYet: ("authorizations", permissions.AUTHORIZE),
    galleries.LastDayHasPassed: ("settings", permissions.MANAGE),
}

page = require_http_methods(["GET", "HEAD", "POST"])


@workspace(permissions.MANAGE)
@page
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    form = SettingsForm(request.POST or None, instance=gallery)
    if request.method == "POST" and form.is_valid():
        with pages.saying(request, _("Saved.")):
            galleries.change(gallery=gallery, **form.changes())
        return redirect("gallery_workspace:settings", public_id)
    context = pages.head(request, gallery, "settings") | {
        "form": form,
        "move": MoveForm(
            gallery=gallery, known=_known(request), initial={"parent": gallery.parent}
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "gallery/workspace/settings.html", context, status=status)


def _known(request: HttpRequest) -> QuerySet[Gallery]:
    return galleries_seen(viewer_of(request))


@workspace(permissions.MANAGE)
@require_POST
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    form = MoveForm(request.POST, gallery=gallery, known=_known(request))
    if form.is_valid():
        with pages.saying(request, _("The gallery was moved.")):
            refuse_outside(viewer_of(request), form.cleaned_data["parent"])
            galleries.move(gallery=gallery, parent=form.cleaned_data["parent"])
    return redirect("gallery_workspace:settings", public_id)


@workspace(permissions.MANAGE)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    there = "photos"
    with pages.saying(request, _("Published: those who are authorized come in now.")):
        try:
            galleries.publish(gallery=gallery, at=timezone.now())
        except Refusal as refusal:
            tab, permission = MENDED_ON.get(type(refusal), (there, permissions.MANAGE))
            there = tab if permission in pages.allowed(request) else there
            raise
        _warn_of(request, agreeing.shown_without_consent(gallery))
    return redirect(f"gallery_workspace:{there}", public_id)


def _warn_of(request: HttpRequest, clients: list[Client]) -> None:
    for client in clients[:MOST_NAMED]:
        words = _("Anybody may look at it, and %(name)s has not agreed to be shown.")
        messages.warning(request, words % {"name": str(client.person)})
    more = len(clients) - MOST_NAMED
    if more > 0:
        others = ngettext(
            "%(count)d more client has not agreed, either.",
            "%(count)d more clients have not agreed, either.",
            more,
        )
        messages.warning(request, others % {"count": more})


@workspace(permissions.MANAGE)
@require_POST
def unpublish(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    with pages.saying(request, _("A draft again: clients find a closed door.")):
        galleries.unpublish(gallery=gallery)
    return redirect("gallery_workspace:photos", public_id)


@not_while_acting
@workspace(permissions.MANAGE)
@page
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """What goes is said first; the title is typed to be sure."""
    gallery = pages.gallery_or_404(request, public_id)
    context = pages.head(request, gallery, "settings")
    if request.method == "POST":
        if request.POST.get("title", "").strip() == gallery.title.strip():
            return _deleted(request, public_id)
        context["problem"] = _("This is not the gallery's title.")
    context["loss"] = galleries.loss(gallery=gallery)
    status = 422 if "problem" in context else 200
    return render(request, "gallery/workspace/delete.html", context, status=status)


def _deleted(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    try:
        galleries.delete(gallery=gallery)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("gallery_workspace:settings", public_id)
    messages.success(request, _("“%(title)s” was deleted.") % {"title": gallery.title})
    return redirect("gallery_workspace:list")
