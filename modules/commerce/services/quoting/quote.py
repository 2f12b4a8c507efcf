"""A cart as it could be ordered now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modules.commerce.models import Cart, CartItem, OrderLine, ShippingProfile
from modules.commerce.money.basket import Priced, PricedLine
from modules.commerce.services.costs.discounts import Fit
from modules.commerce.services.costs.shipping import Offered, Packed
from modules.commerce.services.quoting.destinations import Destinations
from modules.commerce.services.quoting.needs import Needs


@dataclass(frozen=True)
class Chosen:
    """What was chosen with a line, in words; ``extra`` in minor units for each copy.

    ``id`` is the choice's public one, for whoever has to know which it was after a renaming.
    """

    option: str
    choice: str
    extra: int
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class QuotedLine:
    """A line of the cart. ``problem`` is the sentence why it cannot be ordered now, or empty.

    ``ways`` are those in which it can travel, None for what does not; ``way`` the chosen one.
    ``priced`` is None for a line with a problem: it is not in the total.
    """

    item: CartItem
    kind: str
    unit_price: int
    problem: str
    chosen: tuple[Chosen, ...]
    ways: tuple[Offered, ...] | None
    way: Offered | None
    priced: PricedLine | None

    @property
    def was(self) -> int | None:
        """The unit price that the client saw before, where it is another one now."""
        changed = not self.problem and self.item.seen_price != self.unit_price
        return self.item.seen_price if changed and self.item.row_id else None

    @property
    def is_free(self) -> bool:
        """A photo that is ordered for nothing, to be retouched."""
        return self.kind == OrderLine.Kind.RETOUCH

    @property
    def ships(self) -> bool:
        return self.way is not None and self.way.profile.kind != ShippingProfile.Kind.PICK_UP


@dataclass(frozen=True, kw_only=True)
class Quote:
    """All amounts are minor units of ``currency``.

    ``coupon_problem`` says why the code that was typed takes nothing off; ``refusal`` why the cart
    as a whole cannot be ordered (below the studio's smallest order); each may be empty.
    """

    cart: Cart
    currency: str
    prices_include_tax: bool
    destinations: Destinations
    lines: Sequence[QuotedLine]
    parcels: Mapping[int, Packed]
    priced: Priced
    coupon: Fit | None
    coupon_problem: str
    needs: Needs
    refusal: str

    @property
    def coupon_code(self) -> str:
        """The code that was typed, or that of the coupon that came by itself."""
        return self.cart.coupon or (self.coupon.coupon.code if self.coupon else "")

    @property
    def lost(self) -> list[QuotedLine]:
        """Lines that have to be taken out before the rest can be ordered."""
        return [line for line in self.lines if line.problem]

    @property
    def changed(self) -> list[QuotedLine]:
        return [line for line in self.lines if line.was is not None]

    @property
    def is_sale(self) -> bool:
        """Whether anything of it comes from a price list."""
        return any(not line.is_free for line in self.lines)

    @property
    def has_ways(self) -> bool:
        return any(line.way is not None for line in self.lines)

    @property
    def has_choice_of_ways(self) -> bool:
        return any(len(line.ways or ()) > 1 for line in self.lines)

    @property
    def awaits_address(self) -> bool:
        """Whether shipping is not in the total yet, because nobody knows where to."""
        return self.needs.shipping is not None and not self.destinations.country

    @property
    def digest(self) -> str:
        """What the client agrees to, in a few letters: another price gives another digest."""
        lines = [
            [
                line.item.public_id, line.item.quantity, line.unit_price, line.problem,
                line.item.choices, line.way.profile.pk if line.way else 0,
                line.priced.gross if line.priced else 0,
            ]
            for line in self.lines
        ]  # fmt: skip
        sums = [self.priced.shipping, self.priced.discount, self.priced.tax, self.priced.total]
        agreed = json.dumps([lines, sums, self.currency, [c.kind for c in self.needs.consents]])
        return hashlib.sha256(agreed.encode()).hexdigest()[:32]
