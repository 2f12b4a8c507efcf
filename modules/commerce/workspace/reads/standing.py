"""Where an order stands for the team, and the one sentence that says what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import ItemState, Order, OrderItem, Validation
from modules.commerce.services import outcomes
from modules.gallery import facade as gallery

S = ItemState


@dataclass(frozen=True, kw_only=True)
class Row:
    """An item with its photo as it is now, which the item may not have caught up with."""

    item: OrderItem
    photo: gallery.PhotoFacts | None
    thumb: gallery.Thumb | None
    place: gallery.GalleryFacts | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Counts of an order's items; ``would_change`` is how many a recalculation would change."""

    rows: Sequence[Row]
    ready: int
    waiting: int
    preparing: int
    delivered: int
    problems: int
    total: int
    would_change: int
    next_step: str
    tone: str


def of(request: HttpRequest, order: Order) -> Standing:
    rows = _rows(request, order)
    states = Counter(row.item.state for row in rows)
    would_change = sum(_would_change(row) for row in rows)
    sentence, tone = say(order, states, would_change)
    return Standing(
        rows=rows,
        ready=states[S.PENDING],
        waiting=states[S.DEFERRED],
        preparing=states[S.PREPARING],
        delivered=states[S.DELIVERED],
        problems=states[S.PROBLEM],
        total=len(rows) - states[S.CANCELLED],
        would_change=would_change,
        next_step=sentence,
        tone=tone,
    )


def say(order: Order, states: Counter[str], would_change: int) -> tuple[str, str]:
    """The next step and its tone: a class of ``.message``, or nothing."""
    if not order.is_open:
        return _("This order is cancelled. Nothing more is delivered."), ""
    if order.validation == Validation.AWAITING:
        return _("This order waits for you: accept or decline it."), "warning"
    if order.validation == Validation.DECLINED:
        return _("You declined this order. Nothing is delivered."), ""
    steps = [*_urgent(states, would_change), *_waiting(states, would_change)]
    if not steps:
        return _("Everything is delivered. There is nothing to do."), "success"
    return " ".join(steps), "error" if states[S.PROBLEM] else ""


def _urgent(states: Counter[str], would_change: int) -> list[str]:
    steps = []
    if count := states[S.PREPARING]:
        steps.append(
            ngettext(
                "%(n)d photo is being prepared; the mail goes out when it is done.",
                "%(n)d photos are being prepared; the mail goes out when the last one is done.",
                count,
            )
            % {"n": count}
        )
    if count := states[S.PROBLEM]:
        steps.append(
            ngettext(
                "%(n)d photo has a problem: see what it is in the list.",
                "%(n)d photos have a problem: see what it is in the list.",
                count,
            )
            % {"n": count}
        )
    if would_change:
        steps.append(
            ngettext(
                "%(n)d photo has changed since: recalculate.",
                "%(n)d photos have changed since: recalculate.",
                would_change,
            )
            % {"n": would_change}
        )
    return steps


def _waiting(states: Counter[str], would_change: int) -> list[str]:
    steps = []
    if count := states[S.PENDING]:
        steps.append(
            ngettext(
                "%(n)d photo is ready: deliver it.", "%(n)d photos are ready: deliver them.", count
            )
            % {"n": count}
        )
    if (count := states[S.DEFERRED]) and not would_change:
        steps.append(
            ngettext(
                "%(n)d photo waits until it is FINAL: upload the retouched file under the same "
                "name, then recalculate.",
                "%(n)d photos wait until they are FINAL: upload the retouched files under the "
                "same names, then recalculate.",
                count,
            )
            % {"n": count}
        )
    return steps


def _rows(request: HttpRequest, order: Order) -> list[Row]:
    items = list(order.items.all())
    pairs = [(i.gallery_id, i.photo_id) for i in items if i.gallery_id and i.photo_id]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    photos = gallery.photos(ids=[photo_id for _gallery, photo_id in pairs])
    places = gallery.galleries(ids={gallery_id for gallery_id, _photo in pairs})
    return [
        Row(
            item=item,
            photo=photos.get(item.photo_id or 0),
            thumb=thumbs.get(item.photo_id or 0),
            place=places.get(item.gallery_id or 0),
        )
        for item in items
    ]


def _would_change(row: Row) -> bool:
    if row.item.state not in (S.DEFERRED, S.PENDING):
        return False
    verdict = outcomes.judge(
        photo=row.photo, only_final=row.item.only_final, released=True, gone=""
    )
    return verdict.state != row.item.state
