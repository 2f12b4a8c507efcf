"""Carts: filling, changing, joining. Import this, and call ``carts.add(…)``."""

from modules.commerce.services.carts.changing import (
    Change,
    NoSuchLine,
    change,
    remove,
    take_out,
    write_note,
    write_notes,
)
from modules.commerce.services.carts.filling import (
    CannotBeOrdered,
    NoSuchPhoto,
    add,
    put_in,
)
from modules.commerce.services.carts.joining import empty, merge
from modules.commerce.services.carts.limits import (
    LONGEST_NOTE,
    MOST_COPIES,
    MOST_LINES,
    BadQuantity,
    CartIsFull,
    NoteTooLong,
)
from modules.commerce.services.carts.locking import locked_cart
from modules.commerce.services.carts.many import Added, add_many
from modules.commerce.services.carts.telling import tell, use_code

__all__ = [
    "LONGEST_NOTE",
    "MOST_COPIES",
    "MOST_LINES",
    "Added",
    "BadQuantity",
    "CannotBeOrdered",
    "CartIsFull",
    "Change",
    "NoSuchLine",
    "NoSuchPhoto",
    "NoteTooLong",
    "add",
    "add_many",
    "change",
    "empty",
    "locked_cart",
    "merge",
    "put_in",
    "remove",
    "take_out",
    "tell",
    "use_code",
    "write_note",
    "write_notes",
]
