"""A quote as the pages of cart and checkout show it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from modules.commerce import selectors
from modules.commerce.customers import person_of
from modules.commerce.models import Cart, Option
from modules.commerce.services import quoting
from modules.commerce.services.costs.shipping import Packed
from modules.commerce.services.quoting import Quote, QuotedLine
from modules.commerce.site.printed import warning
from modules.commerce.site.printed.warning import Printed
from modules.gallery import facade as gallery


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """``options`` are those of its list, each with what can be chosen; ``note`` as it was typed."""

    line: QuotedLine
    thumb: gallery.Thumb | None
    options: Sequence[Option]
    note: str
    takes_note: bool
    printed: Printed | None


@dataclass(frozen=True, kw_only=True)
class ShownParcel:
    """``names`` of what is in it."""

    packed: Packed
    names: str


@dataclass(frozen=True, kw_only=True)
class ShownQuote:
    quote: Quote
    lines: Sequence[ShownLine]

    @property
    def to_look_at(self) -> Sequence[ShownLine]:
        """Prints of which somebody should see first what is on the paper."""
        return [line for line in self.lines if line.printed and line.printed.wants_a_look]

    @property
    def parcels(self) -> Sequence[ShownParcel]:
        names: dict[Hashable, str] = {
            each.line.item.pk: f"{each.line.item.name} ({each.line.item.row})"
            for each in self.lines
        }
        return [
            ShownParcel(packed=each, names=", ".join(names[key] for key in each.keys))
            for each in self.quote.parcels.values()
        ]

    @property
    def back(self) -> object:
        """The gallery that the last of it came from."""
        places = [line.line.item.gallery for line in self.lines if line.line.item.gallery]
        return places[-1] if places else None


def of(request: HttpRequest, cart: Cart | None, typed: dict[str, str]) -> ShownQuote | None:
    """The cart of who asks; None where nothing is in it. ``typed``: notes by line."""
    if cart is None:
        return None
    quote = quoting.look(
        cart=cart, viewer=gallery.viewer_of(request), person=person_of(request),
        at=timezone.now(), email=cart.email,
    )  # fmt: skip
    if not quote.lines:
        return None
    pairs = [line.item.pair for line in quote.lines if line.item.photo_id]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    options = _options(quote)
    printed = warning.of_lines(quote.lines, thumbs)
    lines = [
        ShownLine(
            line=line,
            thumb=thumbs.get(line.item.photo_id or 0),
            options=options.get(line.item.row.price_list_id, ()) if line.item.row else (),
            note=typed.get(line.item.public_id, line.item.note),
            takes_note=line.is_free
            or (line.item.row is not None and line.item.row.price_list.item_comments),
            printed=printed.get(line.item.pk),
        )
        for line in quote.lines
    ]
    return ShownQuote(quote=quote, lines=lines)


def now(request: HttpRequest) -> ShownQuote | None:
    return of(request, selectors.cart(request), {})


def _options(quote: Quote) -> dict[int, list[Option]]:
    """What can be chosen with the lines, by price list; two queries."""
    lists = {line.item.row.price_list_id for line in quote.lines if line.item.row}
    found: dict[int, list[Option]] = {}
    if lists:
        for option in Option.objects.filter(price_list__in=lists).prefetch_related("choices"):
            found.setdefault(option.price_list_id, []).append(option)
    return found
