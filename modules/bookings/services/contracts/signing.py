"""Signing a booking's contract.

A signature keeps the very words, their SHA-256, who signed from where with which browser, and what
happened before in order. What is shown is frozen when it is first shown, so that nobody signs
other words than they read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, Signature
from modules.bookings.services import clock, wording
from modules.bookings.services.booking import trail
from safelight.kernel.errors import Refusal

SHOWN = "contract_shown"
# A drawing of a name: lines, and points in all of them together.
MOST_LINES, MOST_POINTS, EDGE = 200, 5000, 1000

Drawing = list[list[list[int]]]


class NotSigned(Refusal):
    """Name and consent are what makes a signature; ``fields`` says which is missing."""

    code = "not_signed"
    status = 400


class ContractHasChanged(Refusal):
    """The words are not those that the client read: they read them again."""

    code = "contract_has_changed"


@dataclass(frozen=True, kw_only=True)
class Contract:
    """A contract as its client reads it; ``sha256`` of the text in UTF-8, hexadecimal."""

    title: str
    text: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs: what they typed and ticked, and where from."""

    name: str
    agrees: bool
    remote_address: str | None
    browser: str
    drawn: Sequence[Sequence[Sequence[object]]] = ()


def needed(booking: Booking) -> bool:
    """Whether a contract is still to be signed."""
    return booking.session_type.contract_id is not None and signature_of(booking) is None


def signature_of(booking: Booking) -> Signature | None:
    found: Signature | None = Signature.objects.filter(booking=booking).first()
    return found


def contract_of(booking: Booking, *, at: datetime) -> Contract:
    """The booking's contract with its variables filled in now."""
    source = booking.session_type.contract
    assert source is not None
    text = wording.fill(source.text, wording.values_of(booking, at=at))
    return Contract(title=source.title, text=text, sha256=digest(text))


def show(*, booking: Booking, at: datetime, remote_address: str | None) -> Contract:
    """The contract to read; the trail keeps when each wording was first shown."""
    contract = contract_of(booking, at=at)
    shown = booking.entries.filter(verb=SHOWN, details__sha256=contract.sha256)
    if not shown.exists():
        trail.record(
            booking, SHOWN, at=at, by_client=True, sha256=contract.sha256, address=remote_address
        )
    return contract


def sign(*, booking: Booking, signer: Signer, seen: str, at: datetime) -> Signature:
    """Keep the signature; signing twice finds the first one.

    ``seen`` is the digest of the words that were read. Raises ``NotSigned`` and
    ``ContractHasChanged``.
    """
    # The row of the booking makes a double click wait, and find what the first one wrote.
    with transaction.atomic():
        locked = Booking.objects.select_for_update().get(pk=booking.pk)
        if (known := signature_of(locked)) is not None:
            return known
        _check(signer)
        contract = contract_of(locked, at=at)
        if contract.sha256 != seen:
            raise ContractHasChanged(_("The contract has changed. Please read it once more."))
        made: Signature = Signature.objects.create(
            booking=locked, title=contract.title, text=contract.text, sha256=contract.sha256,
            name=_name(signer), email=locked.email, remote_address=signer.remote_address,
            browser=signer.browser[:300], drawn=checked_drawing(signer.drawn), signed_at=at,
            trail=_trail(locked, contract, signer, at),
        )  # fmt: skip
        trail.record(locked, "signed", at=at, by_client=True, name=made.name)
    return made


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def holds(signature: Signature) -> bool:
    """Whether the words are still those that were signed."""
    return digest(signature.text) == signature.sha256


def checked_drawing(lines: Sequence[Sequence[Sequence[object]]]) -> Drawing:
    """Points within the field as whole thousandths; nothing where it is no such drawing."""
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_POINTS:
        return []
    try:
        return [[[_thousandth(x), _thousandth(y)] for x, y in line] for line in lines if line]
    except (TypeError, ValueError):
        return []


def _thousandth(value: Any) -> int:
    return max(0, min(EDGE, int(value)))


def _check(signer: Signer) -> None:
    wrong: dict[str, list[str]] = {}
    if len(_name(signer)) < 2:
        wrong["signed_name"] = [_("Type your full name: it is your signature.")]
    if not signer.agrees:
        wrong["agrees"] = [_("Tick the box to say that you agree to the contract.")]
    if wrong:
        raise NotSigned(_("The contract is not signed yet."), fields=wrong)


def _name(signer: Signer) -> str:
    return " ".join(signer.name.split())[:120]


def _trail(
    booking: Booking, contract: Contract, signer: Signer, at: datetime
) -> list[dict[str, str]]:
    shown = booking.entries.filter(verb=SHOWN, details__sha256=contract.sha256).first()
    found = [_step(shown.at, "shown", shown.details.get("address"))] if shown else []
    return [
        *found,
        _step(at, "agreed", signer.remote_address),
        _step(at, "signed", signer.remote_address),
    ]


def _step(at: datetime, what: str, address: object) -> dict[str, str]:
    """In UTC, with the studio's own time and zone beside it."""
    here = at.astimezone(clock.zone())
    return {
        "at": at.isoformat(timespec="seconds"),
        "local": here.isoformat(timespec="seconds"),
        "zone": str(clock.zone()),
        "what": what,
        "from": str(address or ""),
    }
