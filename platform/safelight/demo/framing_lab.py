"""A lab that frames prints for one of the demonstration's studios.

Only where a fake lab runs beside the platform: nothing of it is ever made.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from modules.commerce import facade as commerce
from modules.commerce.models import PriceList
from modules.commerce.services.pricelists import offering
from modules.gallery.models import Gallery
from modules.labs.contract import Catalogue
from modules.labs.models import LabConnection
from modules.labs.services import connecting
from modules.labs.services.catalogue import applying, fetching, selling
from modules.labs.services.catalogue.rule import Rule
from safelight.demo.cast import LINDQVIST
from safelight.kernel.errors import Refusal
from safelight.site.services import settings as site_settings

HOUSE, HOME = LINDQVIST.address, "SE"
TYPED = {"environment": "fake", "api_key": "demonstration"}
# Of the fake lab's shelf; (SKU, as the studio calls it).
FRAMES = (
    ("GLOBAL-CFPM-12X16", "Framed, 30 × 40 cm"),
    ("GLOBAL-CFPM-16X20", "Framed, 40 × 50 cm"),
)
RULE = Rule(percent=Decimal(120), rounding=500)


def set_up(address: str, gallery: Gallery, *, at: datetime) -> None:
    """Connect the fake lab and offer what it frames, unless the studio has a lab already."""
    if address != HOUSE or not settings.LABS_FAKE_URL or LabConnection.objects.exists():
        return
    stored = dataclasses.replace(commerce.settings(), home_country=HOME)
    site_settings.change_module(module="commerce", settings=stored)
    try:
        connection = connecting.connect(lab="prodigi", name="Prodigi", typed=TYPED, at=at)
        _fetch(connection, at)
        connecting.ways.ask(connection=connection)
        made = _frames(connection, at)
    except Refusal:
        # The fake lab is away just now; the rest of the demonstration does without it.
        return
    offering.offer(price_list=made, gallery_id=gallery.pk)


def _fetch(connection: LabConnection, at: datetime) -> None:
    account = connecting.account_of(connection)
    skus = [sku for sku, _name in FRAMES]
    answer = connecting.lab_of(connection).catalogue(account, skus=skus)
    if isinstance(answer, Catalogue):
        fetching.keep_answer(connection, answer, at=at)
    fetching.ask_costs(connection, at=at, say=lambda _done, _total, _note: None)


def _frames(connection: LabConnection, at: datetime) -> PriceList:
    """A list of framed prints in every colour that there is, priced by the rule."""
    products = {each.sku: each for each in connection.products.all()}
    wishes = [
        selling.Wish(product=products[sku], name=name, amount=0)
        for sku, name in FRAMES
        if sku in products
    ]
    made = selling.sell(
        connection=connection, wishes=wishes, into=None, name="Framed prints", fixed={}, at=at
    )
    commerce.lists.change(
        price_list=made, description="Framed behind perspex by our lab, and sent to your door."
    )
    manner = connecting.lists.Manner(auto_submit=True, window_hours=0)
    lab_list = connecting.lists.give(price_list=made, connection=connection, manner=manner)
    applying.change_rule(lab_list=lab_list, rule=RULE)
    applying.apply(lab_list=lab_list, at=at)
    return made
