"""What a lab can do, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from modules.labs.contract import Cancelling, Capabilities, ConfirmsAddress, Lab


def of(capabilities: Capabilities) -> list[tuple[bool, str]]:
    """(whether it can, the sentence), in the order that matters to a studio."""
    can = capabilities
    return [
        (can.catalogue, _("Lists its products")),
        (can.quotes, _("Names prices and shipping before an order")),
        (not can.by_hand, _("Tells how far an order is")),
        (can.cancelling != Cancelling.NEVER, _cancelling(can.cancelling)),
        (can.changes_recipient, _("Takes another address after the order")),
        (can.changes_shipping, _("Takes another way to ship after the order")),
        (can.fixes_crop, _("Takes another crop after the order")),
        (can.swaps_image, _("Takes another file after the order")),
        (bool(can.branding), _("Puts your packing slip into parcels")),
    ]


def short(lab: Lab) -> str:
    """One line for a card."""
    if lab.code == "own":
        return _("Prints that you make yourself, and those that are picked up at your studio.")
    capabilities = lab.capabilities
    if capabilities.catalogue:
        return _("Orders, prices and tracking by its own interface.")
    if capabilities.quotes:
        return _("Orders and prices by its own interface.")
    if capabilities.tells or not capabilities.by_hand:
        return _("Orders go there by themselves; you describe what it makes.")
    return _("You describe what it makes, and say when it is sent.")


def callback(lab: Lab) -> str:
    """The sentence beside the address that a lab tells news at; empty where it tells none."""
    if isinstance(lab, ConfirmsAddress):
        return _("The lab was told this address when you connected.")
    if lab.capabilities.tells:
        return _("Goes along with each order. Where the lab asks for an address of news, type it.")
    return ""


def branding(name: str) -> tuple[Any, Any]:
    """(label, help) of something that a lab puts into parcels."""
    known = {
        "packing_slip": (
            _("Or a packing slip of your own"),
            _("Address of a PDF or PNG that lies in each parcel."),
        ),
        "boutique": (_("Boutique packaging"), _("As your lab calls it; empty for the plain one.")),
    }
    return known.get(name, (name.replace("_", " ").capitalize(), ""))


def _cancelling(until: Cancelling) -> str:
    if until == Cancelling.BY_ASKING:
        return _("Takes orders back if you ask a person there")
    return _("Takes orders back until production begins")
