"""A lab's ways to ship, and the lists that it makes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from modules.commerce.models import ShippingProfile
from modules.labs.models import LabConnection, LabList, LabProduct
from modules.labs.services.connecting import lists, ways
from modules.labs.workspace.account_forms import DaysField
from tests.commerce import selling
from tests.labs.catalogue.conftest import Shelf
from tests.labs.catalogue.conftest import connection as connection
from tests.labs.catalogue.conftest import product as product
from tests.labs.catalogue.conftest import shelf as shelf
from tests.labs.catalogue.test_selling import sell


def test_it_makes_a_profile_of_each_way_of_the_lab_once(product: LabProduct) -> None:
    made = ways.ask(connection=product.connection)
    assert [way.method for way in made] == ["Express", "Budget"]
    assert {way.profile.kind for way in made} == {ShippingProfile.Kind.LAB}
    assert ways.ask(connection=product.connection) == []


def test_it_offers_a_new_way_with_the_lists_that_the_lab_makes(product: LabProduct) -> None:
    made = sell(product)
    way = ways.add(connection=product.connection, method="Post", name="By post")
    assert list(made.shipping_profiles.all()) == [way.profile]
    with pytest.raises(ways.WayKnown):
        ways.add(connection=product.connection, method="Post", name="Again")


def test_it_asks_nothing_without_something_to_ask_about(
    connection: LabConnection, shelf: Shelf
) -> None:
    with pytest.raises(ways.NothingToAskAbout):
        ways.ask(connection=connection)


def test_it_changes_what_clients_pay_for_a_way(connection: LabConnection) -> None:
    way = ways.add(connection=connection, method="Post", name="By post")
    terms = ways.Terms(name="Slowly", percent=Decimal(10), fixed=150, is_offered=False)
    ways.change(connection=connection, terms={way.pk: terms}, at=timezone.now())
    way.refresh_from_db()
    assert (way.markup_percent, way.markup_fixed) == (Decimal(10), 150)
    assert (way.profile.name, way.profile.withdrawn_at is None) == ("Slowly", False)


def test_it_keeps_how_many_working_days_a_way_takes(connection: LabConnection) -> None:
    way = ways.add(connection=connection, method="Post", name="By post")
    terms = ways.Terms(name="By post", percent=Decimal(), fixed=0, is_offered=True, days=(3, 5))
    ways.change(connection=connection, terms={way.pk: terms}, at=timezone.now())
    way.refresh_from_db()
    assert way.days == (3, 5)


@pytest.mark.parametrize(
    ("written", "days"),
    [("3–5", (3, 5)), ("3 - 5", (3, 5)), ("4", (4, 4)), ("", None), ("5–3", False), ("x", False)],
)
def test_it_reads_working_days(written: str, days: tuple[int, int] | bool | None) -> None:
    field = DaysField()
    if days is False:
        with pytest.raises(ValidationError):
            field.clean(written)
    else:
        assert field.clean(written) == days


def test_it_has_a_lab_make_a_list(connection: LabConnection) -> None:
    way = ways.add(connection=connection, method="Post", name="By post")
    made, own = selling.price_list(), selling.profile("Our own van")
    made.shipping_profiles.add(own)
    branding = {"packing_slip": "https://acme.test/slip.pdf", "balloons": "red"}
    manner = lists.Manner(window_hours=12, window_end="wait", branding=branding)
    lists.give(price_list=made, connection=connection, manner=manner, ways=[way.pk])
    found = LabList.objects.get(price_list=made)
    assert (found.window_hours, found.window_end, made.made_by_lab) == (12, "wait", True)
    assert set(found.branding) == {"packing_slip"}  # It offers nothing else.
    assert set(made.shipping_profiles.all()) == {own, way.profile}


def test_it_gives_no_lab_the_products_of_another(product: LabProduct) -> None:
    made = sell(product)
    other = LabConnection.objects.create(lab="own", name="Own", connected_at=timezone.now())
    with pytest.raises(lists.MadeByAnother):
        lists.give(price_list=made, connection=other, manner=lists.Manner())


def test_it_gives_labs_nothing_but_prints(connection: LabConnection) -> None:
    made = selling.price_list(kind="product")
    with pytest.raises(lists.NotPrints):
        lists.give(price_list=made, connection=connection, manner=lists.Manner())
