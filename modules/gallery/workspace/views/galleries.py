"""The list of galleries and a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.gallery import permissions
from modules.gallery.access import galleries_seen, refuse_outside, viewer_of
from modules.gallery.models import Gallery
from modules.gallery.services import galleries, presets
from modules.gallery.workspace import pages
from modules.gallery.workspace.forms.galleries import INHERIT, NewGalleryForm
from modules.gallery.workspace.reads.listing import in_their_order, listing
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal

FILTERS = (
    ("", pgettext_lazy("galleries", "All")),
    ("draft", _("Drafts")),
    ("published", _("Published")),
    ("closed", pgettext_lazy("gallery", "Closed")),
    ("hidden", _("Hidden")),
)
SORTS = (("", _("In their order")), ("title", _("By title")), ("newest", _("Newest first")))


@workspace(permissions.VIEW)
@require_safe
def list_galleries(request: HttpRequest) -> HttpResponse:
    under = _under(request)
    context = {
        "listing": listing(request, under=under),
        "under": under,
        "breadcrumbs": pages.crumbs(under.parent, pages.sight_of(request)) if under else [],
        "may_manage": permissions.MANAGE in pages.allowed(request),
        "may_arrange": permissions.MANAGE in pages.allowed(request) and in_their_order(request),
        "filters": FILTERS,
        "sorts": SORTS,
        "is_filtered": bool(request.GET.get("q") or request.GET.get("show")),
    }
    return render(request, "gallery/workspace/list.html", context)


@workspace(permissions.MANAGE)
@require_POST
def step(request: HttpRequest, public_id: str) -> HttpResponse:
    """One place earlier or later in the list, where no script drags it."""
    gallery = pages.gallery_or_404(request, public_id)
    with pages.saying(request):
        galleries.step(gallery=gallery, later=request.POST.get("to") == "later")
    query = request.META.get("QUERY_STRING", "")
    page = reverse("gallery_workspace:list")
    return redirect(f"{page}?{query}" if query else page)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    under = _under(request)
    initial = {"copy_settings_from": request.GET.get("copy")}
    form = NewGalleryForm(
        request.POST or None, parent=under, known=galleries_seen(viewer_of(request)),
        initial=initial,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            refuse_outside(viewer_of(request), under)
            made = _create(form, under)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("gallery_workspace:photos", made.public_id)
    context = {
        "form": form,
        "presets": presets.PRESETS,
        "inherit": INHERIT,
        "under": under,
        "breadcrumbs": pages.crumbs(under, pages.sight_of(request)),
        "chosen": form["preset"].value(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "gallery/workspace/new.html", context, status=status)


def _create(form: NewGalleryForm, under: Gallery | None) -> Gallery:
    data = form.cleaned_data
    inherit = data["preset"] == INHERIT
    return galleries.create(
        title=data["title"],
        preset="" if inherit else data["preset"],
        parent=under,
        copy_settings_from=data["copy_settings_from"] or (under if inherit else None),
        inherit=inherit,
    )


def _under(request: HttpRequest) -> Gallery | None:
    public_id = request.GET.get("under", "")
    return pages.gallery_or_404(request, public_id) if public_id else None
