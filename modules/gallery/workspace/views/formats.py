"""Delivery formats: how files are changed on their way out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.gallery import permissions
from modules.gallery.models import DeliveryFormat
from modules.gallery.services import formats, labelling
from modules.gallery.workspace import pages
from modules.gallery.workspace.forms.formats import FormatForm
from safelight.accounts.doors import workspace
from safelight.imaging import Refused, names
from safelight.kernel.marks import not_while_acting

HERE = "gallery_workspace:formats"


@workspace(permissions.MANAGE)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    context = {"formats": DeliveryFormat.objects.all(), "breadcrumbs": pages.crumbs(None, None)}
    return render(request, "gallery/workspace/formats.html", context)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = FormatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with pages.saying(request, _("The format can be offered now.")):
            formats.create(**form.values())
        return redirect(HERE)
    return _form(request, form, None)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, format_id: str) -> HttpResponse:
    found = get_object_or_404(DeliveryFormat, public_id=format_id)
    form = FormatForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with pages.saying(request, _("Saved. Files are made anew when they are asked for.")):
            formats.change(delivery_format=found, **form.values())
        return redirect(HERE)
    return _form(request, form, found)


@not_while_acting
@workspace(permissions.MANAGE)
@require_POST
def delete(request: HttpRequest, format_id: str) -> HttpResponse:
    found = get_object_or_404(DeliveryFormat, public_id=format_id)
    with pages.saying(request, _("“%(name)s” was deleted.") % {"name": found.name}):
        formats.delete(delivery_format=found)
    return redirect(HERE)


@workspace(permissions.MANAGE)
@require_safe
def example(request: HttpRequest) -> JsonResponse:
    """The file name that a template gives, or what is wrong with it."""
    return JsonResponse(_example(request.GET.get("name_template", "")))


def _example(template: str) -> dict[str, str]:
    try:
        return {"name": labelling.example(template[:120], at=timezone.now())}
    except Refused as refusal:
        return {"problem": _(refusal.message) % refusal.values}


def _form(request: HttpRequest, form: FormatForm, found: DeliveryFormat | None) -> HttpResponse:
    crumbs = [*pages.crumbs(None, None), {"title": _("Delivery formats"), "url": "../"}]
    context = {
        "form": form, "format": found, "breadcrumbs": crumbs, "variables": names.VARIABLES,
        "words": labelling.WORDS, "example": _example(form["name_template"].value() or ""),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "gallery/workspace/format.html", context, status=status)
