"""Options of a list, each with choices of which a client takes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from modules.commerce.models import Choice, Option, PriceList


@dataclass(frozen=True, kw_only=True)
class Written:
    """A choice as a form has it; without ``public_id`` it is a new one. ``extra``: minor units."""

    name: str
    extra: int = 0
    public_id: str = ""


def add(*, price_list: PriceList, name: str, choices: Sequence[Written]) -> Option:
    """A new option, last in the list."""
    # An option without its choices would be one that nobody can meet.
    with transaction.atomic():
        last = price_list.options.aggregate(last=Max("position"))["last"]
        made: Option = Option.objects.create(
            price_list=price_list, name=name, position=0 if last is None else last + 1
        )
        _write(made, choices)
    return made


def change(*, option: Option, name: str, choices: Sequence[Written]) -> Option:
    """Name and choices as they are now to be, in this order; what is left out goes.

    Carts that hold a choice that went are asked to choose again.
    """
    # As above.
    with transaction.atomic():
        option.name = name
        option.save(update_fields=["name"])
        _write(option, choices)
    return option


def remove(*, option: Option) -> None:
    """Ask for it no more; carts that answered it are asked again."""
    option.delete()


def _write(option: Option, choices: Sequence[Written]) -> None:
    known = {choice.public_id: choice for choice in option.choices.all()}
    kept = {written.public_id for written in choices}
    option.choices.exclude(public_id__in=kept).delete()
    for position, written in enumerate(choices):
        choice = known.get(written.public_id) or Choice(option=option)
        choice.name, choice.extra, choice.position = written.name, written.extra, position
        choice.save()
