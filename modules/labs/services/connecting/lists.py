"""Which lab makes the prints of a price list, and how orders of them reach it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.commerce.models import PriceList
from modules.labs.models import LabConnection, LabList, LabRow
from modules.labs.services.connecting.accounts import lab_of
from safelight.kernel.errors import Refusal


class NotPrints(Refusal):
    """Labs make prints and nothing else."""

    code = "not_prints"


class MadeByAnother(Refusal):
    """Its rows are products of another lab."""

    code = "made_by_another_lab"


class Disconnected(Refusal):
    """Nobody can be sent anything there any more."""

    code = "lab_disconnected"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How orders of a list reach its lab; as the fields of ``LabList``."""

    auto_submit: bool = True
    window_hours: int = 0
    window_end: str = "send"
    to_studio: bool = False
    branding: Mapping[str, str] | None = None


def give(
    *,
    price_list: PriceList,
    connection: LabConnection,
    manner: Manner,
    ways: Collection[int] | None = None,
) -> LabList:
    """Have a lab make this list; ``ways`` are ids of its ways that clients may choose.

    Raises ``NotPrints``, ``MadeByAnother`` and ``Disconnected``.
    """
    _refuse(price_list, connection)
    offered = lab_of(connection).capabilities.branding
    said = {name: value for name, value in (manner.branding or {}).items() if name in offered}
    with transaction.atomic():  # A list says that a lab makes it, or has none.
        lab_list, _made = LabList.objects.update_or_create(
            price_list=price_list,
            defaults={
                "connection": connection,
                "auto_submit": manner.auto_submit,
                "window_hours": manner.window_hours,
                "window_end": manner.window_end,
                "to_studio": manner.to_studio,
                "branding": {name: value for name, value in said.items() if value},
            },
        )
        commerce.lists.change(price_list=price_list, made_by_lab=True)
        if ways is not None:
            _ship(price_list, connection, ways)
    return lab_list


def take_back(*, price_list: PriceList) -> None:
    """The studio makes it itself from now on; orders at the lab stay there."""
    with transaction.atomic():  # As above.
        LabList.objects.filter(price_list=price_list).delete()
        LabRow.objects.filter(row__price_list=price_list).delete()
        commerce.lists.change(price_list=price_list, made_by_lab=False)
        of_labs = price_list.shipping_profiles.filter(lab__isnull=False)
        price_list.shipping_profiles.remove(*of_labs)


def _refuse(price_list: PriceList, connection: LabConnection) -> None:
    if price_list.kind != PriceList.Kind.PRINT:
        raise NotPrints(_("Only lists of prints can be made by a lab."))
    if connection.disconnected_at is not None:
        raise Disconnected(_("%s is disconnected.") % connection.name)
    rows = LabRow.objects.filter(row__price_list=price_list, row__withdrawn_at=None)
    other = rows.exclude(product__connection=connection).select_related("product").first()
    if other is not None:
        sentence = _("“%(row)s” is a product of another lab. Sell it no more first.")
        raise MadeByAnother(sentence % {"row": other.product.name})


def _ship(price_list: PriceList, connection: LabConnection, ways: Collection[int]) -> None:
    """Its ways are those that were chosen; the studio's own profiles stay."""
    others = price_list.shipping_profiles.exclude(lab__isnull=False)
    chosen = connection.ways.filter(pk__in=ways).select_related("profile")
    price_list.shipping_profiles.set([*others, *(way.profile for way in chosen)])
