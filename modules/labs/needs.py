"""What of orders to labs waits for a person of the team, and the number beside *Labs*."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.labs import permissions, selectors
from modules.labs.models import CatalogueAlert, LabOrder
from safelight.site.cards import Card


def badge(request: HttpRequest) -> int:
    """How many lab orders need a person."""
    return selectors.needing_a_person(LabOrder.objects.all()).count()


def needs_you(request: HttpRequest) -> list[Card]:
    """Lab orders that wait for somebody, and what changed at labs."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    return _orders(allowed) + _changes(allowed)


def _changes(allowed: frozenset[str]) -> list[Card]:
    rows = CatalogueAlert.objects.filter(settled_at=None).select_related("product__connection")
    count = rows.count() if permissions.CATALOGUE in allowed else 0
    if not count:
        return []
    said = ngettext("A lab changed something", "Labs changed %(count)d things", count)
    url, text = reverse("labs_workspace:alerts"), _("Your prices stay until you decide.")
    if count == 1:
        only = rows[0]
        url = reverse("labs_workspace:alert", args=[only.public_id])
        text = f"{only.product.name}: {only.get_kind_display()}"
    title = said % {"count": count}
    return [Card(title=title, text=text, url=url, count=count, icon="triangle-alert")]


def _orders(allowed: frozenset[str]) -> list[Card]:
    """Lab orders that stopped, or that wait for somebody to send them."""
    if permissions.VIEW not in allowed:
        return []
    rows = selectors.needing_a_person(LabOrder.objects.select_related("connection"))
    count = rows.count()
    if not count:
        return []
    said = ngettext("%(count)d lab order needs you", "%(count)d lab orders need you", count)
    url, text = f"{reverse('labs_workspace:orders')}?show=needs-you", _("Send or mend them")
    if count == 1:
        only = rows[0]
        url = reverse("labs_workspace:order", args=[only.public_id])
        text = only.problem or _("To be sent to %(lab)s") % {"lab": only.connection.name}
    return [Card(title=said % {"count": count}, text=text, url=url, count=count, icon="printer")]
