"""What orders to labs hold of a client, and how it is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from modules.commerce import facade
from modules.labs.models import LabEntry, LabNews, LabOrder, LabWish
from modules.labs.models.orders import LabState
from safelight.kernel.privacy import Held, Nobody, Privacy, Subject


def _lab_orders(subject: Subject) -> QuerySet[LabOrder]:
    orders = facade.orders_of_client(subject)
    return LabOrder.objects.filter(pieces__item__order__in=orders).distinct()


def waits(subject: Subject, at: datetime) -> Iterator[str]:
    """Prints that a lab is making."""
    running = _lab_orders(subject).exclude(state__in=(LabState.DONE, LabState.CANCELLED))
    for lab_order in running.order_by("pk"):
        yield _now("Prints of theirs are on their way at %(lab)s.") % {
            "lab": lab_order.connection.name or lab_order.connection.lab
        }


def erase(subject: Subject, nobody: Nobody) -> None:
    """Where it went is forgotten; what was made and what it cost stays."""
    for lab_order in _lab_orders(subject):
        country = lab_order.recipient.get("country", "")
        kept = {"country": country} if country else {}
        LabOrder.objects.filter(pk=lab_order.pk).update(
            recipient=kept, note="", trace=[], problem="", issues=[]
        )
        LabEntry.objects.filter(lab_order=lab_order).update(detail={})
        LabWish.objects.filter(lab_order=lab_order).update(detail={}, sentence="")
        if lab_order.lab_id:
            LabNews.objects.filter(
                connection=lab_order.connection_id, lab_id=lab_order.lab_id
            ).update(body="")


PRIVACY = Privacy(
    held=(
        Held(
            model="labs.LabOrder", title=_("Prints ordered of labs"),
            person="pieces__item__order__person", visitor="pieces__item__order__visitor",
            email="pieces__item__order__email",
        ),
    ),
    waits=waits,
    goes=(_("Where labs sent their prints: what the lab itself keeps is for the lab to say"),),
    erase=erase,
)  # fmt: skip
