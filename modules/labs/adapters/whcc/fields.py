"""What a studio types to order from WHCC."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from modules.labs.contract import Field

LIVE, SANDBOX, FAKE = "live", "sandbox", "fake"
#: Their own example: sent to the client, by the least expensive way.
ORDER_ATTRIBUTES = "96, 545"
#: Parts of the address that parcels come back to, by WHCC's names for them.
FROM = {
    "Name": "from_name",
    "Addr1": "from_line1",
    "Addr2": "from_line2",
    "City": "from_city",
    "State": "from_region",
    "Zip": "from_postal_code",
    "Country": "from_country",
    "Phone": "from_phone",
}


def fields() -> tuple[Field, ...]:
    choices = [
        (LIVE, _("Live: orders are made and billed")),
        (SANDBOX, _("Sandbox: for trying, nothing is made")),
    ]
    if settings.LABS_FAKE_URL:
        choices.append((FAKE, _("The fake lab on this machine")))
    usual = FAKE if settings.LABS_FAKE_URL else LIVE
    where = Field(
        name="environment", label=_("Environment"), choices=tuple(choices), default=usual,
        help=_("Each has keys of its own."),
    )  # fmt: skip
    key = Field(name="consumer_key", label=_("Consumer key"))
    secret = Field(name="consumer_secret", label=_("Consumer secret"), is_secret=True)
    ship_by = Field(
        name="order_attributes", label=_("Shipping and packing"), default=ORDER_ATTRIBUTES,
        help=_("Numbers of WHCC's order attributes, for orders that name no way to ship."),
    )  # fmt: skip
    return where, key, secret, ship_by, *_return_address()


def _return_address() -> tuple[Field, ...]:
    words = {
        "from_name": _("Parcels come from"),
        "from_line1": _("Street"),
        "from_line2": _("Second line"),
        "from_city": _("City"),
        "from_region": pgettext("address", "State"),
        "from_postal_code": _("ZIP or postal code"),
        "from_country": _("Country, two letters"),
        "from_phone": _("Phone"),
    }
    optional = ("from_line2", "from_region", "from_phone")
    return tuple(
        Field(
            name=name, label=words[name], is_required=name not in optional,
            default="US" if name == "from_country" else "",
        )
        for name in FROM.values()
    )  # fmt: skip
