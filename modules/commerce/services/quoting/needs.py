"""What has to be known and agreed to before a cart can be ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from modules.commerce.models import OrderLine
from modules.commerce.settings import CommerceSettings

# Where the right of withdrawal of Directive 2011/83/EU holds: the Union, and the countries of the
# European Economic Area.
CONSUMER_LAW = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
        "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
ConsentKind = Literal["terms", "digital_consent", "digital_acknowledgement"]


@dataclass(frozen=True)
class Consent:
    """A box that the client ticks; never ticked for them. ``text`` stands beside it."""

    kind: ConsentKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Needs:
    """``shipping`` and ``billing`` are the parts that are needed of each address.

    None: no such address is asked for; an empty tuple stands for a whole one.
    """

    shipping: tuple[str, ...] | None = None
    billing: tuple[str, ...] | None = None
    consents: tuple[Consent, ...] = ()

    @property
    def address(self) -> bool:
        return self.shipping is not None or self.billing is not None


def addresses(
    *, ships: bool, is_taxed: bool, by_region: bool
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """(shipping, billing) of ``Needs``: a street where goods are sent, and what tax asks for."""
    if ships:
        return (), None
    if not is_taxed:
        return None, None
    return None, ("country", "region") if by_region else ("country",)


def consents(
    *, kinds: set[str], total: int, country: str, settings: CommerceSettings
) -> tuple[Consent, ...]:
    """The boxes for a cart with lines of these kinds (``OrderLine.Kind``), sold for ``total``."""
    if kinds <= {OrderLine.Kind.RETOUCH}:
        return ()
    asked = []
    if settings.terms.strip():
        asked.append(Consent("terms", _("I have read the terms and accept them.")))
    files = kinds & {OrderLine.Kind.DOWNLOAD, OrderLine.Kind.GALLERY}
    protected = not country or country in CONSUMER_LAW
    if settings.digital_consents and files and total and protected:
        asked.append(
            Consent(
                "digital_consent",
                _("I want my files at once, before the time for withdrawing from the order ends."),
            )
        )
        asked.append(
            Consent(
                "digital_acknowledgement",
                _("I know that I lose my right of withdrawal when the files are delivered."),
            )
        )
    return tuple(asked)
