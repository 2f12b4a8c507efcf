"""Tax by destination (row 161), and VAT numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from modules.commerce.models import TaxProfile
from modules.commerce.services.costs import taxes
from modules.commerce.services.costs.taxes import BadVatNumber
from tenants.models import Studio
from tests.commerce.selling import rate, tax_profile

pytestmark = pytest.mark.usefixtures("inside_acme")


@pytest.fixture
def canada(inside_acme: Studio) -> TaxProfile:
    made = tax_profile(is_usual=True)
    rate(made, "CA", "5", name="GST")
    rate(made, "CA", "9.975", name="QST", region="QC")
    rate(made, "CA", "13", name="HST", region="ON", adds_to_country=False)
    return made


def _found(profile: TaxProfile | None, country: str, region: str = "") -> list[tuple[str, Decimal]]:
    rates = taxes.rates_for(profile, country=country, region=region)
    return [(each.name, each.percent) for each in rates]


def test_it_takes_a_country_s_rate_where_its_region_has_none(canada: TaxProfile) -> None:
    assert _found(canada, "CA", "AB") == _found(canada, "CA") == [("GST", Decimal(5))]


def test_it_adds_a_region_s_rate_to_its_country_s(canada: TaxProfile) -> None:
    assert _found(canada, "CA", "QC") == [("GST", Decimal(5)), ("QST", Decimal("9.975"))]


def test_it_takes_a_region_s_rate_instead_of_its_country_s(canada: TaxProfile) -> None:
    assert _found(canada, "CA", "ON") == [("HST", Decimal(13))]


def test_it_knows_a_region_however_it_is_written(canada: TaxProfile) -> None:
    assert len(_found(canada, "CA", "QC")) == 2
    for written in (" qc ", "Quebec", "QUEBEC"):
        assert _found(canada, "CA", written) == _found(canada, "CA", "QC")


def test_it_takes_nothing_where_no_rate_fits(canada: TaxProfile) -> None:
    assert _found(canada, "US", "QC") == []
    assert _found(canada, "") == []


def test_it_takes_the_usual_profile_where_none_is_named(canada: TaxProfile) -> None:
    assert _found(None, "CA") == _found(canada, "CA")


def test_it_takes_nothing_without_a_usual_profile() -> None:
    rate(tax_profile(), "DE", "19")
    assert _found(None, "DE") == []


def test_it_taxes_what_has_a_profile_of_its_own_by_that(canada: TaxProfile) -> None:
    books = tax_profile("Books")
    rate(books, "CA", "0", name="GST")
    found = taxes.rates_by_profile([None, books.pk], country="CA")
    assert found[None] == taxes.rates_for(canada, country="CA")
    assert [each.percent for each in found[books.pk]] == [0]


@pytest.mark.parametrize(
    ("number", "country", "written"),
    [
        ("DE 136 695 976", "DE", "DE136695976"), ("136695976", "DE", "DE136695976"),
        ("ATU13585627", "AT", "ATU13585627"), ("U13585627", "AT", "ATU13585627"),
        ("PL8567346215", "PL", "PL8567346215"), ("094259216", "GR", "EL094259216"),
        ("EL094259216", "GR", "EL094259216"), ("FR 40 303 265 045", "FR", "FR40303265045"),
        ("980780684", "GB", "980780684"), ("CHE-107.787.577 IVA", "CH", "CHE107787577IVA"),
        ("12-3456789", "US", "12-3456789"), ("", "DE", ""),
        # A firm of one country that has an address in another.
        ("ATU13585627", "DE", "ATU13585627"),
    ],
)  # fmt: skip
def test_it_writes_a_vat_number_as_invoices_do(number: str, country: str, written: str) -> None:
    assert taxes.checked_vat_number(number, country=country) == written


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("DE136695977", "DE"), ("13669597", "DE"), ("ATU13585626", "AT"), ("XX1", "PL"),
        ("980780685", "GB"), ("CHE-107.787.578 IVA", "CH"), ("1" * 31, "US"),
        ("DE１３６６９５９７７", "DE"), ("<script>", "FR"),
    ],
)  # fmt: skip
def test_it_refuses_a_vat_number_with_a_wrong_checksum_or_format(number: str, country: str) -> None:
    with pytest.raises(BadVatNumber, match="VAT number"):
        taxes.checked_vat_number(number, country=country)
