"""Settings of ordering, one a studio."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from modules.commerce.services import addresses


def countries() -> list[tuple[str, str]]:
    return [("", "–"), *addresses.countries()]


def paper_sizes() -> list[tuple[str, str]]:
    return [("A4", "A4"), ("Letter", "US Letter")]


@dataclass(frozen=True)
class CommerceSettings:
    """``manual_validation``: every order waits until somebody of the team accepts it."""

    manual_validation: bool = field(
        default=False,
        metadata={
            "title": _("Check every order by hand"),
            "help": _("An order waits until you accept it. The client is told so."),
        },
    )
    prices_include_tax: bool = field(
        default=True,
        metadata={
            "title": _("Prices include tax"),
            "help": _("Usual where most clients are private. Orders keep what held for them."),
        },
    )
    home_country: str = field(
        default="",
        metadata={
            "title": _("Country of the studio"),
            "help": _("Where taxes are taken from while no address of the client is known."),
            "choices": countries,
        },
    )
    home_region: str = field(
        default="",
        metadata={
            "title": _("Region of the studio"),
            "help": _("State or province, where taxes differ by it."),
        },
    )
    reverse_charge: bool = field(
        default=True,
        metadata={
            "title": _("No VAT for businesses in other countries of the EU"),
            "help": _(
                "For clients who write a VAT number of another EU country than yours. Invoices say "
                "that they owe the tax. Leave it out if you have no VAT number yourself."
            ),
        },
    )
    minimum_order: int = field(
        default=0,
        metadata={
            "title": _("Smallest order"),
            "help": _("In whole units of your currency, before shipping. 0 takes every order."),
            "highest": 1_000_000,
        },
    )
    refuse_zero_orders: bool = field(
        default=False,
        metadata={
            "title": _("Refuse orders of 0"),
            "help": _("Photos that are ordered for nothing cannot be ordered by themselves then."),
        },
    )
    refuse_small_prints: bool = field(
        default=False,
        metadata={
            "title": _("Sell no prints that would not be sharp"),
            "help": _(
                "Below 150 pixels an inch. Otherwise clients are warned, and may buy them "
                "nevertheless."
            ),
        },
    )
    terms: str = field(
        default="",
        metadata={
            "title": _("Your terms"),
            "help": _("Clients accept them before they buy, and get them by e-mail."),
            "long": True,
        },
    )
    digital_consents: bool = field(
        default=True,
        metadata={
            "title": _("Ask for consent before files are delivered at once"),
            "help": _("Clients in the EU can otherwise withdraw for 14 days after the download."),
        },
    )
    pay_button: str = field(
        default="",
        metadata={
            "title": _("Words on the button that orders"),
            "help": _("Empty for “Order with obligation to pay”, which EU law accepts."),
        },
    )
    link_days: int = field(
        default=90,
        metadata={
            "title": _("Days that a link in a mail works"),
            "help": _(
                "For clients without an account. Whoever opens an older one can have a new one "
                "sent to the order's address."
            ),
            "lowest": 1,
            "highest": 3650,
        },
    )
    payment_instructions: str = field(
        default="",
        metadata={
            "title": _("How to pay outside Safelight"),
            "help": _(
                "Shown to clients who order where nothing can be paid online. Left empty, they are "
                "asked to write to you."
            ),
            "long": True,
        },
    )
    postal_address: str = field(
        default="",
        metadata={
            "title": _("Postal address of the studio"),
            "help": _("On invoices, under the studio's name. One line for each row."),
            "long": True,
        },
    )
    tax_number: str = field(
        default="",
        metadata={
            "title": _("Tax number of the studio"),
            "help": _("VAT number or what your country asks for. On invoices."),
        },
    )
    invoice_prefix: str = field(
        default="",
        metadata={
            "title": _("Before the number of an invoice"),
            "help": _("Letters such as INV-. Numbers count up from 1, without gaps."),
        },
    )
    credit_note_prefix: str = field(
        default="C-",
        metadata={
            "title": _("Before the number of a credit note"),
            "help": _("Credit notes count for themselves, so these letters tell them apart."),
        },
    )
    invoice_note: str = field(
        default="",
        metadata={
            "title": _("Under every invoice"),
            "help": _("Thanks, your bank account, or what your law wants to be said."),
            "long": True,
        },
    )
    paper: str = field(
        default="A4",
        metadata={
            "title": _("Paper of invoices"),
            "help": _("Invoices that were issued keep theirs."),
            "choices": paper_sizes,
        },
    )
