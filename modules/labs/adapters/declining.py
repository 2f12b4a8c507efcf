"""What a lab without an API cannot do, so that its adapter says only what it can."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from modules.labs.contract import (
    Account,
    Answered,
    Away,
    Catalogue,
    Changed,
    Heard,
    Incoming,
    NotGenuine,
    PartlyTakenBack,
    Piece,
    Quoted,
    Recipient,
    Refused,
    TakenBack,
)

NOT_OFFERED = "not_offered"


class Declining:
    """Declines everything that ``Capabilities()`` leaves out; adapters override what they can."""

    name: str

    def catalogue(
        self, account: Account, *, skus: Iterable[str] = ()
    ) -> Catalogue | Refused | Away:
        return self._declined(_("%s lists no products; describe them yourself."))

    def quote(
        self, account: Account, *, pieces: tuple[Piece, ...], country: str, currency: str,
        region: str = "",
    ) -> Quoted | Refused | Away:  # fmt: skip
        return self._declined(_("%s tells no prices; your own hold."))

    def cancel(
        self, account: Account, *, lab_id: str
    ) -> TakenBack | PartlyTakenBack | Refused | Away:  # fmt: skip
        return self._declined(_("%s takes no orders back from here; ask the lab."))

    def change_recipient(
        self, account: Account, *, lab_id: str, recipient: Recipient
    ) -> Changed | Refused | Away:
        return self._declined(_("%s changes no addresses from here; ask the lab."))

    def change_shipping(
        self, account: Account, *, lab_id: str, method: str
    ) -> Changed | Refused | Away:
        return self._declined(_("%s changes no way to ship from here; ask the lab."))

    def hear(
        self, account: Account, incoming: Incoming
    ) -> tuple[Heard, ...] | Answered | NotGenuine:
        return NotGenuine(sentence=_("%s sends no news.") % self.name)

    def _declined(self, sentence: str) -> Refused:
        return Refused(code=NOT_OFFERED, sentence=sentence % self.name)
