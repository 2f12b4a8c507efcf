"""Settings of labs, one a studio."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from modules.commerce.facade import country_choices


@dataclass(frozen=True)
class LabsSettings:
    """Where labs send what comes to the studio first, parts as in ``commerce.Address``; and what
    stands under packing slips.
    """

    parcels_name: str = field(
        default="",
        metadata={
            "title": _("Parcels of labs go to"),
            "help": _("For prints that labs send to you. Empty for the studio's name."),
        },
    )
    parcels_street: str = field(
        default="",
        metadata={
            "title": _("Street and number"),
            "help": _("One line for each row."),
            "long": True,
        },
    )
    parcels_postal_code: str = field(default="", metadata={"title": _("Postal code")})
    parcels_city: str = field(default="", metadata={"title": _("City")})
    parcels_region: str = field(
        default="",
        metadata={"title": _("Region"), "help": _("State or province, where it is used.")},
    )
    parcels_country: str = field(
        default="", metadata={"title": _("Country"), "choices": country_choices}
    )
    parcels_phone: str = field(
        default="", metadata={"title": _("Phone"), "help": _("Carriers and customs ask for it.")}
    )
    slip_note: str = field(
        default="",
        metadata={
            "title": _("Under every packing slip"),
            "help": _("Thanks, or how to care for prints. Prices are never on it."),
            "long": True,
        },
    )
