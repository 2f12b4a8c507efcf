"""The picture that a shared link shows: of galleries that everybody may see, and of no other."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from modules.gallery import selectors
from modules.gallery.models import Gallery
from modules.gallery.presenting.signing import LARGE, Renditions
from modules.gallery.site import public


@require_safe
def card(request: HttpRequest, gallery: str) -> HttpResponse:
    """Decided anew with each asking, as nobody: whoever holds the address may be anybody."""
    found = Gallery.objects.filter(public_id=gallery).first()
    if found is None or not public.is_public(found):
        raise Http404
    photo = selectors.first_photos([found], None).get(found.pk)
    if photo is None or photo.version is None:
        raise Http404
    renditions = Renditions(found, host=request.get_host(), at=timezone.now())
    response = redirect(renditions.full(photo.version, LARGE))
    response["Cache-Control"] = "no-store"
    return response
