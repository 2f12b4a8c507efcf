"""Whose work is sold is written at the sale, and stays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from modules.agency.models import Allocation, Credit
from modules.commerce import hooks
from modules.commerce.hooks import LabCost, Wanted
from modules.gallery import facade as gallery
from safelight.site.selectors import site_settings
from tests.agency.shares.making import (
    Line,
    contributor,
    file,
    got,
    hear,
    library,
    pay,
    rule,
    sell,
    written,
)
from tests.commerce import selling

pytestmark = pytest.mark.usefixtures("inside_acme")


def test_it_keeps_the_library_s_contributor_with_percent_and_rule() -> None:
    ansel = contributor()
    desk = library(ansel)
    rule("40")
    order = sell(Line(photos=[file(desk)], price=1190, tax=190))
    hear(order)
    (found,) = Allocation.objects.all()
    assert (found.contributor, found.library_name, found.order_number) == (
        ansel, "Desk", order.number,
    )  # fmt: skip
    assert (found.net, found.percent) == (1000, Decimal(40))
    assert found.rule == "share of everybody"


def test_it_believes_the_credit_of_a_file_before_its_library() -> None:
    desk, dorothea = library(contributor()), contributor("Dorothea")
    photo = file(desk)
    Credit.objects.create(photo=photo, contributor=dorothea)
    order = sell(Line(photos=[photo], price=1000))
    hear(order)
    assert written(order) == [(photo.name, "Dorothea", 1000)]


def test_it_counts_what_is_nobody_s_as_the_studio_s() -> None:
    order = sell(Line(photos=[file()], price=1000), Line(photos=[file(library(None))], price=500))
    hear(order)
    assert [whose for _name, whose, _net in written(order)] == ["", ""]


def test_it_splits_a_whole_gallery_to_the_cent() -> None:
    ansel, berenice = contributor(), contributor("Berenice")
    mine, hers = library(ansel), library(berenice, "Street")
    photos = [file(mine), file(hers), file(mine)]
    order = sell(Line(photos=photos, price=1000))
    hear(order)
    assert [net for _name, _whose, net in written(order)] == [334, 333, 333]


def test_it_stays_when_files_move_rules_change_and_names_change() -> None:
    ansel = contributor()
    desk = library(ansel)
    photo, percent = file(desk), rule("40")
    order = sell(Line(photos=[photo], price=1000))
    hear(order)
    before = Allocation.objects.values().get()
    gallery.place_in_home(home=library(contributor("Lee"), "Other").home, photo_ids=[photo.pk])
    rule("90")
    percent.delete()
    ansel.name = "Somebody"
    ansel.save(update_fields=["name"])
    hear(order)
    assert Allocation.objects.values().get() == before


def test_it_is_kept_by_the_database_in_copied_studios_too() -> None:
    order = sell(Line(photos=[file(library(contributor()))], price=1000))
    hear(order)
    for change in ("UPDATE agency_allocation SET net = 1", "DELETE FROM agency_allocation"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(change)


def test_it_lets_photos_go_and_keeps_their_names() -> None:
    photo = file(library(contributor()))
    order = sell(Line(photos=[photo], price=1000))
    hear(order)
    photo.version = None
    photo.save(update_fields=["version"])
    photo.versions.all().delete()
    photo.delete()
    assert written(order) == [(photo.name, "Ansel", 1000)]


def test_it_takes_the_narrowest_rule_of_the_contributor_s_own_first() -> None:
    ansel = contributor()
    desk, prints = library(ansel), selling.price_list()
    row = selling.price_row(prints)
    found = []
    for percent, of, whose in (
        ("10", None, None), ("20", desk, None), ("30", prints, None), ("35", row, None),
        ("50", None, ansel), ("60", desk, ansel), ("70", prints, ansel), ("80", row, ansel),
    ):  # fmt: skip
        rule(percent, of, whose)
        order = sell(Line(photos=[file(desk)], price=1000, row=row))
        hear(order)
        found.append(int(Allocation.objects.get(sale__order=order).percent))
    assert found == [10, 20, 30, 35, 50, 60, 70, 80]


def test_it_takes_lab_costs_off_first_where_the_agency_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = selling.price_row(selling.price_list())
    cost = {Wanted(row_id=row.pk, choices=(), copies=2): LabCost(120, "EUR")}
    monkeypatch.setattr(hooks, "known_costs", lambda wanted: {key: cost[key] for key in wanted})
    rule("50")
    stored = site_settings()
    stored.modules = {**stored.modules, "agency": {"lab_costs_first": True}}
    stored.save(update_fields=["modules"])
    order = sell(Line(photos=[file(library(contributor()))], price=1000, quantity=2, row=row))
    pay(order)
    hear(order)
    assert Allocation.objects.values_list("net", "cost").get() == (1000, 240)
    assert got() == 380
