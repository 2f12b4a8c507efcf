"""What the team's page needs to choose the part of a photo that is printed.

It is the clients' own editor (``commerce/site/printed/editor.html``), with one paper.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.http import HttpRequest

from modules.commerce.facade import framing
from modules.commerce.hooks import Wanted
from modules.gallery import facade as gallery
from modules.labs.models import LabPiece
from modules.labs.services import quoting
from modules.labs.services.printing import wanting

# Percent: where nobody chose, the middle is printed, whatever the shapes are.
_TOLERANCE = 100
_MM_AN_INCH, _PPI = 25.4, 300


@dataclass(frozen=True, kw_only=True)
class Editor:
    """``width`` and ``height``: pixels of the photo as shown; ``area``: of the print at best."""

    photo: gallery.Thumb
    width: int
    height: int
    area: tuple[int, int]
    edge: int
    chosen: framing.Framing | None
    may_border = True

    @property
    def stored(self) -> str:
        return json.dumps(self.chosen.stored()) if self.chosen else ""

    @property
    def described(self) -> str:
        """The paper, as the script on the page reads it."""
        paper = {"area": self.area, "edge": self.edge, "border": True, "tolerance": _TOLERANCE}
        return json.dumps({"print": paper})


def of(request: HttpRequest, piece: LabPiece) -> Editor | None:
    """None where the photo is gone. Paper without a size has the photo's own shape."""
    item = piece.item
    pair = (item.gallery_id or 0, item.photo_id or 0)
    photo = gallery.photos(ids=[pair[1]]).get(pair[1])
    thumb = gallery.thumbnails(request=request, pairs=[pair], large=True).get(pair[1])
    if thumb is None or photo is None or not photo.width or not photo.height:
        return None
    wanted = wanting.of_pieces([piece]).get(piece.pk)
    return Editor(
        photo=thumb, width=photo.width, height=photo.height,
        area=wanted.pixels if wanted else (photo.width, photo.height),
        edge=_edge(piece, max(wanted.pixels)) if wanted else 0,
        chosen=framing.read(item.framing),
    )  # fmt: skip


def _edge(piece: LabPiece, longest: int) -> int:
    """How many of these pixels go round an edge, on each side."""
    line = piece.item.line
    names = tuple(str(each["id"]) for each in line.choices if each.get("id"))
    asked = Wanted(row_id=line.row_id or 0, choices=names, copies=1)
    made = quoting.made([asked]).get(asked)
    if made is None or not made.wrap:
        return 0
    paper = max(line.row.width or 0, line.row.height or 0) if line.row else 0
    if not paper:
        return round(made.wrap / _MM_AN_INCH * _PPI)
    return round(longest * made.wrap / (paper + 2 * made.wrap))


def chosen(typed: str) -> framing.Framing | None:
    """What the editor's field says; None for what is printed where nobody chooses.

    Raises ``framing.BadFraming``.
    """
    try:
        found = json.loads(typed) if typed.strip() else {}
    except ValueError:
        found = None
    # Anything but a part is refused in the same words.
    return framing.read(found if isinstance(found, dict) else {"left": "?"})
