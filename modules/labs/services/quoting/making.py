"""Who makes what a client may buy, at which size, and where it is sent to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from modules.commerce.hooks import Made, Wanted
from modules.labs.models import LabProduct
from modules.labs.services.catalogue import variants as catalogue
from modules.labs.services.printing import wanting
from modules.labs.services.quoting import rows
from modules.labs.services.quoting.rows import Product


def made(wanted: Sequence[Wanted]) -> dict[Wanted, Made]:
    """Those that a lab makes now. Without choices: whether any variant of the row is made."""
    answers = {}
    for each, product in rows.of(wanted).items():
        answer = _made(product, whole=not each.choices)
        if answer is not None:
            answers[each] = answer
    return answers


def _made(product: Product, *, whole: bool) -> Made | None:
    name = product.connection.name
    if product.of is None:
        return Made(lab=name, pixels=_pixels(product))
    of_it = product.of.product
    variants = of_it.variants_with(product.attributes)
    if of_it.variants and not variants:
        return None
    return Made(
        lab=name,
        pixels=(pixels := _pixels(product)),
        wrap=_wrap(of_it, pixels),
        ships_to=_countries(variants, whole=whole),
    )


def _wrap(of_it: LabProduct, pixels: tuple[int, int] | None) -> int:
    """A variant whose photo ends at the edge wants fewer pixels than one that goes round it."""
    sizes = {width * height for each in of_it.variants for width, height in _areas(each)}
    if pixels is None or len(sizes) < 2 or pixels[0] * pixels[1] > min(sizes):
        return of_it.wrap
    return 0


def _areas(variant: Mapping[str, Any]) -> Iterable[tuple[int, int]]:
    area = variant.get("pixels", {}).get(wanting.AREA)
    return [(int(area[0]), int(area[1]))] if area else []


def _pixels(product: Product) -> tuple[int, int] | None:
    of_it = product.of.product if product.of else None
    paper = wanting.paper_of(product.row)
    found = wanting.wanted(product=of_it, attributes=product.attributes, paper=paper)
    return found.pixels if found else None


def _countries(variants: Iterable[Mapping[str, Any]], *, whole: bool) -> frozenset[str] | None:
    """Where every variant that was chosen is sent to; where any is, for the whole row."""
    said = [catalogue.countries([each]) for each in variants]
    if not said or not all(said):
        return None
    return frozenset.union(*said) if whole else frozenset.intersection(*said)
