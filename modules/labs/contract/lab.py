"""The calls that an adapter answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from modules.labs.contract.answers import (
    Accepted,
    Answered,
    Away,
    Catalogue,
    Changed,
    Heard,
    Incoming,
    NoNews,
    NotGenuine,
    PartlyTakenBack,
    Quoted,
    Refused,
    TakenBack,
    Works,
)
from modules.labs.contract.asked import (
    Account,
    Capabilities,
    Field,
    Piece,
    Recipient,
    Submission,
)
from modules.labs.contract.progress import (
    Progress,
)


class Lab(Protocol):
    """One kind of lab, in the entry-point group ``safelight.labs`` (``docs/labs.md``)."""

    code: str
    name: str
    fields: tuple[Field, ...]
    capabilities: Capabilities

    def check(self, account: Account) -> Works | Refused | Away:
        """Whether what was typed can be used."""
        ...

    def catalogue(
        self, account: Account, *, skus: Iterable[str] = ()
    ) -> Catalogue | Refused | Away:
        """What the lab makes: these SKUs, or everything it lists."""
        ...

    def quote(
        self, account: Account, *, pieces: tuple[Piece, ...], country: str, currency: str,
        region: str = "",
    ) -> Quoted | Refused | Away:  # fmt: skip
        """What making and shipping would cost now, for each way there is. Pieces need no files."""
        ...

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away: ...

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away: ...

    def cancel(
        self, account: Account, *, lab_id: str
    ) -> TakenBack | PartlyTakenBack | Refused | Away:  # fmt: skip
        """Take the whole order back."""
        ...

    def change_recipient(
        self, account: Account, *, lab_id: str, recipient: Recipient
    ) -> Changed | Refused | Away: ...

    def change_shipping(
        self, account: Account, *, lab_id: str, method: str
    ) -> Changed | Refused | Away: ...

    def hear(
        self, account: Account, incoming: Incoming
    ) -> tuple[Heard, ...] | Answered | NotGenuine:
        """Read what came to the callback address; no call to the lab is made here."""
        ...


@runtime_checkable
class ConfirmsAddress(Protocol):
    """A lab that has to be told the callback address, and wants a proof that it is ours."""

    def register(self, account: Account) -> Works | Refused | Away:
        """Tell the lab ``account.callback_url``: after connecting, and when it has changed."""
        ...

    def confirm(self, account: Account, *, proof: str) -> Works | Refused | Away:
        """Give the lab back what came as ``Answered.proof``."""
        ...
