"""A lab that takes orders by e-mail: an order sheet, links of the files, and a copy to the studio.

An order is sent when its mail is posted: the outbox keeps it with the order's key, once.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.labs.adapters import fields
from modules.labs.adapters.declining import Declining
from modules.labs.adapters.mailed import letters, order_sheet, thumbs
from modules.labs.contract import (
    LINK_DAYS,
    Accepted,
    Account,
    Away,
    Cancelling,
    Capabilities,
    Field,
    Issue,
    NoNews,
    Progress,
    Refused,
    Stage,
    Submission,
    TakenBack,
    Works,
)
from safelight.outbox.models import OutgoingMessage
from safelight.storage import objects

FIELDS: tuple[Field, ...] = (
    Field(name="email", label=gettext_lazy("The lab's e-mail address")),
    Field(
        name="copy",
        label=gettext_lazy("Copies go to"),
        help=gettext_lazy("Empty: your studio's own address."),
        is_required=False,
    ),
    fields.customer_number(gettext_lazy("Stands on each order sheet.")),
    Field(
        name=LINK_DAYS,
        label=gettext_lazy("Links of the files last"),
        choices=(
            ("3", gettext_lazy("3 days")),
            ("7", gettext_lazy("7 days")),
            ("14", gettext_lazy("14 days")),
            ("30", gettext_lazy("30 days")),
        ),
        default="14",
    ),
)


class Mailed(Declining):
    """Orders as mails to an address. Satisfies ``Lab``; stateless but for the outbox's rows."""

    code = "mailed"
    name: str = gettext_lazy("A lab by e-mail")  # type: ignore[assignment]  # Shown translated.
    fields = FIELDS
    capabilities = Capabilities(
        by_hand=True, sends_again=True, cancelling=Cancelling.BY_ASKING,
        branding=frozenset({"packing_slip"}),
    )  # fmt: skip

    def check(self, account: Account) -> Works | Refused | Away:
        for name in ("email", "copy"):
            typed = account.settings.get(name, "")
            if (typed or name == "email") and not _is_address(typed):
                return Refused(code=f"bad_{name}", sentence=_("“%s” is no e-mail address.") % typed)
        return Works(words=account.settings["email"])

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away:
        """Post the order. ``Away`` while the storage is; ``Refused`` where a file is gone."""
        checked = self.check(account)
        if not isinstance(checked, Works):
            return checked
        if letters.ordered(submission):
            return _accepted(submission, repeated=True)
        try:
            pictures = thumbs.of(submission.pieces)
            sheet = order_sheet.store(account, submission, pictures)
        except thumbs.Unreadable as problem:
            return _unreadable(problem)
        except (objects.StorageAway, objects.StorageFull) as problem:
            return Away(sentence=_("The storage does not answer: %s") % problem)
        is_new = letters.order(account, submission, sheet)
        return _accepted(submission, repeated=not is_new)

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away:
        """Whether the mail server took the latest mail of the order; no lab says more."""
        message = letters.latest(lab_id)
        if message is None:
            return NoNews()
        issues: tuple[Issue, ...] = ()
        if message.state == OutgoingMessage.State.FAILED:
            sentence = _("The order did not reach %(to)s: %(error)s")
            words = {"to": message.to_email, "error": message.error}
            issues = (Issue(code="mail_failed", sentence=sentence % words),)
        return Progress(lab_id=lab_id, stage=Stage.RECEIVED, word=str(message.state), issues=issues)

    def cancel(self, account: Account, *, lab_id: str) -> TakenBack | Refused:
        """Ask the lab by mail; whether it agrees is for the studio to say."""
        if letters.latest(lab_id) is None:
            return TakenBack()
        letters.take_back(account, lab_id)
        sentence = _("%s was asked by mail not to print it. Take it back here once they agree.")
        return Refused(code="asked", sentence=sentence % account.settings["email"])


LAB = Mailed()


def _accepted(submission: Submission, *, repeated: bool) -> Accepted:
    progress = Progress(lab_id=submission.reference, stage=Stage.RECEIVED, word="queued")
    return Accepted(progress=progress, repeated=repeated)


def _unreadable(problem: thumbs.Unreadable) -> Refused:
    sentence = _("The file “%s” is missing or damaged. Make it anew.") % problem.file.name
    issue = Issue(code="bad_file", sentence=sentence, piece=problem.piece.reference)
    return Refused(code="bad_file", sentence=sentence, issues=(issue,))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
