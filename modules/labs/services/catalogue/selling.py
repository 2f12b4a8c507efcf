"""Products of a lab as rows of a price list, with options for what a client chooses of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.commerce.models import Option, PriceList
from modules.labs.models import LabChoice, LabConnection, LabList, LabProduct, LabRow
from modules.labs.services.catalogue import applying, choices, variants
from safelight.kernel.errors import Refusal


class ChoicesDiffer(Refusal):
    """One list asks the same of every row."""

    code = "choices_differ"


class MadeElsewhere(Refusal):
    """The list is the studio's own, or of another lab."""

    code = "list_made_elsewhere"


class NotMade(Refusal):
    """The lab does not make it, or not so."""

    code = "not_made_by_lab"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A product to sell, by what name and at what price in minor units."""

    product: LabProduct
    name: str
    amount: int


def sell(
    *,
    connection: LabConnection,
    wishes: Sequence[Wish],
    into: PriceList | None,
    name: str,
    fixed: Mapping[str, str],
    at: datetime,
) -> PriceList:
    """Add products to a list, or make one called ``name``; attributes in ``fixed`` are decided.

    What is left with several values becomes an option of the list. Extras are 0 until the list's
    rule is applied. Raises ``ChoicesDiffer``, ``MadeElsewhere`` and ``NotMade``.
    """
    asked = _asked(wishes, fixed)
    with transaction.atomic():  # Rows without their products would be sold by nobody.
        made = into or commerce.lists.create(kind=PriceList.Kind.PRINT, name=name)
        lab_list = _lab_list(made, connection)
        _same_choices(lab_list, asked)
        commerce.lists.change(price_list=made, made_by_lab=True)
        ways = [way.profile for way in connection.ways.filter(profile__withdrawn_at=None)]
        made.shipping_profiles.add(*ways)
        for attribute, values in asked.items():
            _option(made, attribute, values)
        for wish in wishes:
            _row(made, wish, fixed, at)
    return made


def label(attribute: str) -> str:
    """A lab's word as people write it: ``frameColour`` and ``frame_colour`` are “Frame colour”."""
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in attribute.replace("_", " "))
    words = " ".join(spaced.split())
    return words[:1].upper() + words[1:80]


def _asked(wishes: Sequence[Wish], fixed: Mapping[str, str]) -> dict[str, list[str]]:
    """Attribute to values that at least one of the products has, in the lab's order."""
    found: dict[str, list[str]] = {}
    first = None
    for wish in wishes:
        product = wish.product
        if product.gone_at or not variants.fitting(product, _own(product, fixed)):
            raise NotMade(_("The lab does not make “%s” so.") % product.name)
        asked = variants.asked(product, fixed)
        if first is not None and asked.keys() != first.keys():
            raise ChoicesDiffer(_differing(product, asked, first))
        first = first or asked
        for attribute, values in asked.items():
            found[attribute] = list(dict.fromkeys([*found.get(attribute, []), *values]))
    return found


def _own(product: LabProduct, fixed: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fixed.items() if name in product.attributes}


def _differing(
    product: LabProduct, asked: Mapping[str, object], others: Mapping[str, object]
) -> str:
    odd = ", ".join(label(each) for each in sorted(asked.keys() ^ others.keys()))
    sentence = _(
        "“%(name)s” has other things to choose than the rest (%(odd)s). Decide these yourself, or "
        "put it in a list of its own."
    )
    return sentence % {"name": product.name, "odd": odd}


def _lab_list(price_list: PriceList, connection: LabConnection) -> LabList:
    found: LabList | None = LabList.objects.filter(price_list=price_list).first()
    own_rows = price_list.rows.filter(withdrawn_at=None, lab=None).exists()
    if found is None and not own_rows and price_list.kind == PriceList.Kind.PRINT:
        found = LabList.objects.create(price_list=price_list, connection=connection)
    if found is None or found.connection_id != connection.pk:
        sentence = _("“%s” is not made by this lab. Choose another list, or make a new one.")
        raise MadeElsewhere(sentence % price_list.name)
    return found


def _same_choices(lab_list: LabList, asked: Mapping[str, list[str]]) -> None:
    rows = applying.rows_of(lab_list)
    if not rows:
        return
    there = set(choices.of_lists([lab_list.price_list_id]).values_list("attribute", flat=True))
    if there != asked.keys():
        raise ChoicesDiffer(_differing(rows[0].product, dict.fromkeys(there), asked))


def _option(price_list: PriceList, attribute: str, values: Sequence[str]) -> None:
    known = choices.of_lists([price_list.pk]).filter(attribute=attribute)
    meant = {each.value: each for each in known}
    missing = [value for value in values if value not in meant]
    written = [commerce.options.Written(name=label(value)) for value in missing]
    if not meant:
        option = commerce.options.add(price_list=price_list, name=label(attribute), choices=written)
    else:
        option = next(iter(meant.values())).choice.option
        there = [
            commerce.options.Written(name=each.name, extra=each.extra, public_id=each.public_id)
            for each in option.choices.all()
        ]
        commerce.options.change(option=option, name=option.name, choices=[*there, *written])
    _mean(option, attribute, missing)


def _mean(option: Option, attribute: str, values: Sequence[str]) -> None:
    """The newest choices stand for these values, in this order."""
    added = option.choices.filter(lab=None).order_by("position")
    LabChoice.objects.bulk_create(
        LabChoice(choice=choice, attribute=attribute, value=value)
        for choice, value in zip(list(added)[-len(values) :], values, strict=False)
    )


def _row(price_list: PriceList, wish: Wish, fixed: Mapping[str, str], at: datetime) -> None:
    product = wish.product
    row = commerce.rows.add(
        price_list=price_list, name=wish.name[:120], amount=wish.amount,
        width=product.width or None, height=product.height or None,
    )  # fmt: skip
    lab_row = LabRow.objects.create(
        row=row, product=product, attributes=variants.settled(product, fixed), priced_at=at
    )
    applying.take_over_cost(lab_row, at=at)
