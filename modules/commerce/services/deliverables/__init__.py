"""What a gallery's clients get without paying more, and how more of it is sold.

``terms`` says what holds, ``counting`` what was taken and bought, ``gate`` who gets a file now,
``extras`` what a cart may hold; ``choosing`` is the client's choice under soft proofing. What was
included or bought stays so, whatever becomes of the terms.
"""

from modules.commerce.services.deliverables.counting import Quota, quota_of
from modules.commerce.services.deliverables.telling import DeliverablesFacts, deliverables_of
from modules.commerce.services.deliverables.terms import BadTerms, set_deliverables, terms_of

__all__ = [
    "BadTerms",
    "DeliverablesFacts",
    "Quota",
    "deliverables_of",
    "quota_of",
    "set_deliverables",
    "terms_of",
]
