"""The mails of selling: what each can say, and our words for it."""

from __future__ import annotations

from modules.commerce.mails import carts, choices, going, money, orders

MAILS = (*orders.MAILS, *going.MAILS, *money.MAILS, *choices.MAILS, *carts.MAILS)
