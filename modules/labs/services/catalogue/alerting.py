"""Alerts: something changed at the lab, which moves no price by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs.models import CatalogueAlert, LabList, LabProduct, LabRow
from modules.labs.services.catalogue import applying
from safelight.kernel.errors import Refusal

Kind = CatalogueAlert.Kind
Said = dict[str, Any]


class AlreadySettled(Refusal):
    """Somebody of the team was quicker."""

    code = "alert_already_settled"


def note(*, product: LabProduct, kind: Kind, was: Said, now: Said, at: datetime) -> None:
    """Raise an alert, once while one is open; what turned back by itself settles it.

    Needs a transaction.
    """
    rows = CatalogueAlert.objects.select_for_update().filter(product=product, kind=kind)
    alert: CatalogueAlert | None = rows.filter(settled_at=None).first()
    if alert is None:
        if was != now:
            CatalogueAlert.objects.create(
                product=product, kind=kind, was=was, now=now, raised_at=at
            )
        return
    # What was there before the first change stays what it is compared with.
    alert.was, alert.now = was | alert.was, alert.now | now
    alert.settled_at = at if alert.was == alert.now else None
    alert.save(update_fields=["was", "now", "settled_at"])


def keep(*, alert: CatalogueAlert, at: datetime) -> None:
    """Leave prices as they are: from now on they are thought to be made of the new cost."""
    with transaction.atomic():  # The cost is taken over only by whoever settles it.
        _settle(alert, at)
        for row in sold(alert.product):
            applying.take_over_cost(row, at=at)


def apply(*, alert: CatalogueAlert, at: datetime) -> None:
    """Make the prices of this product anew by each list's own rule.

    Raises ``applying.OtherCurrency`` and ``applying.CostsUnknown``.
    """
    with transaction.atomic():  # As above.
        _settle(alert, at)
        rows = list(sold(alert.product))
        lists = LabList.objects.filter(price_list__in={each.row.price_list_id for each in rows})
        for lab_list in lists.select_related("price_list"):
            here = {
                each.row_id for each in rows if each.row.price_list_id == lab_list.price_list_id
            }
            applying.apply(lab_list=lab_list, only=here, at=at)


def stop(*, alert: CatalogueAlert, at: datetime) -> None:
    """Sell it no more; carts that hold it say so, orders stay."""
    with transaction.atomic():  # As above.
        _settle(alert, at)
        for each in sold(alert.product):
            commerce.rows.withdraw(row=each.row, at=at)


def sold(product: LabProduct) -> Iterable[LabRow]:
    """Rows of price lists that sell it now."""
    rows = LabRow.objects.filter(product=product, row__withdrawn_at=None)
    return rows.select_related("row__price_list", "product").order_by("row__price_list", "row")


def _settle(alert: CatalogueAlert, at: datetime) -> None:
    open_ones = CatalogueAlert.objects.filter(pk=alert.pk, settled_at=None)
    if not open_ones.update(settled_at=at):
        raise AlreadySettled(_("Somebody has decided about this already."))
