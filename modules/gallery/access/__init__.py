"""Who may do what with which photo: the one decision that every door asks.

``decide_many(viewer, galleries)`` gives a ``Grant`` for each gallery; ``doorstep(viewer, id)`` the
gallery of an address with its grant. Pages, API, thumbnails, single downloads, archives, carts and
orders ask it, and nothing else answers the question.

1. The team may do everything, except what a sight leaves out (``sight``): galleries outside it
   are not there, and each photo that lies in a home is decided by the rights in that home, at
   every door (``seeing``). Homes are open to nobody else. Everybody else gets nothing from a
   gallery that is a draft or lies under one.
2. The table that decides is the gallery's own, or that of its nearest ancestor with one.
3. A client who is listed gets that row alone; a client in listed groups gets the union of the
   groups' rows; who gave the client code gets its row; everybody else gets the Anybody row, and
   of that, in a table with a code, nothing but looking.
4. The Anybody row's general password, if there is one, must have been given, and in its present
   generation.
5. Where a row gives originals of FINAL photos only, it gives small files of those only, too. What
   a delivery format is offered for is the format's own.

A change that takes a right away calls ``revisions.raise_for`` in its transaction: links signed
before then are decided anew when they are next used.
"""

from modules.gallery.access.deciding import anybody_row, code_row, decide, decide_many
from modules.gallery.access.doorsteps import Doorstep, doorstep
from modules.gallery.access.grants import CLOSED, OVER, Door, Grant
from modules.gallery.access.seeing import (
    Answer,
    NotYours,
    galleries_seen,
    galleries_within,
    may_fill,
    refuse_outside,
    refuse_without,
    seen,
    team_may,
    withheld_originals,
)
from modules.gallery.access.sight import Right, Sight
from modules.gallery.access.viewer import Viewer, sight_of_person, viewer_of

__all__ = [
    "CLOSED",
    "OVER",
    "Answer",
    "Door",
    "Doorstep",
    "Grant",
    "NotYours",
    "Right",
    "Sight",
    "Viewer",
    "anybody_row",
    "code_row",
    "decide",
    "decide_many",
    "doorstep",
    "galleries_seen",
    "galleries_within",
    "may_fill",
    "refuse_outside",
    "refuse_without",
    "seen",
    "sight_of_person",
    "team_may",
    "viewer_of",
    "withheld_originals",
]
