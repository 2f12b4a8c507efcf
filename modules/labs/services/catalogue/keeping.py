"""Writing down what a lab says of its products."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from modules.labs.contract import Product
from modules.labs.models import CatalogueAlert, LabConnection, LabProduct
from modules.labs.services.catalogue import alerting, variants

Kind = CatalogueAlert.Kind
# Of these a change is told: they are what clients see, and what print files are made by.
TOLD = ("name", "width", "height", "wrap", "attributes", "variants")


def keep(*, connection: LabConnection, product: Product, at: datetime) -> LabProduct:
    """A new product, or what there is brought up to date; what is sold gets an alert."""
    # The change and its alert appear together.
    with transaction.atomic():
        rows = LabProduct.objects.select_for_update()
        found: LabProduct | None = rows.filter(connection=connection, sku=product.sku).first()
        if found is None:
            made: LabProduct = LabProduct.objects.create(
                connection=connection, sku=product.sku, fetched_at=at, **_fields(product)
            )
            return made
        was, was_gone = _said(found), found.gone_at is not None
        fields = _fields(product) | {"fetched_at": at, "gone_at": None}
        for name, value in fields.items():
            setattr(found, name, value)
        found.save(update_fields=list(fields))
        if any(alerting.sold(found)):
            _compare(found, was, at)
            if was_gone:
                alerting.note(
                    product=found, kind=Kind.GONE, was={"gone": False}, now={"gone": False}, at=at
                )
    return found


def mark_gone(*, connection: LabConnection, sku: str, at: datetime) -> None:
    """The lab does not know it any more: nobody can buy it from now on."""
    # As above.
    with transaction.atomic():
        rows = LabProduct.objects.select_for_update()
        found = rows.filter(connection=connection, sku=sku, gone_at=None).first()
        if found is None:
            return
        found.gone_at = at
        found.save(update_fields=["gone_at"])
        if any(alerting.sold(found)):
            alerting.note(
                product=found, kind=Kind.GONE, was={"gone": False}, now={"gone": True}, at=at
            )


def _compare(found: LabProduct, was: dict[str, Any], at: datetime) -> None:
    now = _said(found)
    differing = [name for name in TOLD if was[name] != now[name]]
    alerting.note(
        product=found, kind=Kind.CHANGED, at=at,
        was={name: was[name] for name in differing}, now={name: now[name] for name in differing},
    )  # fmt: skip


def _said(product: LabProduct) -> dict[str, Any]:
    return {name: getattr(product, name) for name in TOLD}


def _fields(product: Product) -> dict[str, Any]:
    return {
        "name": product.name[:255],
        "group": product.group[:120],
        "width": product.width,
        "height": product.height,
        "wrap": product.wrap,
        "attributes": {name: list(values) for name, values in sorted(product.attributes.items())},
        "variants": variants.told(product),
    }
