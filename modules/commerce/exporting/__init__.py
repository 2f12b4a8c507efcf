"""Orders for accounting: a row for each line, whose sums are the orders' to the cent."""
