"""From prints that may be made to lab orders: one for each lab, way to ship, and recipient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.commerce.models import ItemState, Method, Order, OrderItem, ShippingProfile
from modules.labs.models import (
    LabConnection,
    LabList,
    LabOrder,
    LabPiece,
    LabWay,
    WindowEnd,
)
from modules.labs.services.ordering import keys, products, recipients, sending, trail


@dataclass(frozen=True)
class Group:
    """What goes to a lab at once. ``to_studio``: the studio looks at it and hands it over."""

    connection: LabConnection
    method: str
    to_studio: bool


def gather(*, order_id: int, at: datetime) -> list[LabOrder]:
    """Make lab orders of an order's prints that wait for a lab and are at none; may be repeated.

    Those without an approval window are sent at once, by jobs.
    """
    # The order's lock: whoever comes second finds the pieces. Rows, states and jobs together.
    with transaction.atomic():
        order = commerce.lock_order(order_id)
        items = _waiting(order) if order.is_open else []
        groups: dict[Group, list[OrderItem]] = {}
        for item in items:
            group = _group(item)
            if group is None:
                _leave_to_a_person(item, at)
            else:
                groups.setdefault(group, []).append(item)
        return [_make(order, group, of_it, at) for group, of_it in groups.items()]


def _waiting(order: Order) -> list[OrderItem]:
    at_a_lab = LabPiece.objects.filter(is_live=True, item__order=order).values("item")
    rows = order.items.filter(state=ItemState.TO_LAB, method=Method.LAB).exclude(pk__in=at_a_lab)
    parts = ("line__price_list__lab__connection", "line__row", "line__parcel__profile__lab")
    return list(rows.select_related("order", *parts).order_by("pk"))


def _group(item: OrderItem) -> Group | None:
    rule = _rule(item)
    if rule is None or rule.connection.disconnected_at is not None:
        return None
    parcel = item.line.parcel
    by_lab = parcel is not None and parcel.kind == ShippingProfile.Kind.LAB
    way = getattr(parcel.profile, "lab", None) if parcel and parcel.profile else None
    if way is None or way.connection_id != rule.connection_id:
        way = LabWay.objects.filter(connection=rule.connection).order_by("pk").first()
    goes_to_client = by_lab if parcel is not None else bool(item.order.shipping_address)
    to_studio = rule.to_studio or not goes_to_client
    return Group(rule.connection, way.method if way else "", to_studio)


def _rule(item: OrderItem) -> LabList | None:
    found: LabList | None = getattr(item.line.price_list, "lab", None)
    return found


def _leave_to_a_person(item: OrderItem, at: datetime) -> None:
    sentence = _("No lab is connected for this price list. Connect one, and try it again.")
    commerce.at_lab.stopped(
        order_id=item.order_id, item_ids=[item.pk], lab=str(_("no lab")), sentence=sentence, at=at
    )


def _make(order: Order, group: Group, items: Sequence[OrderItem], at: datetime) -> LabOrder:
    rules = [rule for item in items if (rule := _rule(item))]
    made = LabOrder(
        connection=group.connection,
        method=group.method,
        to_studio=group.to_studio,
        recipient=recipients.of_studio() if group.to_studio else recipients.of_client(order),
        branding={name: value for rule in rules for name, value in rule.branding.items()},
        note="\n".join(f"{item.name}: {item.note}" for item in items if item.note),
        created_at=at,
        currency=order.currency,
        **_window(rules, at),
    )
    made.key = keys.of(made)
    made.save()
    LabPiece.objects.bulk_create(_piece(made, item) for item in items)
    trail.record(
        lab_order=made, verb="gathered", by=None, at=at, order=order.number, pieces=len(items)
    )
    if made.decide_by is None and made.at_end == WindowEnd.SEND:
        sending.begin(made, by=None, at=at)
    return made


def _window(rules: Sequence[LabList], at: datetime) -> dict[str, Any]:
    """The most careful of the rules: whoever wants to look at one of them looks at all."""
    if not all(rule.auto_submit for rule in rules):
        return {"decide_by": None, "at_end": WindowEnd.WAIT}
    hours = max(rule.window_hours for rule in rules)
    if not hours:
        return {"decide_by": None, "at_end": WindowEnd.SEND}
    ends = {rule.window_end for rule in rules if rule.window_hours}
    return {
        "decide_by": at + timedelta(hours=hours),
        "at_end": ends.pop() if len(ends) == 1 else WindowEnd.WAIT,
    }


def _piece(lab_order: LabOrder, item: OrderItem) -> LabPiece:
    made = products.of(item, connection=lab_order.connection)
    line = item.line
    return LabPiece(
        lab_order=lab_order, item=item, copies=item.kept, sku=made.sku,
        attributes=dict(made.attributes), words=made.words[:255],
        retail=max(0, line.amount - line.discount) // line.quantity,
    )  # fmt: skip
