"""Objects of Stripe's shape, made from its published fixtures (``tests/contracts/stripe.json``)."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Thing = dict[str, Any]

CONTRACT: dict[str, Thing] = json.loads(
    (Path(__file__).parents[1] / "contracts" / "stripe.json").read_text(encoding="utf-8")
)


class NotOfItsShape(AssertionError):  # noqa: N818 - reads as the reason
    """The double served something that Stripe would not."""


def make(kind: str, **fields: Any) -> Thing:
    """A copy of the fixture with these fields; raises ``NotOfItsShape`` for fields it has not."""
    made = copy.deepcopy(CONTRACT[kind]) | fields
    check(kind, made)
    return made


def check(kind: str, thing: Thing) -> None:
    """The keys of the fixture and no other, and values of its types where it has one."""
    problems = list(_differences(kind, CONTRACT[kind], thing))
    if problems:
        raise NotOfItsShape("; ".join(problems))


def _differences(kind: str, model: Thing, thing: Thing) -> Iterator[str]:
    # Stripe names the connected account on its events alone.
    optional = {"account"} if kind == "event" else set()
    if wrong := (thing.keys() ^ model.keys()) - optional:
        yield f"{kind}: {', '.join(sorted(wrong))}"
    for key in thing.keys() & model.keys():
        here, there = thing[key], model[key]
        # An id may be expanded to the object, and what may be nothing is nothing in the fixture.
        if here is None or there is None or isinstance(here, dict) != isinstance(there, dict):
            continue
        if type(here) is not type(there):
            yield f"{kind}.{key} is {type(here).__name__}, not {type(there).__name__}"
