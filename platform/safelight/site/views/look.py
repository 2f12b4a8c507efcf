"""Settings of the look, with the site beside them as it would be."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from safelight.accounts.doors import workspace
from safelight.site import brand, look_form, selectors
from safelight.site.look_form import LookForm
from safelight.site.models import Page, SiteSettings
from safelight.site.services import looks, pictures
from safelight.site.views import pages
from safelight.site.views import site as site_views
from safelight.site.views.framing import framed_by_own, frames_own


@workspace("site.manage")
@never_cache
@frames_own
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    site = selectors.site_settings()
    form = LookForm(request.POST or None, request.FILES or None, initial=look_form.initial_of(site))
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        messages.success(request, _("Saved. Your site shows it from now on."))
        return redirect("settings:look")
    context = {
        "form": form,
        "emblems": look_form.emblems_of(form, site),
    }
    return render(request, "site/settings_look.html", context, status=422 if form.is_bound else 200)


@workspace("site.manage")
@never_cache
@framed_by_own
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The first page of the site, as the form in the address would make it look."""
    shown = look_form.shown_as(selectors.site_settings(), request.GET)
    style = f"{reverse('settings:look_css')}?{request.GET.urlencode()}"
    return first_page_as(request, shown, style)


def first_page_as(request: HttpRequest, shown: SiteSettings, style: str) -> HttpResponse:
    """The first page of the site with these settings, and with the stylesheet at ``style``."""
    selectors.wear(request, shown)
    made = Page.objects.filter(kind=Page.Kind.HOME).first()
    if made is not None:
        return pages.show(
            request, made, made.as_drafted(), more={"brand_css_url": style, "seo": None}
        )
    return site_views.first_page(request, {"brand_css_url": style, "seo": None})


@workspace("site.manage")
@never_cache
@require_safe
def preview_css(request: HttpRequest) -> HttpResponse:
    shown = look_form.shown_as(selectors.site_settings(), request.GET)
    return HttpResponse(brand.stylesheet(shown), content_type="text/css; charset=utf-8")


def _saved(request: HttpRequest, form: LookForm) -> bool:
    try:
        told = looks.change(looks=form.looks(), sent=form.sent(), gone=form.gone())
    except pictures.NotAPicture as refusal:
        form.add_error(None, refusal.sentence)
        return False
    for sentence in told:
        messages.warning(request, sentence)
    return True
