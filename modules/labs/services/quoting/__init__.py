"""What clients have to know of labs before they buy: who makes it, and what sending it costs."""

from modules.labs.services.quoting.asking import ask
from modules.labs.services.quoting.costing import costs
from modules.labs.services.quoting.knowing import days, known
from modules.labs.services.quoting.making import made

__all__ = ["ask", "costs", "days", "known", "made"]
