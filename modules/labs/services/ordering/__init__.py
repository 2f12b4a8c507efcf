"""Orders to labs, from what was released for printing to parcels on their way."""

from modules.labs.services.ordering.answers import settle
from modules.labs.services.ordering.applying import apply
from modules.labs.services.ordering.by_hand import (
    LabTells,
    NothingToMark,
    agreed,
    may_be_marked,
    sent,
)
from modules.labs.services.ordering.gathering import gather
from modules.labs.services.ordering.granting import ask as ask_for_wish
from modules.labs.services.ordering.grouping import CannotBeGrouped, group
from modules.labs.services.ordering.hearing import confirm, connection_of, handle, hear
from modules.labs.services.ordering.polling import ask, ask_all
from modules.labs.services.ordering.preparing import (
    BadWindow,
    TooLate,
    UnknownWay,
    cancel,
    extend,
    frame,
    keep_in_house,
    redirect,
    ship_by,
)
from modules.labs.services.ordering.reprinting import (
    CannotBeReprinted,
    ReasonNeeded,
    reprint,
)
from modules.labs.services.ordering.sending import (
    LabHasIt,
    NothingToSend,
    file_is_made,
    look_after,
    send,
)
from modules.labs.services.ordering.submitting import submit
from modules.labs.services.ordering.trimming import trim
from modules.labs.services.ordering.windows import decide
from modules.labs.services.ordering.wishes import AlreadyAsked, NotOffered, offered, wish

__all__ = [
    "AlreadyAsked",
    "BadWindow",
    "CannotBeGrouped",
    "CannotBeReprinted",
    "LabHasIt",
    "LabTells",
    "NotOffered",
    "NothingToMark",
    "NothingToSend",
    "ReasonNeeded",
    "TooLate",
    "UnknownWay",
    "agreed",
    "apply",
    "ask",
    "ask_all",
    "ask_for_wish",
    "cancel",
    "confirm",
    "connection_of",
    "decide",
    "extend",
    "file_is_made",
    "frame",
    "gather",
    "group",
    "handle",
    "hear",
    "keep_in_house",
    "look_after",
    "may_be_marked",
    "offered",
    "redirect",
    "reprint",
    "send",
    "sent",
    "settle",
    "ship_by",
    "submit",
    "trim",
    "wish",
]
