"""Pages of shares: contributors and what they are owed, rules, statements, payment runs."""
