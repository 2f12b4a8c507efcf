"""What the form of the cart's page says about its lines, read and kept."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest

from modules.commerce import selectors
from modules.commerce.models import CartItem
from modules.commerce.services import carts
from modules.commerce.site import quoted
from modules.gallery import facade as gallery
from safelight.accounts import visitors

_NOTE, _COPIES, _CHOICE = "note-", "copies-", "choice-"


def keep(request: HttpRequest) -> None:
    """Notes, numbers of copies and choices of every line.

    Raises what ``carts`` raises for a note or number that is none; a line that was taken out in
    another tab meanwhile is passed over.
    """
    visitor = visitors.ensure(request)
    note, key = request.POST.get("note"), request.POST.get("key", "")
    carts.write_notes(
        visitor=visitor, notes=notes(request),
        order_note=note if note is not None else _note_so_far(request), key=key,
    )  # fmt: skip
    if "email" in request.POST or "name" in request.POST:
        name, email = request.POST.get("name"), request.POST.get("email")
        carts.tell(visitor=visitor, name=name, email=email, key=key)
    viewer = gallery.viewer_of(request)
    for item in CartItem.objects.filter(cart__visitor=visitor, row__isnull=False):
        change = _change(request, item)
        if change is not None:
            with suppress(carts.NoSuchLine):
                line = item.public_id
                carts.change(viewer=viewer, visitor=visitor, item_public_id=line, to=change)


def notes(request: HttpRequest) -> dict[str, str]:
    """What was typed beside each line, by the line's public id."""
    return {
        key.removeprefix(_NOTE): value
        for key, value in request.POST.items()
        if key.startswith(_NOTE) and isinstance(value, str)
    }


def drop_lost(request: HttpRequest) -> None:
    """Take out everything that can no longer be ordered."""
    shown = quoted.now(request)
    if shown is not None:
        names = [line.item.public_id for line in shown.quote.lost]
        carts.remove(visitor=visitors.ensure(request), item_public_ids=names)


def use_code(request: HttpRequest, *, take_back: bool) -> None:
    code = "" if take_back else request.POST.get("coupon", "")
    carts.use_code(visitor=visitors.ensure(request), code=code)


def _note_so_far(request: HttpRequest) -> str:
    found = selectors.cart(request)
    return found.note if found else ""


def _change(request: HttpRequest, item: CartItem) -> carts.Change | None:
    """What is different from the line as it is; None where nothing is, or it is not in the form."""
    copies = request.POST.get(_COPIES + item.public_id)
    choices = sorted(filter(None, request.POST.getlist(_CHOICE + item.public_id)))
    quantity = None if copies is None else _number(copies)
    if quantity in (None, item.quantity) and choices in ([], item.choices):
        return None
    return carts.Change(quantity=quantity, choices=choices or None)


def _number(text: str) -> int:
    """0 for what is no number, which no cart takes."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
