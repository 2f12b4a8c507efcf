"""What of orders waits for a person of the team, and the number beside *Orders* in the menu."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce import permissions, selectors
from modules.commerce.models import Choosing, ItemState, Order, OrderItem
from safelight.site.cards import Card


def badge(request: HttpRequest) -> int:
    """How many orders need the studio."""
    return selectors.needing_the_studio(Order.objects.all()).count()


def needs_you(request: HttpRequest) -> list[Card]:
    """New orders, what is ready to deliver or to send, problems, and money to settle."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    if permissions.VIEW not in allowed:
        return []
    return [*_to_decide(), *_chosen(), *_new(), *_ready(), *_goods(), *_problems(), *_money()]


def _to_decide() -> list[Card]:
    orders = selectors.to_decide(Order.objects.all())
    count = orders.count()
    title = ngettext(
        "%(count)d order waits for you to accept it",
        "%(count)d orders wait for you to accept them",
        count,
    )
    return _card(orders, count, title, "awaiting", "hourglass")


def _chosen() -> list[Card]:
    """Choices that were sent, and of which nobody has done anything yet."""
    found = list(_new_choices().select_related("deliverables__gallery").order_by("-pk"))
    if not found:
        return []
    title = ngettext(
        "%(count)d choice of photos was sent", "%(count)d choices of photos were sent", len(found)
    )
    gallery = found[0].deliverables.gallery
    url, text = reverse("commerce_workspace:deliverables", args=[gallery.public_id]), gallery.title
    if len(found) > 1:
        url, text = f"{reverse('commerce_workspace:list')}?show=new", _("In several galleries")
    return [
        Card(
            title=title % {"count": len(found)}, text=text, url=url, count=len(found), icon="check"
        )
    ]


def _new_choices() -> QuerySet[Choosing]:
    new = selectors.new(Order.objects.all()).exclude(validation="awaiting")
    return Choosing.objects.filter(order__in=new, reopened_at=None)


def _new() -> list[Card]:
    orders = selectors.new(Order.objects.all()).exclude(validation="awaiting")
    # Those that a choice became have a card of their own.
    orders = orders.exclude(pk__in=_new_choices().values("order"))
    count = orders.count()
    title = ngettext("%(count)d new order", "%(count)d new orders", count)
    return _card(orders, count, title, "new", "receipt")


def _ready() -> list[Card]:
    orders = selectors.with_ready(Order.objects.all())
    count = OrderItem.objects.filter(order__in=orders, state=ItemState.PENDING).count()
    title = ngettext(
        "%(count)d photo is ready to deliver", "%(count)d photos are ready to deliver", count
    )
    return _card(orders, count, title, "ready", "send")


def _goods() -> list[Card]:
    orders = selectors.with_goods(Order.objects.all())
    count = orders.count()
    title = ngettext(
        "%(count)d order has something to send or hand over",
        "%(count)d orders have something to send or hand over",
        count,
    )
    return _card(orders, count, title, "to-send", "package")


def _problems() -> list[Card]:
    orders = selectors.with_problems(Order.objects.all())
    count = OrderItem.objects.filter(order__in=orders, state=ItemState.PROBLEM).count()
    title = ngettext(
        "%(count)d ordered photo has a problem", "%(count)d ordered photos have a problem", count
    )
    return _card(orders, count, title, "problems", "triangle-alert")


def _money() -> list[Card]:
    orders = selectors.with_money_to_settle(Order.objects.all())
    count = orders.count()
    title = ngettext(
        "The money of %(count)d order needs you", "The money of %(count)d orders needs you", count
    )
    return _card(orders, count, title, "money", "circle-alert")


def _card(orders: QuerySet[Order], count: int, title: str, show: str, icon: str) -> list[Card]:
    """One card; where a single order is meant it leads right there."""
    if not count:
        return []
    found = list(orders.order_by("-number")[:2])
    url, text = f"{reverse('commerce_workspace:list')}?show={show}", _("In several orders")
    if len(found) == 1:
        url = reverse("commerce_workspace:order", args=[found[0].public_id])
        text = _("Order %(number)d, %(who)s") % {
            "number": found[0].number,
            "who": found[0].name or found[0].email,
        }
    return [Card(title=title % {"count": count}, text=text, url=url, count=count, icon=icon)]
