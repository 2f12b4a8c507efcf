"""The pairs of typefaces that a studio chooses from: one for headings, one for what is read.

All are under the SIL Open Font License and served from here; ``frontend/entries/type-<key>.css``
declares their files. What speaks for each pair: docs/decisions/0030-typefaces.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safelight.web import assets

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SERIF = 'Georgia, "Times New Roman", serif'
_SANS = '"Helvetica Neue", Arial, sans-serif'


@dataclass(frozen=True, kw_only=True)
class Pair:
    """``text`` says what it looks like; ``weight`` and ``tracking`` are those of large headings.

    ``size`` in rem is that of running text: faces of one size differ in how large they look.
    """

    key: str
    title: str
    text: str | _StrPromise
    heading: str
    body: str
    weight: int = 400
    tracking: str = "-0.018em"
    size: float = 1.0625

    @property
    def stylesheet(self) -> str:
        """The entry of the built files that declares both."""
        return f"type-{self.key}.css"


PAIRS = (
    Pair(
        key="gallery", title="Newsreader & Instrument Sans", text=_("Quiet, like a gallery's wall"),
        heading="Newsreader", body="Instrument Sans",
    ),
    Pair(
        key="fashion", title="Playfair Display & Figtree", text=_("High contrast, like a magazine"),
        heading="Playfair Display", body="Figtree", tracking="-0.012em",
    ),
    Pair(
        key="book", title="Cormorant & EB Garamond", text=_("Classic and delicate, for weddings"),
        heading="Cormorant", body="EB Garamond", weight=500, tracking="-0.01em", size=1.1875,
    ),
    Pair(
        key="editorial", title="Fraunces & Instrument Sans", text=_("Warm, with character"),
        heading="Fraunces", body="Instrument Sans", weight=380, tracking="-0.022em",
    ),
    Pair(
        key="geometric", title="Jost", text=_("Geometric, like posters of the twenties"),
        heading="Jost", body="Jost", tracking="-0.01em", size=1.125,
    ),
    Pair(
        key="modern", title="Manrope", text=_("Clear and of today"),
        heading="Manrope", body="Manrope", weight=600, tracking="-0.03em", size=1.0,
    ),
    Pair(
        key="technical", title="Space Grotesk & Instrument Sans", text=_("Technical, for products"),
        heading="Space Grotesk", body="Instrument Sans", weight=500, tracking="-0.03em",
    ),
    Pair(
        key="friendly", title="Nunito", text=_("Round and friendly, for families"),
        heading="Nunito", body="Nunito", weight=700, tracking="-0.015em",
    ),
)  # fmt: skip
_SERIFS = frozenset({"Newsreader", "Playfair Display", "Cormorant", "EB Garamond", "Fraunces"})
_BY_KEY = {pair.key: pair for pair in PAIRS}


def of(key: str) -> Pair:
    """The pair of this key; the first one where it is not offered any more."""
    return _BY_KEY.get(key, PAIRS[0])


def choices() -> list[tuple[str, str]]:
    return [(pair.key, f"{pair.title} – {pair.text}") for pair in PAIRS]


def stack(face: str) -> str:
    """The CSS value: the face, the system's one at its measure until it is here, and others."""
    return f'"{face}", "{face} before", {_SERIF if face in _SERIFS else _SANS}'


def preloads(pair: Pair) -> list[str]:
    """Addresses of the files that the first words need: one for each face, Latin, upright."""
    files = assets.manifest().get(f"entries/{pair.stylesheet}", {}).get("assets", [])
    wanted = [file for file in files if "-latin-wght-normal-" in file]
    return [f"{settings.STATIC_URL}{file}" for file in wanted]
