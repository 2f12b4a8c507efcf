"""What can be bought, where, and at what price.

Asked by pages, API, cart and checkout alike, so that nothing is sold that is not shown, and nothing
shown that is not sold. Everybody who may enter a gallery sees what its lists sell. The rules:

1. A list is offered for a photo, or in a gallery and all below it; several lists may be.
2. ``offer_states`` keeps it from photos in other states.
3. A row is not offered where its format is larger than the original.
4. A download is not offered of a photo whose original this viewer may have for nothing.
5. A whole gallery is its own photos in the offered states, as they are when it is ordered.
6. What is sold out is shown and cannot be bought (``stock`` is counted a photo and list).
"""

from modules.commerce.services.offers.checking import Checked, check
from modules.commerce.services.offers.offer import Offer
from modules.commerce.services.offers.reading import (
    of_entered_gallery,
    of_gallery,
    of_photos,
    shop,
    sold_of,
)

__all__ = [
    "Checked",
    "Offer",
    "check",
    "of_entered_gallery",
    "of_gallery",
    "of_photos",
    "shop",
    "sold_of",
]
