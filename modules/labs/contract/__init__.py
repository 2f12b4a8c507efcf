"""The contract between Safelight and a lab: what is asked, and every answer there is.

An adapter turns these values into one lab's words and back. It keeps no state and touches no row;
what it needs to know of a connection comes in ``Account``. Labs are asked outside transactions.

Answers are values, never exceptions: whoever asks has to look at each of them. After ``Away``
nobody knows whether the lab has heard, so everything is asked again with the same key; an adapter
makes sure that the same key makes one order, whatever the lab itself does about it.

Money is whole minor units with an ISO 4217 currency, lengths are millimetres.
"""

from __future__ import annotations

from modules.labs.contract.answers import (
    Accepted,
    Answered,
    Away,
    Begun,
    Catalogue,
    Changed,
    Heard,
    Incoming,
    NoNews,
    NotGenuine,
    PartlyTakenBack,
    Product,
    Quoted,
    Refused,
    TakenBack,
    Variant,
    Way,
    Works,
)
from modules.labs.contract.asked import (
    LINK_DAYS,
    Account,
    Cancelling,
    Capabilities,
    Customs,
    Field,
    Money,
    Piece,
    PrintFile,
    Recipient,
    Submission,
)
from modules.labs.contract.lab import (
    ConfirmsAddress,
    Lab,
)
from modules.labs.contract.progress import (
    ORDER,
    Charge,
    Issue,
    Progress,
    Sent,
    Stage,
)

__all__ = [
    "LINK_DAYS",
    "ORDER",
    "Accepted",
    "Account",
    "Answered",
    "Away",
    "Begun",
    "Cancelling",
    "Capabilities",
    "Catalogue",
    "Changed",
    "Charge",
    "ConfirmsAddress",
    "Customs",
    "Field",
    "Heard",
    "Incoming",
    "Issue",
    "Lab",
    "Money",
    "NoNews",
    "NotGenuine",
    "PartlyTakenBack",
    "Piece",
    "PrintFile",
    "Product",
    "Progress",
    "Quoted",
    "Recipient",
    "Refused",
    "Sent",
    "Stage",
    "Submission",
    "TakenBack",
    "Variant",
    "Way",
    "Works",
]
