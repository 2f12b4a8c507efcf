"""How rows of price lists come on paper: which shape a crop has, and how many pixels it wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.commerce import framing, hooks, sharpness
from modules.commerce.framing import BadFraming, Framing
from modules.commerce.hooks import Made, Wanted
from modules.commerce.models import CartItem, OtherRatios, PriceList, PriceRow
from modules.commerce.sharpness import Sharpness

MM_AN_INCH, PPI = 25.4, 300
# Of the longer side: rounding to pixels of the screen, but no other shape.
_SLACK = 0.02
Size = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Print:
    """``area``: pixels of the whole print at its best, whichever way round; ``edge``: how many of
    them on each side go round the edge. ``border``: the whole photo with white beside it may be
    chosen, and is meant where nothing was.
    """

    area: Size
    edge: int = 0
    border: bool = False
    tolerance: int = 0

    def standard(self, photo: Size) -> Framing:
        """What is printed where nobody chose: the middle, or the whole with a white border."""
        if self.border and framing.mismatch(photo, self.area) > self.tolerance:
            return Framing(fit="border")
        return framing.centred(photo, self.area)

    def checked(self, part: Framing, photo: Size) -> Framing:
        """Raises ``BadFraming`` for what has not the shape of this paper."""
        if part.fit == "border":
            if not self.border:
                raise BadFraming(_("This is printed without a white border. Choose a part of it."))
            return Framing(turned=part.turned, fit="border")
        shown = photo if part.turned in (0, 180) else photo[::-1]
        cut = (shown[0] * part.width, shown[1] * part.height)
        own, wanted = max(cut) / min(cut), max(self.area) / min(self.area)
        if abs(own / wanted - 1) > _SLACK:
            raise BadFraming(_("This part has not the shape of the paper. Choose it once more."))
        return part

    def lost(self, part: Framing, photo: Size) -> int:
        """How much of the photo's area is not on the paper, in percent."""
        return 0 if part.fit == "border" else round(100 * (1 - part.width * part.height))

    def sharpness(self, part: Framing, photo: Size) -> Sharpness:
        return sharpness.of(photo=photo, area=self.area, framing=part)


def wanted(item: CartItem) -> Wanted:
    """A copy of what a line of a cart says; only of a line with a row."""
    return Wanted(row_id=item.row_id or 0, choices=tuple(item.choices), copies=1)


def of_rows(rows: Iterable[PriceRow]) -> dict[int, Print]:
    """By the row's id, whatever is chosen with it; those whose size nobody says are left out."""
    asked = {row: Wanted(row_id=row.pk, choices=(), copies=1) for row in rows}
    found = of(asked.items())
    return {row.pk: found[each] for row, each in asked.items() if each in found}


def of(asked: Iterable[tuple[PriceRow, Wanted]]) -> dict[Wanted, Print]:
    """The same for rows with choices. Labs are asked in a fixed number of queries, if at all."""
    prints = {each: row for row, each in asked if row.price_list.kind == PriceList.Kind.PRINT}
    by_labs = [each for each, row in prints.items() if row.price_list.made_by_lab]
    made: Mapping[Wanted, Made] = hooks.how_made(wanted=by_labs) if by_labs else {}
    found = {each: _print(row, made.get(each)) for each, row in prints.items()}
    return {each: one for each, one in found.items() if one is not None}


def _print(row: PriceRow, made: Made | None) -> Print | None:
    area = made.pixels if made and made.pixels else _at_best(row)
    if area is None:
        return None
    return Print(
        area=area,
        edge=_edge(row, made.wrap, area) if made else 0,
        border=row.price_list.other_ratios == OtherRatios.BORDER,
        tolerance=row.price_list.ratio_tolerance,
    )


def _at_best(row: PriceRow) -> Size | None:
    if not row.width or not row.height:
        return None
    return round(row.width / MM_AN_INCH * PPI), round(row.height / MM_AN_INCH * PPI)


def _edge(row: PriceRow, wrap: int, area: Size) -> int:
    """Of ``wrap`` millimetres in the pixels of an area that they are part of."""
    if not row.width or not row.height:
        return round(wrap / MM_AN_INCH * PPI)
    return round(max(area) * wrap / (max(row.width, row.height) + 2 * wrap))
