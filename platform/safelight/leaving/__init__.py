"""How a studio ends: closed by its owners or an operator, erased 30 days later, with a receipt."""
