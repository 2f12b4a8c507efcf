"""Sending a lab order: marked, its files made, and handed to the lab with the same key for ever.

``SENDING`` is written before anything leaves, under the locks of the clients' orders: from there on
nobody cancels what a lab may have begun. What the lab answers is for ``answers``.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs.models import LabOrder, LabPiece, LabState
from modules.labs.services import printing
from modules.labs.services.ordering import locking, recipients, stopping, trail, trimming
from safelight import jobs
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

SUBMIT = "labs.submit"
_BEGUN = (LabState.SENDING, LabState.AT_LAB, LabState.DONE)


class NothingToSend(Refusal):
    """It was cancelled, or every piece of it was left out."""

    code = "nothing_to_send"


class LabHasIt(Refusal):
    """The lab has it, and stopped with a reason: it goes on there, or is taken back first."""

    code = "lab_has_it"


def send(*, lab_order: LabOrder, by: Person | None, at: datetime) -> LabOrder:
    """Send it now, whatever its window says; what is being sent, or was, is left as it is.

    After the lab refused it or gave it back, this is another attempt with another key; while nobody
    knows, the same one. Raises ``NothingToSend`` and ``LabHasIt``.
    """
    with transaction.atomic():  # States of both orders, files, jobs and history appear together.
        fresh = locking.lock(lab_order.pk)
        if fresh.state in _BEGUN:
            return fresh
        if not fresh.is_live:
            raise NothingToSend(_("This lab order was cancelled."))
        if fresh.lab_id:
            raise LabHasIt(_("The lab has this order. Take it back before you send it again."))
        if not begin(fresh, by=by, at=at):
            raise NothingToSend(_("Nothing is left in this lab order."))
    return fresh


def begin(lab_order: LabOrder, *, by: Person | None, at: datetime) -> bool:
    """``send`` for a locked lab order that waits or has stopped, and that the lab does not have.

    False where nothing of it is wanted any more.
    """
    # Whoever cancelled the client's order a moment ago did not wait for the job that tells of it.
    if not trimming.fit(lab_order, at=at):
        return False
    if not recipients.is_complete(lab_order.recipient):
        stopping.stop(lab_order, sentence=_nowhere(lab_order), at=at)
        return True
    lab_order.move(LabState.SENDING)
    lab_order.problem, lab_order.issues, lab_order.decide_by = "", [], None
    lab_order.save(update_fields=stopping.FIELDS)
    for order_id, of_it in stopping.by_order(lab_order).items():
        ids = [piece.item_id for piece in of_it]
        commerce.at_lab.wait_again(order_id=order_id, item_ids=ids, by=by, at=at)
    trail.record(lab_order=lab_order, verb="sending", by=by, at=at)
    prepare(lab_order, at=at)
    return True


def prepare(lab_order: LabOrder, *, at: datetime) -> None:
    """Ask for the files that a locked lab order lacks, and go on when there are all."""
    pieces = list(lab_order.pieces.filter(is_live=True).select_related("item"))
    try:
        printing.ask_for(pieces=pieces)
    except commerce.framing.BadFraming as refusal:
        stopping.stop(lab_order, sentence=refusal.sentence, at=at)
        return
    go_on(lab_order, at=at)


def file_is_made(*, file_id: int, at: datetime) -> None:
    """A print file is made, or cannot be: go on with the lab orders that waited for it."""
    waiting = LabPiece.objects.filter(file=file_id, is_live=True, lab_order__state=LabState.SENDING)
    for lab_order_id in sorted(set(waiting.values_list("lab_order", flat=True))):
        with transaction.atomic():  # The state, or the job, and the history appear together.
            fresh = locking.lock(lab_order_id)
            if fresh.state == LabState.SENDING:
                go_on(fresh, at=at)


def go_on(lab_order: LabOrder, *, at: datetime) -> None:
    """Hand a locked lab order to the lab, by a job, once all of its files are made."""
    pieces = lab_order.pieces.filter(is_live=True).select_related("file", "item")
    files = [(piece, piece.file) for piece in pieces]
    for piece, file in files:
        if file is not None and file.problem:
            words = {"name": piece.item.name, "problem": file.problem}
            sentence = _("The file of “%(name)s” could not be made: %(problem)s") % words
            stopping.stop(lab_order, sentence=sentence, at=at)
            return
    if all(file is not None and file.is_made for _piece, file in files):
        jobs.enqueue(SUBMIT, key=str(lab_order.pk), lab_order_id=lab_order.pk)


def look_after(*, at: datetime) -> None:
    """Lab orders that are being sent go on, though a job of theirs was lost or parked."""
    rows = LabOrder.objects.filter(state=LabState.SENDING)
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():  # Jobs are asked for in the transaction that found the state.
            fresh = locking.lock(pk)
            if fresh.state == LabState.SENDING:
                prepare(fresh, at=at)


def _nowhere(lab_order: LabOrder) -> str:
    if lab_order.to_studio:
        return _(
            "Your own address for parcels is missing: write it in the settings of labs, or here."
        )
    return _("The address that it goes to is not complete.")
