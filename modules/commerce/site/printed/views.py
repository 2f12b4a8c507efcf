"""Choosing the part of a photo that a line of the cart prints."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce import framing, selectors
from modules.commerce.models import CartItem
from modules.commerce.services import carts
from modules.commerce.services.offers import prints
from modules.commerce.site import faces
from modules.commerce.site.printed import editor
from modules.gallery import facade as gallery
from safelight.accounts import visitors
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, line: str) -> HttpResponse:
    """An empty ``framing`` is what is printed where nobody chooses."""
    item, status = _line_or_404(request, line), 200
    if request.method == "POST":
        try:
            carts.change(
                viewer=gallery.viewer_of(request), visitor=visitors.ensure(request),
                item_public_id=line, to=carts.Change(framing=read(request) or {}),
            )  # fmt: skip
            messages.success(
                request, _("That part of “%(name)s” is printed.") % {"name": item.name}
            )
            return redirect(f"{reverse('commerce_site:cart')}#{item.public_id}")
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
    context = {"item": item, "editor": _editor(request, item)}
    return render(request, "commerce/site/printed/page.html", context, status=status)


def read(request: HttpRequest) -> dict[str, Any] | None:
    """What a form says was chosen; None where it says nothing. Raises ``BadFraming``."""
    typed = request.POST.get("framing", "").strip()
    if not typed:
        return None
    try:
        found = json.loads(typed)
    except ValueError:
        found = [typed]
    if not isinstance(found, dict):
        found = {"left": "?"}  # Refused in the same words as any other nonsense.
    framing.read(found)
    return found


def _line_or_404(request: HttpRequest, line: str) -> CartItem:
    cart = selectors.cart(request)
    item: CartItem | None = None
    if cart is not None and public_id.is_one(line):
        rows = cart.items.select_related("row__price_list", "photo", "gallery")
        item = rows.filter(public_id=line, photo__isnull=False, row__isnull=False).first()
    if item is None:
        raise Http404
    faces.as_cart(request, cart)
    return item


def _editor(request: HttpRequest, item: CartItem) -> editor.Editor:
    """404 for what is no print, or may not be seen any more."""
    assert item.row is not None
    wanted = prints.wanted(item)
    paper = prints.of([(item.row, wanted)]).get(wanted)
    papers = {item.row.public_id: paper} if paper else {}
    chosen = framing.read(item.framing)
    found = editor.of_photo(request, item.pair, papers, chosen=chosen)
    if found is None:
        raise Http404
    return found
