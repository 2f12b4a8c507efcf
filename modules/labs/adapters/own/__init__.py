"""The studio as its own lab: prints that it makes itself, and those that are picked up there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from modules.labs.adapters.declining import Declining
from modules.labs.contract import (
    Accepted,
    Account,
    Away,
    Cancelling,
    Capabilities,
    Field,
    NoNews,
    Progress,
    Refused,
    Stage,
    Submission,
    TakenBack,
    Works,
)


class Own(Declining):
    """Takes every order at once, and knows of it what the studio says. Satisfies ``Lab``."""

    code = "own"
    name: str = _("Your own studio")  # type: ignore[assignment]  # Translated when it is shown.
    fields: tuple[Field, ...] = ()
    capabilities = Capabilities(
        by_hand=True, answers=False, cancelling=Cancelling.BEFORE_PRODUCTION
    )

    def check(self, account: Account) -> Works | Refused | Away:
        return Works()

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away:
        progress = Progress(lab_id=submission.reference, stage=Stage.RECEIVED)
        return Accepted(progress=progress)

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away:
        return NoNews()

    def cancel(self, account: Account, *, lab_id: str) -> TakenBack:
        """Whether it was made already is for the studio to know: it asks itself."""
        return TakenBack()


LAB = Own()
