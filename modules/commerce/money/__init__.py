"""Reckoning with money: whole minor units, no rows and no requests. Rules: docs/money.md."""
