"""What a cart costs now, what is wrong with it, and what has to be known to order it.

``quote`` is asked by the cart, the checkout and the API, and once more when the order is placed:
what was shown and what is placed come from the same lines of code.
"""

from modules.commerce.services.quoting.needs import Consent, Needs
from modules.commerce.services.quoting.quote import Chosen, Quote, QuotedLine
from modules.commerce.services.quoting.reckoning import quote

__all__ = ["Chosen", "Consent", "Needs", "Quote", "QuotedLine", "quote"]
