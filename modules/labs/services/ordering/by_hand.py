"""What the studio says of a lab that cannot be asked: that it was sent, or that the lab agreed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs import contract
from modules.labs.models import LabOrder, LabState, LabWish
from modules.labs.services.ordering import applying, giving_back, locking, parcels, wishes
from modules.labs.services.ordering.giving_back import Then
from safelight.accounts.models import Person
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal

_THERE = (LabState.AT_LAB, LabState.STOPPED)


class LabTells(Refusal):
    """This lab says itself how far its orders are."""

    code = "lab_tells_itself"


class NothingToMark(Refusal):
    """The lab does not have it, or everything of it is in a parcel already."""

    code = "nothing_to_mark"


def sent(
    *,
    lab_order: LabOrder,
    tracking: commerce.Tracking,
    by: Person,
    at: datetime,
    piece_public_ids: Collection[str] = (),
) -> LabOrder:
    """A parcel has left the lab, with these pieces or with all that are in none; its clients get a
    mail. Raises ``LabTells``, ``NothingToMark`` and ``BadTracking``.
    """
    commerce.check_tracking(tracking)
    with transaction.atomic():  # Parcel, states of both orders, history and mails together.
        fresh = locking.lock(lab_order.pk)
        _check(fresh)
        left = fresh.pieces.filter(is_live=True, parcels=None)
        if piece_public_ids:
            left = left.filter(public_id__in=piece_public_ids)
        references = tuple(left.values_list("public_id", flat=True))
        if not references:
            raise NothingToMark(_("All of it is in a parcel already."))
        parcel = contract.Sent(
            reference=public_id.new(), carrier=tracking.carrier, number=tracking.number,
            url=tracking.url, sent_at=at, pieces=references,
        )  # fmt: skip
        parcels.arrive(fresh, (parcel,), at=at, by=by)
        applying.finish_if_all_sent(fresh, at=at)
    return fresh


def agreed(*, lab_order: LabOrder, then: Then, by: Person, at: datetime) -> LabOrder:
    """The lab was asked outside, and does not make it.

    Raises ``LabTells`` and ``NothingToMark``.
    """
    with transaction.atomic():  # States of both orders and the history appear together.
        fresh = locking.lock(lab_order.pk)
        _check(fresh)
        open_wishes = fresh.wishes.filter(kind=LabWish.Kind.CANCEL, answered_at=None)
        open_wishes.update(answered_at=at, is_granted=True)
        giving_back.given_back(fresh, then=then, by=by, at=at)
    return fresh


def may_be_marked(lab_order: LabOrder) -> bool:
    """Whether its lab leaves it to the studio to say how far it is."""
    is_there = lab_order.state in _THERE and bool(lab_order.lab_id)
    can = wishes.capabilities(lab_order.connection)
    return is_there and (can.by_hand or not can.answers)


def _check(lab_order: LabOrder) -> None:
    if lab_order.state not in _THERE or not lab_order.lab_id:
        raise NothingToMark(_("The lab does not have this order."))
    if not may_be_marked(lab_order):
        raise LabTells(_("%s tells by itself how far its orders are.") % lab_order.connection.name)
