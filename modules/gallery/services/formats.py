"""Delivery formats: making, changing and deleting."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from modules.gallery.access import revisions
from modules.gallery.models import Authorization, DeliveryFormat, Gallery
from modules.gallery.services import tree
from safelight.kernel.errors import Refusal

FIELDS = frozenset({
    "name", "pixels", "box", "megabytes", "quality", "colour", "ppi", "name_template", "metadata",
    "remove_location", "offer_states", "only_final_at_once",
})  # fmt: skip


class FormatInUse(Refusal):
    code = "format_in_use"


def create(**fields: Any) -> DeliveryFormat:
    """A new format, last in the list."""
    _refuse_unknown(fields)
    last = DeliveryFormat.objects.aggregate(last=Max("position"))["last"]
    made: DeliveryFormat = DeliveryFormat.objects.create(
        position=0 if last is None else last + 1, **fields
    )
    return made


def change(*, delivery_format: DeliveryFormat, **fields: Any) -> DeliveryFormat:
    """Change a format; files made with the old settings are made anew when they are asked for."""
    _refuse_unknown(fields)
    # Whom the format offered more before must not keep a link to it.
    with transaction.atomic():
        for name, value in fields.items():
            setattr(delivery_format, name, value)
        delivery_format.save(update_fields=list(fields))
        revisions.raise_for(_galleries_of(delivery_format))
        # What is sold in this format fits other photos than before, wherever they are.
        tree.touched(Gallery.objects.values_list("pk", flat=True))
    return delivery_format


def delete(*, delivery_format: DeliveryFormat) -> None:
    """Delete a format that no gallery orders by and no order names."""
    try:
        # Links to the format's files end with it.
        with transaction.atomic():
            galleries = _galleries_of(delivery_format)
            delivery_format.delete()
            revisions.raise_for(galleries)
    except ProtectedError:
        raise FormatInUse(
            _("“%(name)s” is used by a gallery's orders, so it stays.")
            % {"name": delivery_format.name}
        ) from None


def _galleries_of(delivery_format: DeliveryFormat) -> list[int]:
    rows = Authorization.objects.filter(formats=delivery_format)
    return list(rows.values_list("gallery_id", flat=True).distinct())


def _refuse_unknown(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - FIELDS
    if unknown:
        raise TypeError(f"Not fields of a delivery format: {', '.join(sorted(unknown))}")
