"""Settings: the studio's brands, each with the site beside it as it would be."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting
from safelight.site import brand as faces
from safelight.site import brand_form, look_form, selectors
from safelight.site import brands as every_brand
from safelight.site.brand_form import BrandForm, NewBrandForm
from safelight.site.look_form import LookForm
from safelight.site.models import Brand
from safelight.site.services import brands
from safelight.site.views.framing import framed_by_own, frames_own
from safelight.site.views.look import first_page_as

both = require_http_methods(["GET", "HEAD", "POST"])
door = workspace("site.manage")


@door
@never_cache
@both
def index(request: HttpRequest) -> HttpResponse:
    """The brands by name; a POST makes one."""
    form = NewBrandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = brands.make(name=form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error("name", refusal.sentence)
        else:
            messages.success(request, _("The brand is there. Give it its words and its look."))
            return redirect("settings:brand", made.public_id)
    context = {"brands": every_brand.rows(), "form": form}
    return render(request, "site/brands/list.html", context, status=422 if form.is_bound else 200)


@door
@never_cache
@frames_own
@both
def edit(request: HttpRequest, brand: str) -> HttpResponse:
    found = _found(brand)
    words = BrandForm(request.POST or None, initial=brand_form.initial_of(found))
    look = LookForm(
        request.POST or None, request.FILES or None, initial=look_form.initial_of(found)
    )
    if request.method == "POST" and _are_valid(words, look) and _saved(request, found, words, look):
        messages.success(request, _("Saved. Your site shows it from now on."))
        return redirect("settings:brand", brand)
    context = {
        "brand": found,
        "words": words,
        "form": look,
        "emblems": look_form.emblems_of(look, found),
    }
    return render(request, "site/brands/brand.html", context, status=422 if look.is_bound else 200)


@door
@never_cache
@framed_by_own
@require_safe
def preview(request: HttpRequest, brand: str) -> HttpResponse:
    """The first page of the site, as the forms in the address would make the brand show it."""
    shown = brand_form.shown_as(_found(brand), request.GET)
    style = f"{reverse('settings:brand_css', args=[brand])}?{request.GET.urlencode()}"
    worn = every_brand.wearing(selectors.site_settings(), shown)
    return first_page_as(request, worn, style)


@door
@never_cache
@require_safe
def preview_css(request: HttpRequest, brand: str) -> HttpResponse:
    shown = brand_form.shown_as(_found(brand), request.GET)
    return HttpResponse(faces.stylesheet(shown), content_type="text/css; charset=utf-8")


@not_while_acting
@door
@require_POST
def delete(request: HttpRequest, brand: str) -> HttpResponse:
    brands.delete(brand=_found(brand))
    messages.success(request, _("The brand is deleted. Its galleries show your studio's own name."))
    return redirect("settings:brands")


def _found(public_id: str) -> Brand:
    return get_object_or_404(every_brand.with_pictures(), public_id=public_id)


def _are_valid(*forms: Any) -> bool:
    """All are asked, so that all say what is wrong."""
    answers = [form.is_valid() for form in forms]
    return all(answers)


def _saved(request: HttpRequest, brand: Brand, words: BrandForm, look: LookForm) -> bool:
    try:
        told = brands.change(
            brand=brand, values={**words.cleaned_data, **look.looks()},
            sent=look.sent(), gone=look.gone(),
        )  # fmt: skip
    except brands.BrandNameTaken as refusal:
        words.add_error("name", refusal.sentence)
    except Refusal as refusal:
        look.add_error(None, refusal.sentence)
    else:
        for sentence in told:
            messages.warning(request, sentence)
        return True
    return False
