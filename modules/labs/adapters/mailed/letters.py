"""The mails to the lab, each with a copy to the studio, posted together or not at all."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation

from modules.labs.adapters.mailed import words
from modules.labs.contract import Account, Piece, Submission
from safelight import outbox
from safelight.outbox import brand as brands
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.posting import Attachment
from safelight.site import selectors as site
from tenants.context import current_studio

KIND = "lab_order"
_COPY = ":copy"


def order(account: Account, submission: Submission, sheet: Attachment) -> bool:
    """Post the order; whether it had not been posted before."""
    with translation.override(brands.of(current_studio()).language):
        context = _context(account, submission)
    return _post(
        account,
        key=_key(submission),
        template="labs_order",
        context=context,
        reference=submission.reference,
        attachments=(sheet,),
    )


def ordered(submission: Submission) -> bool:
    """Whether this very order was posted before."""
    return OutgoingMessage.objects.filter(key=_key(submission)).exists()


def take_back(account: Account, lab_id: str) -> None:
    """Ask the lab not to print an order, once."""
    key = f"labs.mailed.back:{account.reference}:{lab_id}"
    context = {"reference": lab_id}
    _post(account, key=key, template="labs_take_back", context=context, reference=lab_id)


def latest(lab_id: str) -> OutgoingMessage | None:
    """The last order mail to the lab itself about this order."""
    about = OutgoingMessage.objects.filter(
        related_kind=KIND, related_id=lab_id, template="labs_order"
    )
    return about.exclude(key__endswith=_COPY).order_by("-pk").first()


def _post(
    account: Account, *, key: str, template: str, context: Mapping[str, object], reference: str,
    attachments: tuple[Attachment, ...] = (),
) -> bool:  # fmt: skip
    lab = account.settings["email"]
    copy = account.settings.get("copy") or site.site_settings().contact_email
    # The lab must not have an order of which the studio has no copy.
    with transaction.atomic():
        posted = [
            outbox.post(
                key=each_key,
                to=to,
                template=template,
                context={**context, "is_copy": to != lab, "lab": lab},
                related=(KIND, reference),
                attachments=attachments,
            )
            for each_key, to in ((key, lab), (key + _COPY, copy))
        ]
    return posted[0].is_new


def _key(submission: Submission) -> str:
    return f"labs.mailed:{submission.key}"


def _context(account: Account, submission: Submission) -> dict[str, object]:
    return {
        "reference": submission.reference,
        "again": words.again() if submission.again else "",
        "facts": [(name, value.splitlines()) for name, value in words.facts(account, submission)],
        "pieces": [_told(piece) for piece in submission.pieces],
        "sum": words.sum_of(submission),
        "note": submission.note,
    }


def _told(piece: Piece) -> dict[str, object]:
    return {
        "copies": words.copies(piece),
        "about": words.about(piece),
        "files": [{"words": words.file(each), "url": each.url} for each in piece.files],
    }
