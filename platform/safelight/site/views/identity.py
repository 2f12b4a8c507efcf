"""What browsers fetch of the studio's look: stylesheet, pictures, icons, manifest."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from safelight.kernel import marks
from safelight.site import brand, emblems, selectors
from safelight.site.models import Face, SitePicture, SiteSettings
from safelight.storage import keys, objects

A_YEAR = 365 * 24 * 3600
A_DAY = 24 * 3600


@marks.open_while_suspended
@require_safe
def brand_css(request: HttpRequest, revision: int) -> HttpResponse:
    """The studio's colours. A change gets a new address, so browsers may keep this one."""
    return css_of(selectors.site_settings(), revision)


def css_of(face: Face, revision: int) -> HttpResponse:
    response = HttpResponse(brand.stylesheet(face), content_type="text/css; charset=utf-8")
    _keep(response, as_new=revision == face.revision)
    return response


@marks.open_while_suspended
@require_safe
def picture(request: HttpRequest, public_id: str, variant: str) -> HttpResponse:
    """A picture of the site. It never changes, and whoever has its address may see it."""
    found = SitePicture.objects.filter(public_id=public_id).first()
    if found is None or variant not in found.variants:
        raise Http404
    try:
        # At most half a megabyte: what is larger is not made.
        with objects.from_environment().open(keys.join(found.object_key, variant)) as file:
            response = HttpResponse(file.read(), content_type=found.variants[variant])
    except objects.NoSuchObject:
        raise Http404 from None
    _keep(response, as_new=True)
    return response


@marks.open_while_suspended
@require_safe
def letter(request: HttpRequest, revision: int) -> HttpResponse:
    """The icon of a studio without one: the first letter of its name on its colour."""
    return letter_of(request, selectors.site_settings(), revision)


def letter_of(request: HttpRequest, face: Face, revision: int) -> HttpResponse:
    light, _dark = brand.palettes(face)
    first = next((sign for sign in face.name if sign.isalnum()), "•")
    context = {"letter": first.upper(), "ground": light.accent, "ink": light.on_accent}
    response = render(request, "site/letter.svg", context, content_type="image/svg+xml")
    _keep(response, as_new=revision == face.revision)
    return response


@marks.open_while_suspended
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    return manifest_of(selectors.site_settings())


def manifest_of(site: SiteSettings) -> HttpResponse:
    response = JsonResponse(emblems.manifest(site), content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


def _keep(response: HttpResponse, *, as_new: bool) -> None:
    if as_new:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        response["Cache-Control"] = "no-store"
