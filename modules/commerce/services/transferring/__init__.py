"""Photo transfer: what of a gallery's finals a client may have, the link to it, and telling them.

Photos that are ordered as files in a gallery with a transfer reach their client by it and by
nothing else: their items wait in ``external`` once the order is paid. A client may have the final
of a photo when (1) they ordered it, (2) the order is paid or was forced, and its money has not gone
back, (3) its final is there, and (4) they opened the order's personal link, which is mailed to them
and stands on the order's page in the workspace. The order's own link opens nothing of it.
"""

from modules.commerce.services.transferring.claiming import claims
from modules.commerce.services.transferring.ending import why_it_stays
from modules.commerce.services.transferring.notifying import Told, notify
from modules.commerce.services.transferring.opening import may_open, open_finals, personal_path
from modules.commerce.services.transferring.reaching import Place, places
from modules.commerce.services.transferring.reporting import Line, Report, report

__all__ = [
    "Line",
    "Place",
    "Report",
    "Told",
    "claims",
    "may_open",
    "notify",
    "open_finals",
    "personal_path",
    "places",
    "report",
    "why_it_stays",
]
