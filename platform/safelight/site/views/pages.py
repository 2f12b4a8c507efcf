"""Pages of the site that the studio made, for whoever visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts import throttle
from safelight.site import rendering, selectors, seo
from safelight.site.block_pictures import first_picture
from safelight.site.contact_form import ContactForm
from safelight.site.models import BLOG, Page
from safelight.site.services import contacting


@never_cache
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A published page, or the way to where its text lies."""
    found = Page.objects.filter(slug=slug, published_at__isnull=False).first()
    if found is None or not found.slug or found.is_post:
        raise Http404
    if found.shown["external_url"]:
        return HttpResponseRedirect(found.shown["external_url"])
    return show(request, found, found.shown)


def show(
    request: HttpRequest, page: Page, content: Mapping[str, Any], *,
    form: ContactForm | None = None, more: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page with this content; ``more`` is told to the template over all else."""
    made = rendering.render(request, content["blocks"], page_id=page.public_id, form=form)
    context = {
        "page": page,
        "title": content["title"],
        "description": content["description"],
        "seo": _seo(request, page, content),
        "blocks": made,
        "shows_title": not (made and made[0].kind == "cover"),
        **(more or {}),
    }
    status = 422 if form is not None else 200
    return render(request, "site/page.html", context, status=status)


def _seo(request: HttpRequest, page: Page, content: Mapping[str, Any]) -> seo.Seo:
    site = selectors.shown_settings(request)
    steps = [(_("Blog"), BLOG)] if page.is_post else []
    way = seo.breadcrumbs(request, *steps, (content["title"], page.path))
    image = first_picture(content["blocks"])
    things = [way if page.slug else seo.business(request)]
    if page.is_post and page.day:
        things.append(seo.post(request, title=content["title"], day=page.day, image=image))
    return seo.of(
        request,
        title=content["title"] if page.slug else site.name,
        description=content["description"] or site.tagline,
        image=image,
        path=page.path,
        things=things,
    )


@require_POST
def contact(request: HttpRequest, page: str) -> HttpResponse:
    """A message to the studio. A machine that fills in everything hears the same."""
    found = Page.objects.filter(public_id=page, published_at__isnull=False).first()
    if found is None or not any(block["kind"] == "contact" for block in found.shown["blocks"]):
        raise Http404
    form = ContactForm(request.POST)
    if not form.is_valid():
        return show(request, found, found.shown, form=form)
    if form.is_of_a_person:
        words = {name: form.cleaned_data[name] for name in ("name", "email", "message")}
        address = throttle.network_address(request)
        try:
            contacting.write(
                **words, page=found.shown["title"], network_address=address, at=timezone.now()
            )
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
    messages.success(request, _("Thank you. Your message is on its way."))
    return redirect(found.path)
