"""Handing a lab order to its lab. The lab is asked outside transactions, and always with the same
key: whoever dies after the question asks it again, and the lab has one order.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from modules.labs import contract
from modules.labs.models import LabOrder, LabState
from modules.labs.services import connecting
from modules.labs.services.ordering import answers, whole
from safelight.kernel.errors import Refusal

# Steps that a lab may want at once, one after the other (``contract.Begun``).
_STEPS = 4


def submit(*, lab_order_id: int, at: datetime) -> bool:
    """Ask the lab to make it. False where nobody knows, and it has to be asked again."""
    lab_order = _sending(lab_order_id)
    if lab_order is None:
        return True
    try:
        account = connecting.account_of(lab_order.connection)
        lab = connecting.lab_of(lab_order.connection)
    except Refusal as refusal:
        # Its keys cannot be read, or the package that knows the lab is gone: nothing was sent.
        answers.settle(lab_order_id, contract.Refused(sentence=refusal.sentence), at=at)
        return True
    _expect(lab, account, lab_order, at)
    for _step in range(_STEPS):
        fresh = _attempt(lab_order_id, at)
        if fresh is None:
            return True
        answer = _asked(lab, account, fresh, at)
        is_known = answers.settle(lab_order_id, answer, at=at)
        if not isinstance(answer, contract.Begun):
            return is_known
    return False


def _sending(lab_order_id: int) -> LabOrder | None:
    rows = LabOrder.objects.filter(pk=lab_order_id, state=LabState.SENDING)
    found: LabOrder | None = rows.select_related("connection").first()
    return found


def _attempt(lab_order_id: int, at: datetime) -> LabOrder | None:
    """Count the attempt before it is made; None where there is nothing to send any more."""
    found = _sending(lab_order_id)
    if found is None:
        return None
    found.attempts += 1
    found.first_sent_at = found.first_sent_at or at
    rows = LabOrder.objects.filter(pk=found.pk, state=LabState.SENDING)
    is_ours = rows.update(attempts=found.attempts, first_sent_at=found.first_sent_at) == 1
    return found if is_ours else None


def _asked(
    lab: contract.Lab, account: contract.Account, lab_order: LabOrder, at: datetime
) -> contract.Accepted | contract.Refused | contract.Away:
    try:
        return lab.submit(account, whole.submission(lab_order, at=at))
    except Exception:
        # The lab may have it; the fault itself is the job's to tell.
        sentence = _("The connection to this lab has a fault.")
        answers.settle(lab_order.pk, contract.Away(sentence=sentence, trace=lab_order.trace), at=at)
        raise


def _expect(
    lab: contract.Lab, account: contract.Account, lab_order: LabOrder, at: datetime
) -> None:
    """Keep what it will cost by the lab's word, where it gives one; nothing waits for it."""
    if lab_order.quoted is not None or not lab.capabilities.quotes:
        return
    sent = whole.submission(lab_order, at=at)
    answer = lab.quote(
        account, pieces=sent.pieces, country=sent.recipient.country,
        currency=lab_order.currency, region=sent.recipient.region,
    )  # fmt: skip
    if not isinstance(answer, contract.Quoted):
        return
    for way in answer.ways:
        if way.method == lab_order.method and way.items.currency == way.shipping.currency:
            LabOrder.objects.filter(pk=lab_order.pk, quoted=None).update(
                quoted=way.items.amount + way.shipping.amount, currency=way.items.currency
            )
            return
