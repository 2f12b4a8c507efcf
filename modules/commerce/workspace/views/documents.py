"""Papers of all orders, orders as a file for accounting, and the terms that go along."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from modules.commerce import permissions
from modules.commerce.exporting import exports
from modules.commerce.models import Document
from modules.commerce.papers import download
from modules.commerce.services import documents
from modules.commerce.services.delivery import terms_file
from modules.commerce.workspace.forms.documents import ExportForm, PeriodForm, TermsForm
from modules.commerce.workspace.prices import saying
from modules.commerce.workspace.reads import documents as reads
from modules.commerce.workspace.views.changes import person_of
from modules.commerce.workspace.views.orders import crumbs
from safelight.accounts import paging
from safelight.accounts.doors import workspace
from safelight.kernel.marks import not_while_acting


@workspace(permissions.VIEW)
@never_cache
@require_safe
def list_documents(request: HttpRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    page = paging.page(request, reads.asked_for(request, form), key="-pk")
    context = {
        "page": page,
        "form": form,
        "kinds": Document.Kind.choices,
        "is_filtered": reads.is_filtered(request),
        "may_set_terms": "site.manage" in request.allowed,  # type: ignore[attr-defined]
        "breadcrumbs": crumbs(),
    }
    return render(request, "commerce/workspace/papers/list.html", context)


@workspace(permissions.VIEW)
@require_safe
def document(request: HttpRequest, document: str) -> HttpResponse:
    found = documents.visible_documents(request).filter(public_id=document).first()
    if found is None:
        raise Http404
    return download.answer(found)


@not_while_acting
@workspace(permissions.VIEW)
@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The form; with ``?format=`` the file itself."""
    form = ExportForm(request.GET if "format" in request.GET else None)
    if form.is_valid():
        return _file(form)
    status = 422 if form.is_bound else 200
    context = {"form": form, "breadcrumbs": crumbs()}
    return render(request, "commerce/workspace/papers/export.html", context, status=status)


def _file(form: ExportForm) -> FileResponse:
    said = form.cleaned_data
    found = exports.export(kind=said["format"], since=said["since"], until=said["until"])
    return FileResponse(found.file, as_attachment=True, filename=found.name)


@workspace("site.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """The PDF that goes along; ``action=leave-out`` takes it away."""
    if request.POST.get("action") == "leave-out":
        terms_file.leave_out(by=person_of(request), at=timezone.now())
        messages.success(request, _("Nothing goes along any more."))
        return redirect("commerce_workspace:terms_file")
    form = TermsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["terms"]
        with saying(request, _("It goes along with every mail that delivers from now on.")):
            terms_file.keep(file=file, name=file.name, by=person_of(request), at=timezone.now())
        return redirect("commerce_workspace:terms_file")
    context = {"form": form, "kept": terms_file.current(), "breadcrumbs": crumbs()}
    status = 422 if request.method == "POST" else 200
    return render(request, "commerce/workspace/papers/terms.html", context, status=status)
