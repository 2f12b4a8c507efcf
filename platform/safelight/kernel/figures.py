"""What a module tells the people who run the platform about one studio: numbers and ailments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Ailment:
    """Something of a studio that does not work. ``code`` is ``<module>.<what>``.

    ``sentence`` says it in English, with no name of a person and no content.
    """

    code: str
    count: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Figures:
    """``facts``: name → number; ``<module>.bytes`` counts files that are kept, in bytes."""

    facts: Mapping[str, int] = field(default_factory=dict)
    ailments: tuple[Ailment, ...] = ()
