"""A lab whose machines watch a folder on an SFTP server. ``docs/labs.md`` has the lab's side.

The images come first, under a name that is no order's; then the order file, last, by one rename.
"""

from __future__ import annotations

from types import ModuleType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.labs.adapters import fields
from modules.labs.adapters.declining import Declining
from modules.labs.adapters.hot_folder import order_file
from modules.labs.contract import (
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

FIELDS: tuple[Field, ...] = (
    Field(name="host", label=gettext_lazy("Server"), help=gettext_lazy("Like sftp.lab.example.")),
    Field(name="port", label=gettext_lazy("Port"), default="22"),
    Field(name="user", label=gettext_lazy("User")),
    Field(name="password", label=gettext_lazy("Password"), is_secret=True, is_required=False),
    Field(
        name="private_key",
        label=gettext_lazy("Private key"),
        help=gettext_lazy("In place of a password, as OpenSSH keeps it, without a passphrase."),
        is_secret=True,
        is_required=False,
        is_long=True,
    ),
    Field(
        name="fingerprint",
        label=gettext_lazy("The server's key"),
        help=gettext_lazy("Leave it empty at first: you are shown the key to accept."),
        is_required=False,
    ),
    Field(
        name="folder",
        label=gettext_lazy("Folder"),
        help=gettext_lazy("Empty: where the server lets the user in."),
        is_required=False,
    ),
    fields.customer_number(gettext_lazy("Stands in each order file.")),
)


class HotFolder(Declining):
    """Orders as files on an SFTP server. Satisfies ``Lab``."""

    code = "hot_folder"
    name: str = gettext_lazy("A lab's SFTP folder")  # type: ignore[assignment]  # Shown translated.
    fields = FIELDS
    capabilities = Capabilities(
        by_hand=True, cancelling=Cancelling.BEFORE_PRODUCTION,
        branding=frozenset({"packing_slip"}),
    )  # fmt: skip

    def check(self, account: Account) -> Works | Refused | Away:
        """Sign in and write. On first contact, ``Refused`` with the key to accept."""
        answer: Refused | Away | None = _sftp().inside(account, _sftp().try_out)
        return answer if isinstance(answer, Refused | Away) else Works(words=_words(account))

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away:
        name = order_file.name_of(submission)
        order = order_file.order(account, submission)
        answer: str | order_file.Missing | Refused | Away = _sftp().place(account, name, order)
        if isinstance(answer, order_file.Missing):
            return _missing(submission, answer)
        if isinstance(answer, Refused | Away):
            return answer
        progress = Progress(lab_id=name, stage=Stage.RECEIVED, word=answer)
        return Accepted(progress=progress, repeated=answer != order_file.NEW)

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away:
        answer: Progress | NoNews | Refused | Away = _sftp().look(account, lab_id)
        if isinstance(answer, Refused):
            return Away(sentence=answer.sentence)
        return answer

    def cancel(self, account: Account, *, lab_id: str) -> TakenBack | Refused | Away:
        """Take the order file away before the lab has; one of both succeeds."""
        answer: TakenBack | Refused | Away = _sftp().take_back(account, lab_id)
        return answer


LAB = HotFolder()


def _sftp() -> ModuleType:
    # Only here: the library takes 18 MB of memory, in processes that send nothing to labs too.
    from modules.labs.adapters.hot_folder import sftp

    return sftp


def _words(account: Account) -> str:
    return f"{account.settings['user']}@{account.settings['host']}"


def _missing(submission: Submission, missing: order_file.Missing) -> Refused:
    sentence = _("The file “%s” is missing. Make it anew.") % missing.name
    with_it = [
        piece.reference
        for piece in submission.pieces
        if any(file.key == missing.key for file in piece.files)
    ]
    issues = tuple(Issue(code="bad_file", sentence=sentence, piece=each) for each in with_it)
    return Refused(code="bad_file", sentence=sentence, issues=issues)
