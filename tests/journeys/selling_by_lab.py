"""A studio whose framed prints the fake lab makes, set up in the studio's own process."""

from __future__ import annotations

from django.utils import timezone

from modules.commerce.services.pricelists import offering
from modules.gallery.models import Gallery
from modules.labs.models import LabConnection, LabProduct
from modules.labs.services import connecting
from modules.labs.services.catalogue import fetching, selling
from modules.labs.services.connecting import ways
from tenants.context import tenant_context
from tenants.models import Domain

FRAMED, CANVAS = "GLOBAL-CFPM-12X16", "GLOBAL-CAN-16X24"
NAMES = {FRAMED: ("Framed", 12900), CANVAS: ("Canvas", 8900)}


def set_up(host: str, gallery: str) -> None:
    """Sell a framed print, and a canvas by a list of its own, in the gallery of this public id."""
    studio = Domain.objects.select_related("tenant").get(domain=host).tenant
    with tenant_context(studio):
        connection = connecting.connect(
            lab="prodigi", name="Fake lab", at=timezone.now(),
            typed={"environment": "fake", "api_key": "anything"},
        )  # fmt: skip
        _fetch(connection)
        for method in ("Standard", "Express"):
            ways.add(connection=connection, method=method, name=f"{method} shipping")
        place = Gallery.objects.get(public_id=gallery)
        for sku, (name, amount) in NAMES.items():
            product = LabProduct.objects.get(sku=sku)
            wish = selling.Wish(product=product, name=name, amount=amount)
            made = selling.sell(
                connection=connection, wishes=[wish], into=None, name=f"{name} prints", fixed={},
                at=timezone.now(),
            )  # fmt: skip
            offering.offer(price_list=made, gallery_id=place.pk)


def _fetch(connection: LabConnection) -> None:
    account, lab = connecting.account_of(connection), connecting.lab_of(connection)
    answer = lab.catalogue(account, skus=tuple(NAMES))
    fetching.keep_answer(connection, answer, at=timezone.now())  # type: ignore[arg-type]
