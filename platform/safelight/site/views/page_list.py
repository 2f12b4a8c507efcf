"""Settings: the pages of the site, and its menu."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.accounts.doors import workspace
from safelight.site import menu, selectors, starting
from safelight.site.menu_form import MenuForm, as_stored
from safelight.site.models import Page
from safelight.site.page_forms import LinkForm, NewPageForm, NewPostForm, free_slug
from safelight.site.services import pages, settings

both = require_http_methods(["GET", "HEAD", "POST"])
MOST_LINES = 40


@workspace("site.manage")
@never_cache
@both
def index(request: HttpRequest) -> HttpResponse:
    """All pages, and those that could be; a POST makes one."""
    form = NewPageForm(request.POST if "title" in request.POST else None)
    post_form = NewPostForm(request.POST if "post" in request.POST else None)
    if request.method == "POST" and "kind" in request.POST:
        return redirect("settings:page", _of_kind(request, request.POST["kind"]).public_id)
    if form.is_valid():
        return _began(request, Page.Kind.OWN, form.cleaned_data["title"])
    if post_form.is_valid():
        return _began(request, Page.Kind.POST, post_form.cleaned_data["post"])
    made = list(Page.objects.exclude(kind=Page.Kind.POST))
    there = {page.kind for page in made}
    context = {
        "pages": made,
        "missing": [kind for kind in Page.Kind if kind not in there and kind not in Page.MANY],
        "posts": Page.objects.filter(kind=Page.Kind.POST).order_by(F("day").desc(), "-pk"),
        "form": form,
        "post_form": post_form,
    }
    status = 422 if form.is_bound or post_form.is_bound else 200
    return render(request, "site/pages/list.html", context, status=status)


@workspace("site.manage")
@never_cache
@both
def arrange(request: HttpRequest) -> HttpResponse:
    """Order, names and hidden entries of the menu; a link elsewhere is a line of its own."""
    lines = menu.lines(request, selectors.site_settings())
    adding = "add" in request.POST
    arranged = MenuForm(None if adding else request.POST or None, lines=lines)
    form = LinkForm(request.POST if adding else None)
    sent = form if adding else arranged
    if request.method == "POST" and sent.is_valid():
        stored = arranged.stored() if not adding else [as_stored(line) for line in lines]
        if adding:
            stored.append({"of": "link", "shown": True, **form.cleaned_data})
        settings.change(values={"menu": stored[:MOST_LINES]})
        messages.success(request, _("Saved. Your site shows it from now on."))
        return redirect("settings:menu")
    context = {"arranged": arranged, "form": form}
    return render(request, "site/pages/menu.html", context, status=422 if sent.is_bound else 200)


def _began(request: HttpRequest, kind: Page.Kind, title: str) -> HttpResponse:
    """A new page with this title, in its editor."""
    slug = free_slug(title, is_post=kind == Page.Kind.POST)
    draft = starting.draft_of(kind, selectors.site_settings(), _modules(request))
    page = pages.make(kind=kind, title=title, slug=slug, draft=draft)
    return redirect("settings:page", page.public_id)


def _of_kind(request: HttpRequest, kind: str) -> Page:
    if kind not in Page.Kind.values or kind in Page.MANY:
        raise Http404
    site = selectors.site_settings()
    return pages.make(
        kind=kind, title=starting.title_of(kind, site), slug=starting.slug_of(kind),
        draft=starting.draft_of(kind, site, _modules(request)),
    )  # fmt: skip


def _modules(request: HttpRequest) -> frozenset[str]:
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    return modules
