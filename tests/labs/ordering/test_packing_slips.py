"""Packing slips (row 183): what is in the parcel, under the studio's name, without prices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import PriceList
from modules.labs.models import LabList, LabOrder
from modules.labs.services import ordering, slips
from modules.labs.services.ordering import whole
from modules.labs.services.tokens import NoSuchLink
from safelight.site.models import SiteSettings
from tenants.models import Studio
from tests.commerce.papers import reading
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab
from tests.labs.ordering.setting import AT

DAY = timedelta(days=1)


@pytest.fixture
def made(prints: PriceList) -> LabOrder:
    LabList.objects.update(branding={"packing_slip": slips.MADE, "boutique": "red"})
    return setting.at_lab(prints, prints=2)


def test_row_183_it_says_what_is_in_the_parcel_and_no_price(made: LabOrder) -> None:
    SiteSettings.objects.filter(pk=1).update(modules={"labs": {"slip_note": "Thank you!"}})
    (page,) = reading.pages(slips.pdf(made))
    order = made.pieces.all()[0].item.order
    for told in ("Packing slip", f"Order {order.number}", "Carla Client", "4 pieces", "Thank you!"):
        assert told in page
    assert "10.00" not in page
    assert "EUR" not in page


def test_row_183_it_is_fetched_by_the_lab_without_a_cookie(
    made: LabOrder, acme: Studio, browser: Callable[..., Browser]
) -> None:
    told = whole.submission(made, at=timezone.now()).branding
    assert told["boutique"] == "red"
    path = told["packing_slip"].split("/labs/")[1]
    answer = browser(acme).get(f"/labs/{path}")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert browser(acme).get(f"/labs/{path.replace('.pdf', 'x.pdf')}").status_code == 404


def test_row_183_it_is_no_more_to_be_had_in_the_end(made: LabOrder) -> None:
    token = slips.link(lab_order=made, until=AT + DAY).split("/")[-2]
    assert slips.linked(token=token, at=AT) == made
    for at, change in ((AT + DAY, ""), (AT, "cancelled")):
        if change:
            LabOrder.objects.update(state=change)
        with pytest.raises(NoSuchLink):
            slips.linked(token=token, at=at)


def test_it_lists_what_was_sent_once_it_is(made: LabOrder, lab: PaperLab) -> None:
    lab.tell(stage="shipped")
    ordering.ask(lab_order_id=made.pk, at=AT)
    made.refresh_from_db()
    (page,) = reading.pages(slips.pdf(made))
    assert "4 pieces" in page
