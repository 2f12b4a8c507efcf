"""Files for paper: how many pixels they want, making them, and links of them for labs."""

from modules.labs.services.printing.asking import ask_for
from modules.labs.services.printing.clearing import clear
from modules.labs.services.printing.linking import count_fetch, for_lab, link, linked
from modules.labs.services.printing.making import make
from modules.labs.services.printing.wanting import Wanted, of_row, wanted
from modules.labs.services.tokens import NoSuchLink

__all__ = [
    "NoSuchLink",
    "Wanted",
    "ask_for",
    "clear",
    "count_fetch",
    "for_lab",
    "link",
    "linked",
    "make",
    "of_row",
    "wanted",
]
