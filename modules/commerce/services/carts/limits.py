"""How much a cart takes, and what is wrong with what does not fit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal

LONGEST_NOTE = 2000
# The cart's page is one form with a field for each line.
MOST_LINES = 900
MOST_COPIES = 9_999


class NoteTooLong(Refusal):
    code = "note_too_long"
    status = 400


class CartIsFull(Refusal):
    code = "cart_is_full"


class BadQuantity(Refusal):
    code = "bad_quantity"
    status = 400


def cleaned(note: str) -> str:
    """Without what no database keeps. Raises ``NoteTooLong``."""
    note = note.replace("\0", "").strip()
    if len(note) > LONGEST_NOTE:
        sentence = _("Keep the note under %(most)d characters.") % {"most": LONGEST_NOTE}
        raise NoteTooLong(sentence, fields={"note": [sentence]})
    return note


def check_quantity(quantity: int) -> int:
    """Raises ``BadQuantity`` for what is no number of copies."""
    if type(quantity) is not int or not 1 <= quantity <= MOST_COPIES:
        sentence = _("Order between 1 and %(most)d copies.") % {"most": MOST_COPIES}
        raise BadQuantity(sentence, fields={"quantity": [sentence]})
    return quantity


def check_room(lines: int) -> None:
    """Raises ``CartIsFull`` for more lines than the cart's page can show."""
    if lines > MOST_LINES:
        raise CartIsFull(
            _("A cart takes %(most)d photos. Place this order first, then go on.")
            % {"most": MOST_LINES}
        )
