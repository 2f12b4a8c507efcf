from modules.agency.models.contributors import Contributor, Credit
from modules.agency.models.libraries import (
    Library,
    LibraryAccess,
    MemberLimits,
    Review,
    RightsSet,
)

__all__ = [
    "Contributor",
    "Credit",
    "Library",
    "LibraryAccess",
    "MemberLimits",
    "Review",
    "RightsSet",
]
