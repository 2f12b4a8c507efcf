"""Papers of an order, for those who may see the order."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from modules.commerce.models import Document, Order
from modules.commerce.papers import download
from modules.commerce.site.doors import entering
from safelight.kernel import marks


@marks.open_for_what_was_paid
@require_safe
@entering
def document(request: HttpRequest, order: Order, document: str) -> HttpResponse:
    found: Document | None = order.documents.filter(public_id=document).first()
    if found is None:
        raise Http404
    return download.answer(found)
