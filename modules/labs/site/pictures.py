"""Pictures of products, for the pages where they are bought."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from modules.labs.services import showing
from safelight.storage import objects


@require_safe
def picture(request: HttpRequest, card: str, edition: str) -> HttpResponse:
    """What we have drawn ourselves of an upload; each edition has an address of its own."""
    found = showing.shown(public_id=card)
    if found is None or str(found.edition) != edition:
        raise Http404
    try:
        with objects.from_environment().open(found.picture) as file:
            response = HttpResponse(file.read(), content_type="image/webp")
    except objects.NoSuchObject:
        raise Http404 from None
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
