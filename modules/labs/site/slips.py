"""A packing slip, given to whoever holds its link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from modules.labs.services import slips
from modules.labs.services.tokens import NoSuchLink


@require_safe
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """404 whatever is wrong with the link."""
    try:
        found = slips.linked(token=token, at=timezone.now())
    except NoSuchLink:
        raise Http404 from None
    response = HttpResponse(slips.pdf(found), content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response
