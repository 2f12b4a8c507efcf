"""Sending a choice: its photos are frozen, it becomes an order, and picks are locked for all."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.events import OrderPlaced
from modules.commerce.models import Choosing, Chosen, Deliverables, ItemState, Order, OrderItem
from modules.commerce.services import addresses
from modules.commerce.services.costs import taxes
from modules.commerce.services.deliverables import choosing, mails, ordering, proofing
from modules.commerce.services.deliverables.choosing import Round
from modules.commerce.services.deliverables.ordering import Cost
from modules.commerce.services.orders import (
    freezing,
    leaving_out,
    placing,
    releasing,
    settling,
    trail,
)
from modules.commerce.services.orders.placing import ConsentNeeded, Customer
from modules.commerce.settings import CommerceSettings
from modules.gallery import facade as gallery
from modules.gallery.models import Comment
from safelight import outbox
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site


class CannotBeSent(Refusal):
    """Nothing was picked, too little or too much, or the time to choose is over."""

    code = "choice_cannot_be_sent"


class AlreadyChosen(Refusal):
    """Somebody else has sent the choice of this gallery."""

    code = "already_chosen"


class ChoiceHasChanged(Refusal):
    """It is not what the client saw; nothing was sent."""

    code = "choice_has_changed"


def digest(round_: Round, cost: Cost) -> str:
    """Of all that a client agrees to by sending it."""
    said = [[photo.pk for photo in round_.chosen], len(round_.extras), cost.priced.total]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def send(  # noqa: PLR0913 - keyword-only, and each is a part of what the client says
    *,
    gallery_id: int,
    customer: Customer,
    note: str,
    billing: Mapping[str, str],
    consents: Collection[str],
    at: datetime,
    seen: str | None = None,
) -> Choosing:
    """Send what the customer's visitor has picked, once; whoever comes second finds it sent.

    ``seen`` is the digest of what they saw; without one, whatever they picked until now. Raises
    ``CannotBeSent``, ``AlreadyChosen``, ``ChoiceHasChanged``, and what placing an order raises
    about e-mail, address and consents.
    """
    placing.check_email(customer.email)
    # Choice, order, history, event and mails appear together; the terms' lock is the turnstile.
    with transaction.atomic():
        terms = Deliverables.objects.select_for_update().get(gallery=gallery_id)
        round_ = choosing.round_of(terms, customer.visitor.pk)
        if round_.sent is not None:
            return _the_same(round_.sent, customer)
        _check(round_, customer)
        written = _written(round_, billing)
        cost = ordering.cost_of(round_, written)
        if seen is not None and seen != digest(round_, cost):
            raise ChoiceHasChanged(_("Your choice has changed. Look at it once more, then send."))
        agreed = _agreed(cost, consents, at)
        made = _freeze(round_, customer, note, at)
        _drop(round_, at)
        if round_.new:
            order = ordering.write(round_, made, customer, written, agreed, at)
            made.order = order
            made.save(update_fields=["order"])
            _place(order, customer, at)
        mails.choice_sent(made, extras=len(round_.extras))
    return made


def _the_same(sent: Choosing, customer: Customer) -> Choosing:
    if sent.visitor_id == customer.visitor.pk:
        return sent
    who = sent.name or _("Somebody else")
    raise AlreadyChosen(_("%(who)s has already sent the choice of this gallery.") % {"who": who})


def _check(round_: Round, customer: Customer) -> None:
    place = gallery.entered(viewer=customer.viewer, ids=[round_.terms.gallery_id])
    entered = place.get(round_.terms.gallery_id)
    if round_.terms.mode != choosing.SOFT or entered is None:
        raise CannotBeSent(_("Nothing is chosen in this gallery."))
    if entered.closed:
        raise CannotBeSent(entered.closed)
    if round_.problem:
        raise CannotBeSent(round_.problem)


def _written(round_: Round, billing: Mapping[str, str]) -> addresses.Written:
    """The part of an address that the tax depends on; {} where nobody has to know."""
    asked = ordering.cost_of(round_, billing).asked
    if asked is None:
        return {}
    checked = addresses.checked(billing, only=asked or None)
    number = taxes.checked_vat_number(checked.get("vat_number", ""), country=checked["country"])
    return {**checked, "vat_number": number}


def _agreed(cost: Cost, ticked: Collection[str], at: datetime) -> list[dict[str, str]]:
    missing = [each.kind for each in cost.consents if each.kind not in ticked]
    if missing:
        sentence = _("Tick the boxes above the button, so that we may begin.")
        raise ConsentNeeded(sentence, fields={"consents": list(missing)})
    settings = site.module_settings("commerce", CommerceSettings)
    return freezing.consents(cost.consents, terms=settings.terms, at=at)


def _freeze(round_: Round, customer: Customer, note: str, at: datetime) -> Choosing:
    last = proofing.latest(round_.terms.pk)
    is_open = last is not None and last.submitted_at is None
    made = last if last is not None and is_open else Choosing(
        deliverables=round_.terms, version=last.version + 1 if last else 1
    )  # fmt: skip
    made.visitor, made.email = customer.visitor, customer.email.strip()
    made.name, made.note, made.submitted_at = customer.name.strip(), note.strip(), at
    made.save()
    made.photos.all().delete()
    said, extras = _said(round_), round_.paid | {photo.pk for photo in round_.extras}
    Chosen.objects.bulk_create(
        Chosen(
            choosing=made, photo=photo, name=photo.name, is_extra=photo.pk in extras,
            note=said.get(photo.pk, ""),
        )
        for photo in round_.chosen
    )  # fmt: skip
    return made


def _said(round_: Round) -> dict[int, str]:
    """What clients wrote about the photos, which is what they want done to them."""
    rows = Comment.objects.filter(
        gallery=round_.terms.gallery_id, photo__in=round_.chosen, by_team=False, hidden_at=None
    )
    said: dict[int, list[str]] = defaultdict(list)
    for photo_id, text in rows.values_list("photo_id", "text"):
        said[photo_id].append(text)
    return {photo_id: "\n".join(texts) for photo_id, texts in said.items()}


def _drop(round_: Round, at: datetime) -> None:
    """Included photos of an earlier round that were not begun and are not wanted any more."""
    orders: Sequence[Order] = proofing.orders_of(round_.terms.pk)
    items = OrderItem.objects.filter(order__in=orders, line__kind="retouch")
    for item in items.exclude(photo__in=round_.chosen).exclude(state=ItemState.CANCELLED):
        if item.may_be_left_out:
            leaving_out.leave_out(item=item, by=None, at=at)


def _place(order: Order, customer: Customer, at: datetime) -> None:
    count = order.lines.count()
    trail.record(order=order, verb="placed", by=customer.person, client=True, at=at, photos=count)
    outbox.publish(OrderPlaced(order_id=order.pk))
    settling.settle(order, at=at)
    releasing.announce(order)
