"""What the studio changes in a lab order before the lab has it, and asks the lab for afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.commerce.models import OrderItem
from modules.labs.models import LabOrder, LabState, LabWay, LabWish
from modules.labs.services.ordering import giving_back, locking, recipients, trail, wishes
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

LONGEST_WINDOW = timedelta(days=60)


class TooLate(Refusal):
    """The lab has it, or may have it: only the lab can change it now."""

    code = "lab_order_too_late"


class UnknownWay(Refusal):
    """No way to ship of this lab has that name."""

    code = "unknown_way_to_ship"
    status = 400


class BadWindow(Refusal):
    code = "bad_window"
    status = 400


def extend(*, lab_order: LabOrder, hours: int, by: Person, at: datetime) -> LabOrder:
    """Wait so many hours longer, from now or from the window's end. Raises ``TooLate``."""
    with transaction.atomic():  # The window and the history appear together.
        fresh = locking.lock(lab_order.pk)
        if fresh.state != LabState.WAITING:
            raise TooLate(_("This lab order does not wait any more."))
        end = max(fresh.decide_by or at, at) + timedelta(hours=hours)
        if hours < 1 or end - at > LONGEST_WINDOW:
            raise BadWindow(_("Extend it by at least an hour, and to 60 days at most."))
        fresh.decide_by = end
        fresh.save(update_fields=["decide_by"])
        trail.record(lab_order=fresh, verb="extended", by=by, at=at, until=end.isoformat())
    return fresh


def redirect(
    *, lab_order: LabOrder, address: Mapping[str, str], by: Person, at: datetime
) -> LabWish | None:
    """Send it to another address: at once before the lab has it, by asking the lab afterwards.

    ``address`` has the parts of ``commerce.Address``. Raises ``AddressIncomplete``,
    ``wishes.NotOffered`` and ``wishes.AlreadyAsked``.
    """
    checked = commerce.checked_address(address)
    kept = recipients.of_address(checked, email=lab_order.recipient.get("email", ""))
    with transaction.atomic():  # The recipient and the history appear together.
        fresh = locking.lock(lab_order.pk)
        if not fresh.is_to_prepare:
            detail = {"recipient": kept}
            return wishes.wish(
                lab_order=fresh, kind=LabWish.Kind.RECIPIENT, detail=detail, by=by, at=at
            )
        had_none = not recipients.is_complete(fresh.recipient)
        fresh.recipient = kept
        fresh.save(update_fields=["recipient"])
        trail.record(lab_order=fresh, verb="redirected", by=by, at=at, city=kept.get("city", ""))
        if had_none and fresh.state == LabState.STOPPED:
            _wait_again(fresh, by=by, at=at)
    return None


def _wait_again(lab_order: LabOrder, *, by: Person, at: datetime) -> None:
    """What it stopped for is put right: it waits for somebody to send it."""
    lab_order.move(LabState.WAITING)
    lab_order.problem, lab_order.issues = "", []
    lab_order.save(update_fields=["state", "problem", "issues"])
    for order_id, items in _by_order(lab_order):
        commerce.at_lab.wait_again(order_id=order_id, item_ids=items, by=by, at=at)


def ship_by(*, lab_order: LabOrder, method: str, by: Person, at: datetime) -> LabWish | None:
    """Send it by another of the lab's ways, as ``redirect``. Raises ``UnknownWay`` as well."""
    with transaction.atomic():  # The way and the history appear together.
        fresh = locking.lock(lab_order.pk)
        if not LabWay.objects.filter(connection=fresh.connection, method=method).exists():
            raise UnknownWay(_("Choose one of the lab's ways to ship."))
        if not fresh.is_to_prepare:
            detail = {"method": method}
            return wishes.wish(
                lab_order=fresh, kind=LabWish.Kind.METHOD, detail=detail, by=by, at=at
            )
        fresh.method, fresh.quoted = method, None
        fresh.save(update_fields=["method", "quoted"])
        trail.record(lab_order=fresh, verb="other_way", by=by, at=at, method=method)
    return None


def frame(
    *, lab_order: LabOrder, item: OrderItem, framing: Mapping[str, object], by: Person, at: datetime
) -> None:
    """Print another part of the photo. Raises ``TooLate`` and ``framing.BadFraming``."""
    with transaction.atomic():  # The item and both histories appear together.
        fresh = locking.lock(lab_order.pk)
        if not fresh.is_to_prepare:
            raise TooLate(_("The lab has it already. Take it back first."))
        commerce.at_lab.frame(item_id=item.pk, stored=framing, by=by, at=at)
        trail.record(lab_order=fresh, verb="framed", by=by, at=at, name=item.name)


def cancel(*, lab_order: LabOrder, by: Person | None, at: datetime) -> LabOrder:
    """Do not make it: its clients do not get these prints. What ended is left as it is.

    Raises ``TooLate`` once the lab may have it.
    """
    with transaction.atomic():  # States of both orders and histories appear together.
        fresh = locking.lock(lab_order.pk)
        if not fresh.is_live:
            return fresh
        _check(fresh)
        pieces = list(fresh.pieces.filter(is_live=True))
        giving_back.leave_out(fresh, pieces, by=by, at=at)
        giving_back.end(fresh)
        trail.record(lab_order=fresh, verb="cancelled", by=by, at=at)
    return fresh


def keep_in_house(*, lab_order: LabOrder, by: Person, at: datetime) -> LabOrder:
    """The studio makes these prints itself and hands them over. Raises ``TooLate``."""
    with transaction.atomic():  # States of both orders and histories appear together.
        fresh = locking.lock(lab_order.pk)
        _check(fresh)
        for order_id, pieces in _by_order(fresh):
            commerce.at_lab.keep_in_house(order_id=order_id, item_ids=pieces, by=by, at=at)
        fresh.pieces.filter(is_live=True).update(is_live=False)
        giving_back.end(fresh)
        trail.record(lab_order=fresh, verb="in_house", by=by, at=at)
    return fresh


def _by_order(lab_order: LabOrder) -> list[tuple[int, list[int]]]:
    found: dict[int, list[int]] = {}
    live = lab_order.pieces.filter(is_live=True)
    for order_id, item_id in live.values_list("item__order", "item"):
        found.setdefault(order_id, []).append(item_id)
    return sorted(found.items())


def _check(lab_order: LabOrder) -> None:
    if not lab_order.is_to_prepare:
        raise TooLate(_("The lab has it, or may have it. Ask the lab to take it back first."))
