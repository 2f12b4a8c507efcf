"""What a studio's address may be, and a suggestion for one from the studio's name."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal
from safelight.signup.reserved import RESERVED
from tenants.models import HeldHost, Studio

SHORTEST, LONGEST = 3, 40
# Letters and digits, hyphens inside; "ab--" is for other alphabets (RFC 5891, 4.2.3.1).
_SHAPE = re.compile(r"(?!..--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae"})


class AddressRefused(Refusal):
    """The address has not the right shape, or is one of the platform's own."""

    code = "address_refused"
    status = 422

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, fields={"address": [sentence]})


class AddressTaken(AddressRefused):
    """Another studio lives there."""

    code = "address_taken"
    status = 409


def check(address: str, *, at: datetime, of: Studio | None = None) -> None:
    """Raise ``AddressRefused`` or ``AddressTaken`` where a studio cannot live at ``address``.

    A studio that is there already may go back to an address that was its own.
    """
    if not SHORTEST <= len(address) <= LONGEST:
        raise AddressRefused(
            _("Take %(least)d to %(most)d characters.") % {"least": SHORTEST, "most": LONGEST}
        )
    if not _SHAPE.fullmatch(address):
        raise AddressRefused(_("Take small letters a to z, digits, and hyphens between them."))
    if address in RESERVED or address.startswith(("pg-", "xn-")):
        raise AddressRefused(_("This address is kept for the platform itself."))
    if _is_taken(address, at, of):
        raise taken()


def _is_taken(address: str, at: datetime, of: Studio | None) -> bool:
    host = f"{address}.{settings.PLATFORM_HOST}"
    others = Studio.objects.filter(Q(address=address) | Q(domains__domain=host))
    if of is not None:
        others = others.exclude(pk=of.pk)
    # Links to a studio that is gone must not lead to somebody else's.
    return others.exists() or HeldHost.objects.filter(host=host, until__gt=at).exists()


def taken() -> AddressTaken:
    return AddressTaken(_("Another studio has this address."))


def suggest(name: str) -> str:
    """An address that looks like ``name``; empty where nothing of it can be written so."""
    spelt = name.lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[:LONGEST].strip("-")
