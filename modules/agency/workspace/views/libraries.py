"""The list of libraries, and making, changing and closing them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.agency.services import libraries
from modules.agency.workspace import pages, reads
from modules.agency.workspace.forms import LibraryForm
from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

page = require_http_methods(["GET", "HEAD", "POST"])


@workspace(None)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    archived = request.GET.get("show") == "archived"
    context = {
        "tabs": pages.tabs(request),
        "rows": reads.libraries(pages.sight(request), archived=archived),
        "is_owner": pages.member(request).role.is_owner,
        "archived": archived,
    }
    return render(request, "agency/workspace/libraries.html", context)


@pages.owners
@page
def new(request: HttpRequest) -> HttpResponse:
    form = LibraryForm(request.POST or None)
    if form.is_valid():
        try:
            made = libraries.make(terms=form.terms(), by=pages.member(request))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("agency_workspace:library", made.public_id)
    context = {"form": form, "library": None}
    return render(
        request, "agency/workspace/library_form.html", context, status=422 if form.is_bound else 200
    )


@pages.owners
@page
def edit(request: HttpRequest, library: str) -> HttpResponse:
    found = pages.library_or_404(request, library)
    form = LibraryForm(request.POST or None, library=found)
    if form.is_valid():
        try:
            libraries.change(
                library=found, terms=form.terms(), by=pages.member(request), at=timezone.now()
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            with pages.saying(request, _("Saved.")):
                pass
            return redirect("agency_workspace:library", found.public_id)
    context = {"form": form, "library": found}
    return render(
        request, "agency/workspace/library_form.html", context, status=422 if form.is_bound else 200
    )


@pages.owners
@require_POST
def archive(request: HttpRequest, library: str) -> HttpResponse:
    found = pages.library_or_404(request, library)
    said = _("“%(name)s” is archived. Its files stay wherever they are shown.")
    with pages.saying(request, said % {"name": found.name}):
        libraries.archive(library=found, by=pages.member(request), at=timezone.now())
    return redirect("agency_workspace:libraries")


@pages.owners
@require_POST
def reopen(request: HttpRequest, library: str) -> HttpResponse:
    found = pages.library_or_404(request, library)
    with pages.saying(request, _("“%(name)s” is open again.") % {"name": found.name}):
        libraries.reopen(library=found, by=pages.member(request))
    return redirect("agency_workspace:library", found.public_id)


@not_while_acting
@pages.owners
@require_POST
def delete(request: HttpRequest, library: str) -> HttpResponse:
    found = pages.library_or_404(request, library)
    try:
        libraries.delete(library=found, by=pages.member(request))
    except Refusal as refusal:
        with pages.saying(request):
            raise refusal
        return redirect("agency_workspace:library_settings", found.public_id)
    with pages.saying(request, _("“%(name)s” is deleted.") % {"name": found.name}):
        pass
    return redirect("agency_workspace:libraries")
