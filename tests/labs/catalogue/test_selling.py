"""Products of a lab as price lists."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import Choice, PriceList
from modules.commerce.services import carts
from modules.commerce.services.pricelists import offering
from modules.gallery.access import Viewer
from modules.gallery.models import Authorization, Placement
from modules.labs.contract import Variant
from modules.labs.models import LabChoice, LabConnection, LabList, LabProduct
from modules.labs.services.catalogue import applying, listed, margins, rule, selling
from modules.labs.services.connecting import lists, ways
from safelight.accounts.models import Visitor
from tests.commerce import selling as commerce_selling
from tests.gallery.factories import make_gallery, make_photo
from tests.labs.catalogue.conftest import Shelf, framed, known


def sell(product: LabProduct, amount: int = 5000, **changes: object) -> PriceList:
    wish = selling.Wish(product=product, name="Framed, 30 × 40 cm", amount=amount)
    asked: dict[str, Any] = {
        "into": None,
        "name": "Framed prints",
        "fixed": {},
        "at": timezone.now(),
    }
    return selling.sell(
        connection=product.connection,
        wishes=[wish],
        **asked | changes,
    )


def test_it_works(product: LabProduct) -> None:
    made = sell(product)
    row = made.rows.get()
    assert (made.kind, made.made_by_lab, row.width, row.height) == ("print", True, 300, 400)
    assert row.lab.attributes == {"paper": "lustre"}  # One value is nothing to choose.
    assert (row.lab.cost, row.lab.cost_currency) == (1000, "EUR")
    meant = LabChoice.objects.values_list("attribute", "value", "choice__name")
    assert list(meant) == [("color", "black", "Black"), ("color", "gold", "Gold")]


def test_it_offers_the_labs_ways_with_it(product: LabProduct) -> None:
    way = ways.add(connection=product.connection, method="Budget", name="Post")
    assert list(sell(product).shipping_profiles.all()) == [way.profile]


def test_it_decides_an_attribute_for_every_client(product: LabProduct) -> None:
    made = sell(product, fixed={"color": "gold"})
    assert made.options.count() == 0
    assert made.rows.get().lab.attributes == {"color": "gold", "paper": "lustre"}
    assert made.rows.get().lab.cost == 1500


def test_it_extends_a_list_and_its_option(product: LabProduct) -> None:
    made = sell(product)
    silver = framed("SILVER", attributes={"color": ("black", "silver")}, variants=())
    sell(known(product.connection, silver), into=made)
    assert made.rows.count() == 2
    assert [each.name for each in Choice.objects.filter(option__price_list=made)] == [
        "Black", "Gold", "Silver",
    ]  # fmt: skip


def test_it_asks_the_same_of_every_row_of_a_list(product: LabProduct) -> None:
    plain = known(product.connection, framed("PLAIN", attributes={}, variants=()))
    with pytest.raises(selling.ChoicesDiffer) as refusal:
        sell(plain, into=sell(product))
    assert "Color" in refusal.value.sentence


def test_it_leaves_lists_alone_that_the_studio_makes_itself(product: LabProduct) -> None:
    own = commerce_selling.price_list()
    commerce_selling.price_row(own)
    with pytest.raises(selling.MadeElsewhere):
        sell(product, into=own)


def test_it_sells_nothing_that_is_not_made(product: LabProduct) -> None:
    with pytest.raises(selling.NotMade):
        sell(product, fixed={"color": "pink"})
    assert not LabList.objects.exists()


def test_it_shows_what_a_rule_would_do_before_it_does_it(product: LabProduct) -> None:
    lab_list = sell(product, amount=100).lab
    moves = applying.preview(lab_list=lab_list, rule=rule.of_list(lab_list))
    assert [(move.now, move.then) for move in moves] == [(100, 2000), (0, 0), (0, 1000)]
    assert lab_list.price_list.rows.get().amount == 100
    applying.apply(lab_list=lab_list, at=timezone.now())
    assert lab_list.price_list.rows.get().amount == 2000
    assert list(Choice.objects.values_list("extra", flat=True)) == [0, 1000]


def test_it_makes_up_no_exchange_rate(connection: LabConnection, shelf: Shelf) -> None:
    shelf.currency = "GBP"
    lab_list = sell(known(connection, framed())).lab
    with pytest.raises(listed.OtherCurrency) as refusal:
        applying.preview(lab_list=lab_list, rule=rule.of_list(lab_list))
    assert "GBP" in refusal.value.sentence
    assert not margins.of_list(lab_list, currency="EUR")[0].is_comparable


def test_it_says_what_is_left_of_the_worst_variant(product: LabProduct) -> None:
    rate = commerce_selling.tax_profile("Prints", is_usual=True)
    rate.rates.create(name="VAT", country="DE", percent=19)
    lab_list = sell(product, amount=1190).lab
    found = margins.of_list(lab_list, currency="EUR")[0]
    assert (found.retail, found.net, found.left) == (1190, 1000, -500)
    assert (found.variant, found.is_below) == ("Gold", True)
    assert found.cost is not None
    assert found.cost.shipping == 400


def test_it_is_made_by_the_studio_again(product: LabProduct) -> None:
    made = sell(product)
    lists.take_back(price_list=made)
    made.refresh_from_db()
    assert not made.made_by_lab
    assert made.rows.filter(lab=None).count() == 1


def test_it_refuses_choices_that_the_lab_does_not_make_together(
    connection: LabConnection,
) -> None:
    """Each colour is made, and each paper; gold on matte is not."""
    papers = framed(attributes={"color": ("black", "gold"), "paper": ("lustre", "matte")})
    matte = Variant(attributes={"color": "black", "paper": "matte"})
    product = known(connection, dataclasses.replace(papers, variants=(*papers.variants, matte)))
    made, gallery = sell(product), make_gallery(published_at=timezone.now())
    photo = make_photo()
    Placement.objects.create(gallery=gallery, photo=photo)
    offering.offer(price_list=made, gallery_id=gallery.pk)
    choices = {each.value: each.choice.public_id for each in LabChoice.objects.all()}
    Authorization.objects.update_or_create(gallery=gallery, client=None, defaults={"enter": True})
    asked: dict[str, Any] = {
        "viewer": Viewer(), "visitor": Visitor.objects.create(), "quantity": 1, "note": "",
        "gallery_public_id": gallery.public_id, "photo_public_id": photo.public_id,
        "row_public_id": made.rows.get().public_id, "at": timezone.now(),
    }  # fmt: skip
    carts.add(**asked, choice_public_ids=[choices["black"], choices["matte"]])
    with pytest.raises(carts.CannotBeOrdered, match="together"):
        carts.add(**asked, choice_public_ids=[choices["gold"], choices["matte"]])
