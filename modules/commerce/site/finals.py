"""The personal link of an order to the finals of a gallery."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.commerce.models import Order
from modules.commerce.services import transferring
from safelight.accounts import visitors
from safelight.kernel import marks


@marks.open_for_what_was_paid
@never_cache
@require_safe
def open_by_link(request: HttpRequest, order: str, gallery: str, stamp: str) -> HttpResponse:
    """This browser sees the gallery's *Photos to download* from now on.

    The link of somebody with an account opens for them alone: they are asked to sign in. The team
    may look at the tab without it, and leaves no trace in the order.
    """
    found = Order.objects.select_related("person").filter(public_id=order).first()
    if found is None or not transferring.may_open(found, stamp):
        raise Http404
    there = reverse("gallery_site:finals", args=[gallery])
    if request.member is not None:  # type: ignore[attr-defined]
        return redirect(there)
    if found.person is not None and found.person != request.user:
        if request.user.is_authenticated:
            raise Http404
        here = quote(request.get_full_path())
        return redirect(f"{reverse('accounts:sign_in')}?next={here}")
    visitor = visitors.ensure(request)
    transferring.open_finals(order=found, visitor=visitor, at=timezone.now())
    return redirect(there)
