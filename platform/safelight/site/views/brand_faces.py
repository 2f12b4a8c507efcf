"""What browsers fetch of a brand's look, as ``identity`` has it of the studio's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from safelight.kernel import marks
from safelight.site import brands, selectors
from safelight.site.models import Brand
from safelight.site.views import identity


@marks.open_while_suspended
@require_safe
def css(request: HttpRequest, brand: str, revision: int) -> HttpResponse:
    return identity.css_of(_found(brand), revision)


@marks.open_while_suspended
@require_safe
def letter(request: HttpRequest, brand: str, revision: int) -> HttpResponse:
    return identity.letter_of(request, _found(brand), revision)


@marks.open_while_suspended
@require_safe
def manifest(request: HttpRequest, brand: str) -> HttpResponse:
    return identity.manifest_of(brands.wearing(selectors.site_settings(), _found(brand)))


def _found(public_id: str) -> Brand:
    return get_object_or_404(brands.with_pictures(), public_id=public_id)
