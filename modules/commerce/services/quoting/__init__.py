"""What a cart costs now, what is wrong with it, and what has to be known to order it.

Cart, checkout and API ask ``look``, and placing asks ``quote`` once more:
what was shown and what is placed come from the same lines of code.
"""

from modules.commerce.services.quoting.looking import look
from modules.commerce.services.quoting.needs import Consent, Needs
from modules.commerce.services.quoting.quote import Chosen, Quote, QuotedLine
from modules.commerce.services.quoting.reckoning import quote

__all__ = ["Chosen", "Consent", "Needs", "Quote", "QuotedLine", "look", "quote"]
