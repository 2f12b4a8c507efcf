"""What labs ask for one piece: asked by quotes, kept for a while, compared by night."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.commerce.models import Territory
from modules.labs.contract import Away, Piece, Quoted, Refused, Way
from modules.labs.models import CatalogueAlert, LabConnection, LabProduct, ProductCost
from modules.labs.services import connecting
from modules.labs.services.catalogue import alerting, variants
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site

# Labs change prices by the week; a product is asked about again after this.
FRESH = timedelta(hours=20)
# A question for each variant and country: beyond these the lab is asked when somebody orders.
MOST_VARIANTS, MOST_COUNTRIES = 40, 12

Heard = Callable[[str], object]


class NoHome(Refusal):
    """Nobody knows where a piece would go to."""

    code = "no_home_country"


@dataclass(frozen=True, kw_only=True)
class Question:
    product: LabProduct
    attributes: dict[str, str]
    country: str


def home() -> str:
    """The studio's country. Raises ``NoHome``."""
    country = commerce.settings().home_country
    if not country:
        sentence = _(
            "Say in the settings of orders which country your studio is in: labs name prices by it."
        )
        raise NoHome(sentence)
    return country


def questions(products: Iterable[LabProduct], *, at: datetime) -> list[Question]:
    """What is not known lately: every variant sent home, and one of each sent elsewhere."""
    here, asked = home(), list(products)
    known = ProductCost.objects.filter(product__in=asked, asked_at__gt=at - FRESH)
    fresh = set(known.values_list("product", "variant", "country"))
    currency = site.site_settings().currency
    fresh -= set(known.exclude(currency=currency).values_list("product", "variant", "country"))
    return [
        each
        for product in asked
        for each in _of_product(product, here)
        if (product.pk, variants.key(each.attributes), each.country) not in fresh
    ]


def ask(connection: LabConnection, question: Question, *, at: datetime) -> Quoted | Refused | Away:
    """One question to the lab, and its answer written down. Not inside a transaction."""
    piece = Piece(
        reference=question.product.public_id, sku=question.product.sku, copies=1,
        attributes=question.attributes,
    )  # fmt: skip
    answer = connecting.lab_of(connection).quote(
        connecting.account_of(connection),
        pieces=(piece,), country=question.country, currency=site.site_settings().currency,
    )  # fmt: skip
    if isinstance(answer, Quoted) and answer.ways:
        _keep(question, min(answer.ways, key=lambda way: way.shipping.amount), at)
    return answer


def at_home(product: LabProduct) -> dict[str, ProductCost]:
    """What is known of sending each variant home, by its key."""
    found = product.costs.filter(country=commerce.settings().home_country)
    return {each.variant: each for each in found}


def _of_product(product: LabProduct, here: str) -> Iterator[Question]:
    found = variants.of(product)
    for attributes in found[:MOST_VARIANTS]:
        yield Question(product=product, attributes=attributes, country=here)
    for country in _elsewhere(product, here):
        yield Question(product=product, attributes=found[0], country=country)


def _elsewhere(product: LabProduct, here: str) -> list[str]:
    """Countries that the studio has named in its territories, and that the lab sends to."""
    named = {code for each in Territory.objects.all() for code in each.countries} - {here}
    said = variants.countries(product.variants)
    reached = named & said if said else named
    return sorted(reached)[:MOST_COUNTRIES]


def _keep(question: Question, way: Way, at: datetime) -> None:
    product, variant = question.product, variants.key(question.attributes)
    # The new cost and its alert appear together.
    with transaction.atomic():
        rows = ProductCost.objects.select_for_update()
        where: dict[str, Any] = {
            "product": product, "variant": variant, "country": question.country,
        }  # fmt: skip
        was = rows.filter(**where).first()
        ProductCost.objects.update_or_create(
            **where,
            defaults={
                "amount": way.items.amount, "shipping": way.shipping.amount,
                "currency": way.items.currency, "asked_at": at,
            },
        )  # fmt: skip
        is_home = question.country == commerce.settings().home_country
        if was is not None and is_home and any(alerting.sold(product)):
            alerting.note(
                product=product, kind=CatalogueAlert.Kind.COST, at=at,
                was={variant: [was.amount, was.currency]},
                now={variant: [way.items.amount, way.items.currency]},
            )  # fmt: skip
