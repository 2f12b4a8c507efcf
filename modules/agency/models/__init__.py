from modules.agency.models.clocks import ClockCorrection, EventClocks
from modules.agency.models.contributors import Contributor, Credit
from modules.agency.models.ledger import (
    LedgerEntry,
    PaymentRun,
    Payout,
    SharesBook,
    Statement,
    StatementLine,
)
from modules.agency.models.libraries import (
    Library,
    LibraryAccess,
    MemberLimits,
    Review,
    RightsSet,
)
from modules.agency.models.shares import Allocation, SharedSale, ShareRule

__all__ = [
    "Allocation",
    "ClockCorrection",
    "Contributor",
    "Credit",
    "EventClocks",
    "LedgerEntry",
    "Library",
    "LibraryAccess",
    "MemberLimits",
    "PaymentRun",
    "Payout",
    "Review",
    "RightsSet",
    "ShareRule",
    "SharedSale",
    "SharesBook",
    "Statement",
    "StatementLine",
]
