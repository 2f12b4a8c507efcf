"""The door of an order: for whom it is, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from modules.commerce import selectors
from modules.commerce.models import Order
from safelight.site import brands

View = Callable[..., HttpResponseBase]


def entering(view: View) -> View:
    """Calls ``view(request, order, …)`` for those who may see the order; others get 404.

    Somebody who is not signed in, and opens the order of a person with an account, is asked to
    sign in: they come from a mail.
    """

    @wraps(view)
    def door(request: HttpRequest, order: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = selectors.visible_orders(request).filter(public_id=order).first()
        if found is None:
            of_a_person = Order.objects.filter(public_id=order, person__isnull=False)
            if not request.user.is_authenticated and of_a_person.exists():
                here = quote(request.get_full_path())
                return redirect(f"{reverse('accounts:sign_in')}?next={here}")
            raise Http404
        brands.dress(request, lambda: found.brand_id)
        response = view(request, found, *args, **kwargs)
        # Whoever uses this browser next must not see it by the back button.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return door
