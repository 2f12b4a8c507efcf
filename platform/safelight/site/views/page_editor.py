"""Settings: one page, its blocks, and what the world would see of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting
from safelight.site import block_forms, blocks
from safelight.site.models import Page, PageVersion, SitePicture
from safelight.site.page_forms import PageForm
from safelight.site.services import pages, pictures
from safelight.site.views import pages as public
from safelight.site.views.framing import framed_by_own, frames_own

View = Callable[..., HttpResponseBase]
NAMES = ("title", "slug", "day", "description", "external_url")


def of_page(view: View) -> View:
    """Calls ``view(request, page, …)``; a refusal becomes a message on the editor."""

    @wraps(view)
    def door(request: HttpRequest, page: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(Page, public_id=page)
        try:
            return view(request, found, *args, **kwargs)
        except Refusal as refusal:
            if refusal.status == 404:
                raise Http404 from refusal
            messages.error(request, refusal.sentence)
            return _editor(found)

    return workspace("site.manage")(never_cache(door))


@of_page
@frames_own
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, page: Page) -> HttpResponse:
    """The page's blocks with a form each; a POST stores title, address and description."""
    initial = {name: getattr(page, name) for name in NAMES}
    form = PageForm(request.POST or None, initial=initial, page=page)
    if request.method == "POST" and form.is_valid():
        pages.describe(page=page, values=form.cleaned_data, at=timezone.now())
        messages.success(request, _("Saved."))
        return _editor(page)
    return _shown(request, page, form, status=422 if form.is_bound else 200)


@of_page
@require_POST
def add(request: HttpRequest, page: Page) -> HttpResponse:
    kind = blocks.kind_of(request.POST.get("kind", ""), _modules(request))
    if kind is None:
        raise Http404
    before = request.POST.get("before", "")
    made = pages.add_block(page=page, kind=kind, before=before, at=timezone.now())
    return _editor(page, made)


@of_page
@frames_own
@require_POST
def write(request: HttpRequest, page: Page, block: str) -> HttpResponse:
    """What was filled into one block. Scripts send it while somebody types."""
    found = page.block(block)
    kind = blocks.kind_of(found["kind"], _modules(request)) if found else None
    if found is None or kind is None:
        raise Http404
    form = block_forms.form_for(kind, request, found, sent=True)
    values = _values(form, kind, found) if form.is_valid() else None
    if values is None:
        return _shown(request, page, None, wrong=(block, form), status=422)
    pages.write_block(page=page, block_id=block, values=values, at=timezone.now())
    return _editor(page, block)


@of_page
@require_POST
def move(request: HttpRequest, page: Page, block: str) -> HttpResponse:
    to = request.POST.get("to", "later")
    pages.move_block(page=page, block_id=block, to=to, at=timezone.now())
    return _editor(page, block)


@of_page
@require_POST
def remove(request: HttpRequest, page: Page, block: str) -> HttpResponse:
    pages.remove_block(page=page, block_id=block, at=timezone.now())
    return _editor(page)


@of_page
@require_POST
def bring_back(request: HttpRequest, page: Page) -> HttpResponse:
    pages.bring_back(page=page, at=timezone.now())
    return _editor(page)


@of_page
@require_POST
def publish(request: HttpRequest, page: Page) -> HttpResponse:
    if "off" in request.POST:
        pages.unpublish(page=page)
        messages.success(request, _("The page is off your site. Its draft stays here."))
    else:
        pages.publish(page=page, at=timezone.now())
        messages.success(request, _("Published. Everybody sees it from now on."))
    return _editor(page)


@of_page
@require_POST
def go_back(request: HttpRequest, page: Page, version: str) -> HttpResponse:
    found = get_object_or_404(PageVersion, page=page, public_id=version)
    pages.go_back(page=page, version=found, at=timezone.now())
    messages.success(request, _("This is your draft now. Publish it to show it."))
    return _editor(page)


@not_while_acting
@of_page
@require_POST
def delete(request: HttpRequest, page: Page) -> HttpResponse:
    pages.delete(page=page)
    messages.success(request, _("The page is deleted."))
    return redirect("settings:pages")


@of_page
@framed_by_own
@require_safe
def preview(request: HttpRequest, page: Page) -> HttpResponse:
    """The draft as a page of the site, for the team alone."""
    more = {"is_draft": True, "seo": None, "day": page.day}
    return public.show(request, page, page.as_drafted(), more=more)


def _values(form: Any, kind: blocks.Kind, block: dict[str, Any]) -> dict[str, Any] | None:
    """What to store of a form that is right; None where its picture is none."""
    values: dict[str, Any] = {}
    for part in kind.parts:
        sent = form.cleaned_data[part.name]
        if part.sort != "picture":
            values[part.name] = sent
        elif sent:
            try:
                taken = pictures.take(sent=sent, kind=SitePicture.Kind.PHOTO)
            except pictures.NotAPicture as refusal:
                form.add_error(part.name, refusal.sentence)
                return None
            values[part.name] = taken.public_id
        elif form.cleaned_data.get(f"gone_{part.name}"):
            values[part.name] = ""
    return values


def _shown(
    request: HttpRequest, page: Page, form: PageForm | None, *, status: int,
    wrong: tuple[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    modules = _modules(request)
    rows = []
    for block in page.draft:
        kind = blocks.kind_of(block["kind"], modules)
        is_wrong = wrong is not None and wrong[0] == block["id"]
        made = (
            wrong[1] if wrong and is_wrong else kind and block_forms.form_for(kind, request, block)
        )
        words = block.get("heading") or block.get("text") or ""
        row = {"block": block, "kind": kind, "form": made, "is_wrong": is_wrong, "words": words}
        rows.append(row)
    initial = {name: getattr(page, name) for name in NAMES}
    context = {
        "page": page,
        "form": form or PageForm(initial=initial, page=page),
        "rows": rows,
        "kinds": blocks.kinds(modules),
        "versions": page.versions.all(),
    }
    return render(request, "site/pages/editor.html", context, status=status)


def _editor(page: Page, block: str = "") -> HttpResponse:
    url = reverse("settings:page", args=[page.public_id])
    return redirect(f"{url}#b-{block}" if block else url)


def _modules(request: HttpRequest) -> frozenset[str]:
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    return modules
