"""What the page needs for choosing the part of a photo that is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, product

from django.http import HttpRequest

from modules.commerce.framing import Framing
from modules.commerce.hooks import Wanted
from modules.commerce.models import Choice, PriceRow
from modules.commerce.services.offers import Offer, prints
from modules.commerce.services.offers.prints import Print
from modules.gallery import facade as gallery

# Of what is chosen with a row of a lab; no lab asks for as much.
MOST_SHAPES = 100


@dataclass(frozen=True, kw_only=True)
class Editor:
    """``width`` and ``height``: pixels of the photo as shown. ``papers``: as ``papers_of``.

    ``chosen``: what was chosen so far, on a page about a single line.
    """

    photo: gallery.Thumb
    width: int
    height: int
    papers: Mapping[str, Print]
    chosen: Framing | None = None

    @property
    def stored(self) -> str:
        return json.dumps(self.chosen.stored()) if self.chosen else ""

    @property
    def described(self) -> str:
        """The papers, as the script on the page reads them."""
        return json.dumps({name: asdict(paper) for name, paper in self.papers.items()})

    @property
    def may_border(self) -> bool:
        return any(each.border for each in self.papers.values())


def papers_of(offers: Iterable[Offer]) -> dict[str, Print]:
    """By public ids of the row and of what is chosen with it, sorted and apart by blanks.

    By that of the row alone for all that is not named. Labs make one product in several shapes.
    """
    asked = {key: each for offer in offers for key, each in _asked(offer)}
    found = prints.of(asked.values())
    papers = {key: found[wanted] for key, (_row, wanted) in asked.items() if wanted in found}
    return {
        key: paper
        for key, paper in papers.items()
        if " " not in key or papers.get(key.partition(" ")[0]) != paper
    }


def _asked(offer: Offer) -> Iterator[tuple[str, tuple[PriceRow, Wanted]]]:
    options = [option.choices.all() for option in offer.price_list.options.all()]
    several: Iterable[Sequence[Choice]] = ()
    if offer.price_list.made_by_lab:
        several = islice(product(*[each for each in options if each]), MOST_SHAPES)
    for row in offer.rows:
        yield row.public_id, (row, Wanted(row_id=row.pk, choices=(), copies=1))
    for row, chosen in product(offer.rows, [*several]):
        names = tuple(sorted(choice.public_id for choice in chosen))
        yield (
            " ".join([row.public_id, *names]),
            (
                row,
                Wanted(row_id=row.pk, choices=names, copies=1),
            ),
        )


def of_photo(
    request: HttpRequest,
    pair: tuple[int, int],
    papers: Mapping[str, Print],
    *,
    chosen: Framing | None = None,
) -> Editor | None:
    """None where there is nothing to choose, or no picture of the photo to choose it on."""
    if not papers:
        return None
    thumb = gallery.thumbnails(request=request, pairs=[pair], large=True).get(pair[1])
    photo = gallery.photos(ids=[pair[1]]).get(pair[1])
    if thumb is None or photo is None or not photo.width or not photo.height:
        return None
    return Editor(
        photo=thumb, width=photo.width, height=photo.height, papers=papers, chosen=chosen
    )  # fmt: skip
